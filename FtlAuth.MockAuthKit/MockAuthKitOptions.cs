namespace FtlAuth.MockAuthKit;

/// <summary>The settings of the mock issuer, from the configuration section <c>MockAuthKit</c>.</summary>
public sealed class MockAuthKitOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "MockAuthKit";

    /// <summary>The issuer identifier: an origin without a trailing slash. Default: the service's own <c>http://localhost:port</c>.</summary>
    public string? Issuer { get; set; }

    /// <summary>
    /// The resource indicators (RFC 8707) registered at start; a list, or one comma-separated value. Default: none.
    /// More can be added while the service runs, see <see cref="RegisteredResources"/>.
    /// </summary>
    public IReadOnlyList<string> Resources { get; set; } = [];

    /// <summary>The scopes that can be granted; a list, or one comma-separated value. Default: the four of AuthKit.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = ["openid", "profile", "email", "offline_access"];

    /// <summary>Whether the authorization endpoint answers at once as the first test user, without a page. Default: <c>false</c>.</summary>
    public bool AutoApprove { get; set; }

    /// <summary>How long access and ID tokens are valid, in whole seconds. Default: five minutes.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The <c>aud</c> of tokens for which no resource was asked. Default: a fixed <c>client_…</c>.</summary>
    public string EnvironmentClientId { get; set; } = "client_01JAVTHK1TENV1R0NMENT00001";

    /// <summary>Whether <c>/admin</c> is served. Default: only in the Development environment.</summary>
    public bool? Admin { get; set; }
}
