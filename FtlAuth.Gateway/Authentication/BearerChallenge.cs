using System.Collections.Concurrent;
using System.Text;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Writes the gateway's <c>WWW-Authenticate: Bearer</c> answers (RFC 6750 section 3, RFC 9728 section 5.1): one challenge, and no other scheme beside it.</summary>
internal sealed class BearerChallenge(PublicOrigin origin, GatewayOptions gateway, AuthKitOptions authKit)
{
    private readonly string _scope = string.Join(' ', authKit.RequiredScopes);

    // By description, of which there are as many as there are refusals: whoever sends bad tokens must not cost more than whoever sends good ones.
    private readonly ConcurrentDictionary<string, InvalidToken> _invalidTokens = new();

    /// <summary>No usable credentials: 401 without an error code, as RFC 6750 section 3.1 wants it.</summary>
    public Task WriteMissingAsync(HttpContext context)
    {
        SetHeader(context, null, null, _scope);
        return OAuthError.WriteAsync(context, StatusCodes.Status401Unauthorized, OAuthError.Unauthorized, "Missing authorization header");
    }

    public Task WriteInvalidRequestAsync(HttpContext context, string description)
    {
        SetHeader(context, OAuthError.InvalidRequest, description, _scope);
        return OAuthError.WriteAsync(context, StatusCodes.Status400BadRequest, OAuthError.InvalidRequest, description);
    }

    public Task WriteInvalidTokenAsync(HttpContext context, string description)
    {
        if (origin.IsDerived)
        {
            SetHeader(context, OAuthError.InvalidToken, description, _scope);
            return OAuthError.WriteAsync(context, StatusCodes.Status401Unauthorized, OAuthError.InvalidToken, description);
        }

        if (!_invalidTokens.TryGetValue(description, out var answer))
        {
            answer = new(Challenge(context, OAuthError.InvalidToken, description, _scope), OAuthError.BodyOf(OAuthError.InvalidToken, description));
            _invalidTokens.TryAdd(description, answer);
        }

        context.Response.Headers.WWWAuthenticate = answer.Challenge;
        return OAuthError.WriteAsync(context, StatusCodes.Status401Unauthorized, answer.Body);
    }

    /// <summary>403 that names every scope needed, the baseline included: some clients ask for just these next time.</summary>
    /// <param name="context">The request.</param>
    /// <param name="scope">All scopes that are needed, separated by spaces.</param>
    public Task WriteInsufficientScopeAsync(HttpContext context, string scope)
    {
        const string Description = "The access token lacks a scope that is needed";
        SetHeader(context, OAuthError.InsufficientScope, null, scope);
        return OAuthError.WriteAsync(context, StatusCodes.Status403Forbidden, OAuthError.InsufficientScope, Description);
    }

    private void SetHeader(HttpContext context, string? error, string? description, string scope) =>
        context.Response.Headers.WWWAuthenticate = Challenge(context, error, description, scope);

    private string Challenge(HttpContext context, string? error, string? description, string scope)
    {
        var challenge = new StringBuilder("Bearer ");
        Append(challenge, "error", error);
        Append(challenge, "error_description", description);

        // For insufficient_scope the scope comes before the metadata, elsewhere behind it, as the documents of the field show them.
        if (error == OAuthError.InsufficientScope)
        {
            Append(challenge, "scope", scope);
        }

        Append(challenge, "resource_metadata", origin.Of(context.Request) + ProtectedResourceMetadataEndpoints.Path + gateway.Path);
        if (error != OAuthError.InsufficientScope)
        {
            Append(challenge, "scope", scope);
        }

        return challenge.ToString();
    }

    private static void Append(StringBuilder challenge, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            challenge.Append(challenge[^1] == ' ' ? "" : ", ").Append(name).Append("=\"").Append(value).Append('"');
        }
    }

    private sealed record InvalidToken(string Challenge, ReadOnlyMemory<byte> Body);
}
