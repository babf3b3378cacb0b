namespace FtlAuth.Gateway.Authentication;

/// <summary>Where the three parts of a compact JWS stand (RFC 7515 section 7.1).</summary>
internal readonly record struct CompactToken(Range Header, Range Payload, Range Signature)
{
    /// <summary>False unless there are exactly three non-empty parts: five make a JWE, and an empty signature is «none».</summary>
    public static bool TrySplit(ReadOnlySpan<byte> token, out CompactToken parts)
    {
        parts = default;
        var first = token.IndexOf((byte)'.');
        var last = token.LastIndexOf((byte)'.');
        if (first <= 0 || last <= first + 1 || last == token.Length - 1 || token[(first + 1)..last].Contains((byte)'.'))
        {
            return false;
        }

        parts = new CompactToken(..first, (first + 1)..last, (last + 1)..token.Length);
        return true;
    }
}
