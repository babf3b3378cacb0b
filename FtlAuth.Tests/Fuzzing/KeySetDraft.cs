using System.Text;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>A key set in parts.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Before">In front of the array.</param>
/// <param name="After">Behind it.</param>
/// <param name="Edits">Changes to the bytes as a whole.</param>
internal sealed record KeySetDraft(IReadOnlyList<JsonDraft> Keys, string Before, string After, IReadOnlyList<ByteEdit> Edits)
{
    public byte[] ToBytes()
    {
        var keys = Keys.SelectMany((key, index) => index > 0 ? [(byte)',', .. key.ToBytes()] : key.ToBytes());
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Before), .. keys, .. Encoding.UTF8.GetBytes(After)];
        return Edits.Aggregate(bytes, (edited, edit) => edit.Apply(edited));
    }

    /// <summary>Each a little simpler.</summary>
    public IEnumerable<KeySetDraft> Shrink()
    {
        for (var index = 0; index < Edits.Count; index++)
        {
            yield return this with { Edits = [.. Edits.Take(index), .. Edits.Skip(index + 1)] };
        }

        for (var index = 0; index < Keys.Count; index++)
        {
            yield return this with { Keys = [.. Keys.Take(index), .. Keys.Skip(index + 1)] };
            foreach (var key in Keys[index].Shrink())
            {
                yield return this with { Keys = [.. Keys.Take(index), key, .. Keys.Skip(index + 1)] };
            }
        }
    }

    public override string ToString() => $"{Before}{string.Join(',', Keys)}{After} with [{string.Join(", ", Edits)}]";
}
