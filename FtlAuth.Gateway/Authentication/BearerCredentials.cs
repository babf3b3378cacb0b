using System.Buffers;
using Microsoft.Extensions.Primitives;

namespace FtlAuth.Gateway.Authentication;

/// <summary>What a request presents as credentials (RFC 6750 section 2.1, RFC 9110 section 11.4).</summary>
/// <param name="Presentation">How it does.</param>
/// <param name="Token">The token, a part of the header's value; empty where there is none.</param>
internal readonly record struct BearerCredentials(BearerPresentation Presentation, ReadOnlyMemory<char> Token = default)
{
    private const string Scheme = "Bearer";

    // b64token = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/");

    public static BearerCredentials Read(StringValues authorization, bool tokenInQuery)
    {
        if (authorization.Count > 1 || (authorization.Count == 1 && tokenInQuery))
        {
            return new BearerCredentials(BearerPresentation.Ambiguous);
        }

        var value = authorization.Count == 1 ? authorization[0].AsMemory().Trim(' ') : default;
        if (!value.Span.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || (value.Length > Scheme.Length && value.Span[Scheme.Length] != ' '))
        {
            return new BearerCredentials(BearerPresentation.None);
        }

        var token = value[Scheme.Length..].TrimStart(' ');
        if (token.Length > TokenValidator.MaxTokenLength)
        {
            return new BearerCredentials(BearerPresentation.TooLarge);
        }

        var significant = token.Span.TrimEnd('=');
        return significant.IsEmpty || significant.ContainsAnyExcept(TokenCharacters)
            ? new BearerCredentials(BearerPresentation.Malformed)
            : new BearerCredentials(BearerPresentation.Token, token);
    }
}
