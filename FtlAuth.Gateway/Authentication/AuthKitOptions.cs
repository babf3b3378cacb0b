using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Authentication;

/// <summary>The issuer whose tokens are accepted, and which of them. Section <c>AuthKit</c>.</summary>
public sealed class AuthKitOptions : ISettings
{
    static string ISettings.Section => "AuthKit";

    /// <summary>
    /// The issuer, compared with <c>iss</c> byte for byte (RFC 8414 section 3.3): https unless loopback, without a trailing slash. Required.
    /// </summary>
    public string Issuer { get; set; } = "";

    /// <summary>The accepted audiences (RFC 9068 section 4): a list or one comma-separated value. Default: the resource, <c>&lt;PublicUrl&gt;/mcp</c>.</summary>
    public IReadOnlyList<string> Audience { get; set; } = [];

    /// <summary>Whether <c>aud</c> is checked. Default: true. False accepts tokens made for others and is warned about at every start.</summary>
    public bool ValidateAudience { get; set; } = true;

    /// <summary>Where the issuer publishes its keys (RFC 7517). Default: <c>{Issuer}/oauth2/jwks</c>.</summary>
    public string JwksUri { get; set; } = "";

    /// <summary>Scopes that every token must have. Default: none.</summary>
    public IReadOnlyList<string> RequiredScopes { get; set; } = [];

    /// <summary>Accepted signature algorithms (RFC 7518 section 3.1). Default: RS256.</summary>
    public IReadOnlyList<string> Algorithms { get; set; } = [];

    /// <summary>How far the issuer's clock may differ. Default: 00:01:00; at most 00:05:00.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Client ids (<c>client_id</c>, else <c>azp</c>) whose tokens are accepted. Default: none listed, every client.</summary>
    public IReadOnlyList<string> AllowedClientIds { get; set; } = [];

    void ISettings.Validate(SettingMistakes mistakes)
    {
        ValidateIssuer(mistakes);

        if (JwksUri.Length == 0)
        {
            JwksUri = Issuer + "/oauth2/jwks";
        }
        else if (UrlRules.FindMistake(JwksUri) is { } mistake)
        {
            mistakes.Add("AuthKit:JwksUri", JwksUri, mistake);
        }

        Algorithms = Algorithms.Count > 0 ? Algorithms : [SignatureAlgorithm.Default.Name];
        foreach (var algorithm in Algorithms.Where(name => SignatureAlgorithm.Find(name) is null))
        {
            mistakes.Add("AuthKit:Algorithms", algorithm, $"must be among {string.Join(", ", SignatureAlgorithm.All.Select(known => known.Name))}.");
        }

        foreach (var scope in RequiredScopes.Where(scope => !ScopeSyntax.IsScopeToken(scope)))
        {
            mistakes.Add("AuthKit:RequiredScopes", scope, "a scope has no spaces, quotes or backslashes (RFC 6749 section 3.3); separate several by commas.");
        }

        mistakes.RequireBetween("AuthKit:ClockSkew", ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    private void ValidateIssuer(SettingMistakes mistakes)
    {
        const string Key = "AuthKit:Issuer";
        if (Issuer.Length == 0)
        {
            mistakes.Add(Key, Issuer, "name the AuthKit domain whose tokens are accepted, such as https://your-domain.authkit.app (alias: authkit_issuer).");
        }
        else if (UrlRules.FindMistake(Issuer) is { } mistake)
        {
            mistakes.Add(Key, Issuer, mistake);
        }
        else if (Issuer.EndsWith('/'))
        {
            mistakes.Add(Key, Issuer, $"remove the slash at the end: tokens name their issuer as '{Issuer.TrimEnd('/')}', and the two are compared byte for byte.");
        }
    }
}
