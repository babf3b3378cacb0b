using System.Text;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>A change to the parts of a signed token.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Part">The part, from 0.</param>
/// <param name="Other">Another part, from 0.</param>
internal sealed record PartEdit(PartEditKind Kind, int Part, int Other)
{
    /// <param name="token">Three parts.</param>
    /// <param name="donor">The three parts of another token.</param>
    public string Apply(string token, string donor)
    {
        var parts = token.Split('.').ToList();
        switch (Kind)
        {
            case PartEditKind.Swap:
                (parts[Part], parts[Other]) = (parts[Other], parts[Part]);
                break;
            case PartEditKind.Duplicate:
                parts.Insert(Other, parts[Part]);
                break;
            case PartEditKind.Drop:
                parts.RemoveAt(Part);
                break;
            case PartEditKind.Empty:
                parts[Part] = "";
                break;
            case PartEditKind.Transplant:
                parts[Part] = donor.Split('.')[Part];
                break;
            case PartEditKind.Splice:
                var mine = parts[Part];
                var theirs = donor.Split('.')[Other];
                parts[Part] = mine[..(mine.Length / 2)] + theirs[(theirs.Length / 2)..];
                break;
            case PartEditKind.Nest:
                parts[Part] = Authentication.SignedTokens.Encode(Encoding.ASCII.GetBytes(donor));
                break;
        }

        return string.Join('.', parts);
    }
}
