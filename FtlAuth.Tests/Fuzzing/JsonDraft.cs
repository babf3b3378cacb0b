using System.Text;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>A JSON object in parts, so that a failing one can be made smaller member by member; it need not be JSON in the end.</summary>
/// <param name="Members">In their order, duplicates included.</param>
/// <param name="Space">Written between all tokens.</param>
/// <param name="Before">In front of the object.</param>
/// <param name="After">Behind the object.</param>
/// <param name="Break">A change to the bytes as a whole; null for none.</param>
internal sealed record JsonDraft(IReadOnlyList<JsonMember> Members, string Space = "", string Before = "", string After = "", ByteEdit? Break = null)
{
    public byte[] ToBytes()
    {
        var bytes = Encoding.UTF8.GetBytes(Write());
        return Break is null ? bytes : Break.Apply(bytes);
    }

    /// <summary>Each a little simpler.</summary>
    public IEnumerable<JsonDraft> Shrink()
    {
        if (Break is not null)
        {
            yield return this with { Break = null };
        }

        if (Space.Length + Before.Length + After.Length > 0)
        {
            yield return this with { Space = "", Before = "", After = "" };
        }

        for (var index = 0; index < Members.Count; index++)
        {
            yield return this with { Members = [.. Members.Take(index), .. Members.Skip(index + 1)] };
        }
    }

    public override string ToString() => Write() + (Break is null ? "" : $" with {Break}");

    private string Write()
    {
        var text = new StringBuilder(Before).Append(Space).Append('{');
        foreach (var (index, member) in Members.Index())
        {
            text.Append(index > 0 ? "," : "").Append(Space).Append(member.Name).Append(Space).Append(':').Append(Space).Append(member.Value).Append(Space);
        }

        return text.Append('}').Append(Space).Append(After).ToString();
    }
}
