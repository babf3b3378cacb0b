using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Authentication;

/// <summary>The issuer whose tokens are accepted, and which of them; more issuers in <see cref="Issuers"/>. Section <c>AuthKit</c>.</summary>
public sealed class AuthKitOptions : ISettings, IRepeatableSettings<AuthKitOptions>
{
    private string _path = "AuthKit";

    static string ISettings.Section => "AuthKit";

    /// <summary>
    /// The issuer, compared with <c>iss</c> byte for byte (RFC 8414 section 3.3): https unless loopback, without a trailing slash.
    /// Default: none, it is required, unless <see cref="Issuers"/> has entries.
    /// </summary>
    /// <remarks>A token of another issuer is 401 <c>invalid_token</c>.</remarks>
    public string Issuer { get; set; } = "";

    /// <summary>The accepted audiences (RFC 9068 section 4), compared byte for byte. Default: the resource, <c>&lt;PublicUrl&gt;/mcp</c>.</summary>
    /// <remarks>A token without <c>aud</c>, or with none of these, is 401 <c>invalid_token</c>, and <c>InvalidAudience</c> in the log.</remarks>
    public IReadOnlyList<string> Audience { get; set; } = [];

    /// <summary>Whether <c>aud</c> is checked. Default: true. False accepts tokens made for others and is warned about at every start.</summary>
    /// <remarks>False beside an <see cref="Audience"/> stops the start.</remarks>
    public bool ValidateAudience { get; set; } = true;

    /// <summary>Where the issuer publishes its keys (RFC 7517): https unless loopback. Default: <c>{Issuer}/oauth2/jwks</c>.</summary>
    /// <remarks>Until keys could be loaded, from there or from Redis, tokens of this issuer are answered 503 with <c>Retry-After</c>.</remarks>
    public string JwksUri { get; set; } = "";

    /// <summary>Scopes that every token must have; in an entry of <see cref="Issuers"/>, besides those of all issuers. Default: none.</summary>
    /// <remarks>A token that lacks one is 403 <c>insufficient_scope</c> (RFC 6750 section 3.1). They are <c>scopes_supported</c> in the metadata.</remarks>
    public IReadOnlyList<string> RequiredScopes { get; set; } = [];

    /// <summary>Accepted signature algorithms (RFC 7518 section 3.1). Default: RS256.</summary>
    /// <remarks>A token of another algorithm is 401 <c>invalid_token</c>; <c>none</c> and HMAC cannot be chosen.</remarks>
    public IReadOnlyList<string> Algorithms { get; set; } = [];

    /// <summary>How far the issuer's clock may differ: <c>exp</c>, <c>nbf</c> and <c>iat</c> are judged with it. Default: 00:01:00; at most 00:05:00.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Client ids (<c>client_id</c>, else <c>azp</c>) whose tokens are accepted. Default: none listed, every client.</summary>
    /// <remarks>A token of another client is 401 <c>invalid_token</c>.</remarks>
    public IReadOnlyList<string> AllowedClientIds { get; set; } = [];

    /// <summary>
    /// More issuers: entries with these same settings, but for this one. What an entry does not set, it takes from the settings around it;
    /// its key URI follows its own issuer. Each token is judged by the entry of the issuer that it names, and by no other. Default: none.
    /// </summary>
    public IReadOnlyList<AuthKitOptions> Issuers { get; set; } = [];

    /// <summary>Every issuer, in the order of the metadata: <see cref="Issuer"/> first, if it is set.</summary>
    internal IReadOnlyList<AuthKitOptions> All => Issuer.Length > 0 ? [this, .. Issuers] : Issuers;

    /// <summary>Whether the audience of tokens does not follow from the gateway's public URL.</summary>
    internal bool HasOwnAudience => Audience.Count > 0 || !ValidateAudience;

    /// <summary>Where in the configuration a member of these settings is, for messages.</summary>
    internal string KeyOf(string name) => $"{_path}:{name}";

    AuthKitOptions IRepeatableSettings<AuthKitOptions>.CreateEntry(string path)
    {
        var entry = (AuthKitOptions)MemberwiseClone();
        entry._path = path;
        entry.Issuer = "";
        entry.JwksUri = "";
        entry.RequiredScopes = [];
        entry.Issuers = [];
        return entry;
    }

    void ISettings.Validate(SettingMistakes mistakes)
    {
        if (Issuer.Length > 0 || Issuers.Count == 0)
        {
            ValidateIssuer(mistakes);
        }
        else if (JwksUri.Length > 0)
        {
            mistakes.Add(KeyOf(nameof(JwksUri)), JwksUri, $"is of no issuer, since {KeyOf(nameof(Issuer))} is not set; set it in the entries of {KeyOf(nameof(Issuers))}.");
        }

        ValidateRules(mistakes);
        foreach (var entry in Issuers)
        {
            entry.ValidateAsEntryOf(this, mistakes);
        }

        foreach (var twice in All.GroupBy(issuer => issuer.Issuer, StringComparer.Ordinal).Where(same => same.Key.Length > 0).SelectMany(same => same.Skip(1)))
        {
            mistakes.Add(twice.KeyOf(nameof(Issuer)), twice.Issuer, "is listed already; a token would not tell which of the two it means.");
        }
    }

    private void ValidateAsEntryOf(AuthKitOptions outer, SettingMistakes mistakes)
    {
        ValidateIssuer(mistakes);
        if (Issuers.Count > 0)
        {
            mistakes.AddUnnamed(KeyOf(nameof(Issuers)), $"an entry has no entries of its own; list every issuer in {outer.KeyOf(nameof(Issuers))}.");
        }

        // What it took from around it was judged there, and an audience that it took is not one that it asks for.
        if (outer.ValidateAudience && !ValidateAudience && Audience == outer.Audience)
        {
            Audience = [];
        }

        ValidateRules(mistakes, outer);
        RequiredScopes = [.. outer.RequiredScopes.Union(RequiredScopes, StringComparer.Ordinal)];
    }

    private void ValidateIssuer(SettingMistakes mistakes)
    {
        var key = KeyOf(nameof(Issuer));
        if (Issuer.Length == 0)
        {
            mistakes.Add(key, Issuer, "name the AuthKit domain whose tokens are accepted, such as https://your-domain.authkit.app"
                + (_path == "AuthKit" ? " (alias: authkit_issuer)." : "."));
        }
        else if (UrlRules.FindMistake(Issuer) is { } mistake)
        {
            mistakes.Add(key, Issuer, mistake);
        }
        else if (Issuer.EndsWith('/'))
        {
            mistakes.Add(key, Issuer, $"remove the slash at the end: tokens name their issuer as '{Issuer.TrimEnd('/')}', and the two are compared byte for byte.");
        }

        if (JwksUri.Length == 0)
        {
            JwksUri = Issuer + "/oauth2/jwks";
        }
        else if (UrlRules.FindMistake(JwksUri) is { } mistake)
        {
            mistakes.Add(KeyOf(nameof(JwksUri)), JwksUri, mistake);
        }
    }

    private void ValidateRules(SettingMistakes mistakes, AuthKitOptions? outer = null)
    {
        Algorithms = Algorithms.Count > 0 ? Algorithms : [SignatureAlgorithm.Default.Name];
        foreach (var algorithm in Algorithms.Where(name => SignatureAlgorithm.Find(name) is null && outer?.Algorithms.Contains(name) != true))
        {
            mistakes.Add(KeyOf(nameof(Algorithms)), algorithm, $"must be among {string.Join(", ", SignatureAlgorithm.All.Select(known => known.Name))}.");
        }

        foreach (var scope in RequiredScopes.Where(scope => !ScopeSyntax.IsScopeToken(scope)))
        {
            mistakes.Add(KeyOf(nameof(RequiredScopes)), scope, "a scope has no spaces, quotes or backslashes (RFC 6749 section 3.3); separate several by commas.");
        }

        if (ClockSkew != outer?.ClockSkew)
        {
            mistakes.RequireBetween(KeyOf(nameof(ClockSkew)), ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        }
    }
}
