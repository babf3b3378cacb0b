using FtlAuth.MockAuthKit.Users;

namespace FtlAuth.MockAuthKit.Authorization;

/// <summary>What a user allowed a client. Its id is the <c>sid</c> of every token that comes of it: a family of tokens.</summary>
internal sealed record Consent(
    string SessionId, string ClientId, TestUser User, IReadOnlyList<string> Scopes, string? Resource, string? Nonce, bool MayRefresh);
