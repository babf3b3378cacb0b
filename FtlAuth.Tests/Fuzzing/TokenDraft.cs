using System.Text;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>A token before it is signed, and what befalls it afterwards.</summary>
internal sealed record TokenDraft(JsonDraft Header, JsonDraft Claims, Signer Signer)
{
    public SegmentForm HeaderForm { get; init; }

    public SegmentForm ClaimsForm { get; init; }

    public SegmentForm SignatureForm { get; init; }

    /// <summary>Changes after the signature.</summary>
    public PartEdit? PartEdit { get; init; }

    public IReadOnlyList<ByteEdit> ByteEdits { get; init; } = [];

    /// <summary>Any bytes instead of all this; null for none.</summary>
    public byte[]? Raw { get; init; }

    public KeyChoice Keys { get; init; }

    public PolicyChoice Policy { get; init; }

    /// <summary>Each a little simpler.</summary>
    public IEnumerable<TokenDraft> Shrink()
    {
        if (PartEdit is not null)
        {
            yield return this with { PartEdit = null };
        }

        for (var index = 0; index < ByteEdits.Count; index++)
        {
            yield return this with { ByteEdits = [.. ByteEdits.Take(index), .. ByteEdits.Skip(index + 1)] };
        }

        if (HeaderForm != SegmentForm.Plain || ClaimsForm != SegmentForm.Plain || SignatureForm != SegmentForm.Plain)
        {
            yield return this with { HeaderForm = SegmentForm.Plain, ClaimsForm = SegmentForm.Plain, SignatureForm = SegmentForm.Plain };
        }

        if (Raw is { Length: > 0 })
        {
            yield return this with { Raw = Raw[..(Raw.Length / 2)] };
            yield return this with { Raw = Raw[1..] };
        }

        foreach (var header in Header.Shrink())
        {
            yield return this with { Header = header };
        }

        foreach (var claims in Claims.Shrink())
        {
            yield return this with { Claims = claims };
        }
    }

    public override string ToString() => Raw is null
        ? $"{Header} . {Claims} signed by {Signer}, written {HeaderForm}, {ClaimsForm}, {SignatureForm}, "
            + $"then [{PartEdit}] [{string.Join(", ", ByteEdits)}]; keys {Keys}, policy {Policy}"
        : $"bytes {Convert.ToHexString(Raw)} «{Encoding.Latin1.GetString(Raw)}»; keys {Keys}, policy {Policy}";
}
