using System.Numerics;

namespace FtlAuth.Gateway.Authentication;

/// <summary>
/// Says of a token whether it was here lately, in fixed memory: a place for each token that there is room for elsewhere, with a part of its hash, which the
/// next token of the same place replaces. May be wrong both ways, which costs a verification or a place, and nothing else.
/// </summary>
internal sealed class SeenTokens(int room)
{
    private readonly uint[] _places = new uint[BitOperations.RoundUpToPowerOf2((uint)room)];

    /// <summary>Notes the token.</summary>
    /// <returns>Whether it was noted before.</returns>
    public bool Note(TokenHash hash)
    {
        // Zero is an empty place.
        var mark = (uint)(hash.Low >> 32) | 1;
        ref var place = ref _places[(uint)hash.Low & (_places.Length - 1)];
        if (Volatile.Read(ref place) == mark)
        {
            return true;
        }

        Volatile.Write(ref place, mark);
        return false;
    }
}
