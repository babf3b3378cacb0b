using System.Diagnostics.CodeAnalysis;
using FtlAuth.MockAuthKit.Authorization;

namespace FtlAuth.MockAuthKit.Tokens;

/// <summary>Codes and refresh tokens, used ones too so that a second use is noticed, and what was revoked.</summary>
internal sealed class GrantStore
{
    private const int Capacity = 50_000;

    private readonly BoundedStore<AuthorizationCode> _codes = new(Capacity);
    private readonly BoundedStore<RefreshToken> _refreshTokens = new(Capacity);
    private readonly BoundedStore<bool> _revoked = new(Capacity);

    public string Add(AuthorizationCode code)
    {
        var value = Identifier.NewSecret();
        _codes.Set(value, code);
        return value;
    }

    public string Add(RefreshToken token)
    {
        var value = Identifier.NewSecret();
        _refreshTokens.Set(value, token);
        return value;
    }

    public bool TryGetCode(string value, [MaybeNullWhen(false)] out AuthorizationCode code) => _codes.TryGet(value, out code);

    public bool TryGetRefreshToken(string value, [MaybeNullWhen(false)] out RefreshToken token) => _refreshTokens.TryGet(value, out token);

    /// <summary>Revokes a family of tokens (by <c>sid</c>) or one access token (by <c>jti</c>).</summary>
    public void Revoke(string id) => _revoked.Set(id, true);

    public bool IsRevoked(string id) => _revoked.Contains(id);
}
