using System.Buffers;

namespace FtlAuth.Gateway.Authentication;

/// <summary>The syntax of scopes (RFC 6749 section 3.3).</summary>
internal static class ScopeSyntax
{
    // scope-token = 1*( %x21 / %x23-5B / %x5D-7E )
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(code => (char)code).Where(character => character is not ('"' or '\\'))]);

    public static bool IsScopeToken(string value) => value.Length > 0 && !value.AsSpan().ContainsAnyExcept(TokenCharacters);
}
