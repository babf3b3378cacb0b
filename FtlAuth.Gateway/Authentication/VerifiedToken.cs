using System.Security.Claims;

namespace FtlAuth.Gateway.Authentication;

/// <summary>What is known of a token after every check: the claims that this gateway uses, and never the token itself.</summary>
internal sealed class VerifiedToken
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoClaims = [];

    private ClaimsPrincipal? _principal;

    public required string Subject { get; init; }

    public required string Issuer { get; init; }

    public required DateTimeOffset Expires { get; init; }

    /// <summary>Before this it is not accepted; the skew is taken off already.</summary>
    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.MinValue;

    public string? ClientId { get; init; }

    public string? OrganizationId { get; init; }

    public string? SessionId { get; init; }

    public string? Email { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Further claims that the configuration looks at, by name, as texts.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Claims { get; init; } = NoClaims;

    /// <summary>What the MCP server is told of the user, made once for all requests with this token; null until the first.</summary>
    public List<KeyValuePair<string, string>>? IdentityHeaders { get; set; }

    /// <summary>A mark of the address of the last request with it; 0 before the first.</summary>
    public int LastAddress { get; set; }

    /// <summary>For what it would be refused if that were not only reported (<c>Authorization:ReportOnly</c>).</summary>
    public TokenRefusal Reported { get; init; }

    /// <summary>The user as ASP.NET Core knows one, the same for all requests with this token.</summary>
    public ClaimsPrincipal Principal => _principal ??= new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", Subject)], "Bearer", "sub", null));

    /// <summary>The values of a claim that the configuration looks at; none when the token does not have it, or not as texts.</summary>
    public IReadOnlyList<string> ClaimValues(string name) => Claims.GetValueOrDefault(name, []);

    public bool HasScope(string scope) => Scopes.Contains(scope, StringComparer.Ordinal);
}
