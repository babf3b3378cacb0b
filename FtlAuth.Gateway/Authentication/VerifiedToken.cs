using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;

namespace FtlAuth.Gateway.Authentication;

/// <summary>What is known of a token after every check: the claims that this gateway uses, and never the token itself.</summary>
internal sealed class VerifiedToken : SecurityToken
{
    private ClaimsPrincipal? _principal;

    public required string Subject { get; init; }

    public required string TokenIssuer { get; init; }

    public required DateTimeOffset Expires { get; init; }

    /// <summary>Before this it is not accepted; the skew is taken off already.</summary>
    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.MinValue;

    public string? ClientId { get; init; }

    public string? OrganizationId { get; init; }

    public string? SessionId { get; init; }

    public string? Email { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The user as ASP.NET Core knows one, the same for all requests with this token.</summary>
    public ClaimsPrincipal Principal => _principal ??= new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", Subject)], "Bearer", "sub", null));

    public override string Id => "";

    public override string Issuer => TokenIssuer;

    public override SecurityKey? SecurityKey => null;

    public override SecurityKey? SigningKey { get; set; }

    public override DateTime ValidFrom => DateTime.MinValue;

    public override DateTime ValidTo => Expires.UtcDateTime;

    public bool HasScope(string scope) => Scopes.Contains(scope, StringComparer.Ordinal);
}
