using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>Good tokens that are not for this use: bound to a key (RFC 7800), ID tokens (OpenID Connect Core), or of an unlisted client.</summary>
internal static class PurposeRows
{
    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Bound("thumbprint of a DPoP key", "\"cnf\":{\"jkt\":\"a\"}", "\"jkt\":\"a\""),
        Bound("thumbprint of a certificate", "\"cnf\":{\"x5t#S256\":\"a\"}", "\"Cnf\":{\"x5t#S256\":\"a\"}"),
        Bound("key", "\"cnf\":{\"jwk\":{\"kty\":\"EC\"}}", "\"CNF\":{\"jwk\":{\"kty\":\"EC\"}}"),
        Bound("cnf is empty", "\"cnf\":{}", "\"conf\":{}"),
        Bound("cnf is null", "\"cnf\":null", "\"cnf2\":null"),
        Bound("cnf is false", "\"cnf\":false", "\"cn\":false"),
        Bound("cnf by an escape", "\"\\u0063nf\":{\"jkt\":\"a\"}", "\"\\u0043nf\":{\"jkt\":\"a\"}"),
        Id("nonce", "\"nonce\":\"a\"", "\"Nonce\":\"a\""),
        Id("nonce is null", "\"nonce\":null", "\"nonces\":null"),
        Id("nonce is empty", "\"nonce\":\"\"", "\"nonce_\":\"\""),
        Id("nonce by an escape", "\"n\\u006fnce\":\"a\"", "\"n\\u004fnce\":\"a\""),
        Id("at_hash", "\"at_hash\":\"a\"", "\"at-hash\":\"a\""),
        Id("at_hash is null", "\"at_hash\":null", "\"At_hash\":null"),
        Id("c_hash", "\"c_hash\":\"a\"", "\"C_hash\":\"a\""),
        Id("c_hash is a number", "\"c_hash\":1", "\"chash\":1"),
        Client("another one", "\"client_id\":\"client_2\"", "\"client_id\":\"client_1\""),
        Client("none", "\"x\":1", "\"azp\":\"client_1\""),
        Client("upper case", "\"client_id\":\"CLIENT_1\"", "\"client_id\":\"client_\\u0031\""),
        Client("beginning of one", "\"client_id\":\"client_\"", "\"client_id\":\"client_1\",\"x\":1"),
        Client("more behind", "\"client_id\":\"client_1 \"", "\"client_id\":\"client_1\",\"x\":2"),
        Client("NUL behind", "\"client_id\":\"client_1\\u0000\"", "\"client_id\":\"client_1\",\"x\":3"),
        Client("empty", "\"client_id\":\"\"", "\"client_id\":\"\",\"azp\":\"client_1\""),
        Client("array", "\"client_id\":[\"client_1\"]", "\"client_id\":\"client_1\",\"x\":4"),
        Row("client: half of a surrogate pair", TokenRefusal.MalformedClaims, "\"client_id\":\"client_1\\ud800\"", "\"client_id\":\"client_1\",\"x\":5", GatewayKind.ListedClient),
        Client("right azp behind another client_id", "\"client_id\":\"client_2\",\"azp\":\"client_1\"", "\"client_id\":\"client_1\",\"azp\":\"client_2\""),
        Client("another azp", "\"azp\":\"client_2\"", "\"azp\":\"client_\\u0031\""),
        Client("in another case", "\"Client_id\":\"client_1\"", "\"client\\u005fid\":\"client_1\""),
        Client("as cid", "\"cid\":\"client_1\"", "\"cid\":\"client_2\",\"client_id\":\"client_1\""),
    ];

    private static HostileToken Bound(string name, string hostile, string twin) => Row(name, TokenRefusal.ProofOfPossessionRequired, hostile, twin);

    private static HostileToken Id(string name, string hostile, string twin) => Row(name, TokenRefusal.IdToken, hostile, twin);

    private static HostileToken Client(string name, string hostile, string twin) =>
        Row($"client: {name}", TokenRefusal.ClientNotAllowed, hostile, twin, GatewayKind.ListedClient);

    private static HostileToken Row(string name, TokenRefusal refusal, string hostile, string twin, GatewayKind gateway = default) =>
        HostileToken.OfClaims(name, refusal, $"{{X,{hostile}}}", $"{{X,{twin}}}", gateway);
}
