using Microsoft.AspNetCore.WebUtilities;

namespace FtlAuth.MockAuthKit.Authorization;

/// <summary>Where an authorization response goes: a redirect URI that was found to be the client's.</summary>
internal sealed record ResponseTarget(string RedirectUri, string? State)
{
    public string Code(string code, string issuer) => Build(issuer, ("code", code));

    public string Error(OAuthError error, string issuer) =>
        Build(issuer, ("error", error.Error), ("error_description", error.ErrorDescription));

    // Every response names the issuer (RFC 9207).
    private string Build(string issuer, params ReadOnlySpan<(string Name, string Value)> members)
    {
        var uri = RedirectUri;
        foreach (var (name, value) in members)
        {
            uri = QueryHelpers.AddQueryString(uri, name, value);
        }

        if (State is not null)
        {
            uri = QueryHelpers.AddQueryString(uri, "state", State);
        }

        return QueryHelpers.AddQueryString(uri, "iss", issuer);
    }
}
