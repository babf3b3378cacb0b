using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>The key sets that the issuer of this suite publishes: good keys among many that must not be used.</summary>
internal static class PublishedKeys
{
    public const string Path = "/oauth2/jwks";
    public const string OneKeyPath = "/one-key";

    /// <summary>The secret that the published <c>oct</c> key has, and that everybody knows.</summary>
    public static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(index => (byte)index)];

    public static readonly string LongestId = new('x', 256);

    public static string Every(Forge forge) => Set(
    [
        forge.Tokens.RsaJwk(),
        .. new[] { "7", "true", "null", "[]", LongestId, "key/1" }.Select(id => forge.Tokens.RsaJwk(id)),

        // Nothing that a key names is fetched either.
        With(forge.Tokens.RsaJwk("key-2", forge.Second), "x5u", forge.Canary),
        forge.Tokens.P256Jwk(),
        forge.Tokens.P384Jwk(),

        // Without an id, and with one that is none: no token can mean them.
        forge.Tokens.RsaJwk(null, forge.Foreign),
        forge.Tokens.RsaJwk("", forge.Foreign),

        // Two keys of one id: which one is meant cannot be told.
        forge.Tokens.RsaJwk("twice"),
        forge.Tokens.RsaJwk("twice", forge.Second),

        forge.Tokens.RsaJwk("bits-1024", forge.Bits1024),
        forge.Tokens.RsaJwk("bits-2040", forge.Bits2040),
        With(forge.Tokens.RsaJwk("exponent-1"), "e", "AQ"),
        new() { ["kid"] = "cubic", ["kty"] = "RSA", ["n"] = forge.Cubic.EncodedModulus, ["e"] = "Aw" },
        OctetKey("oct"),
        .. KeyDefects.All.SelectMany(defect => defect.Keys(forge)),
    ]);

    public static string One(Forge forge) => Set(
    [
        forge.Tokens.RsaJwk(),
        With(forge.Tokens.RsaJwk("key-2", forge.Second), "use", "enc"),
        forge.Tokens.RsaJwk("bits-1024", forge.Bits1024),
        OctetKey("oct"),
    ]);

    /// <summary>RFC 7638: what some libraries take for a key's id when it has another one.</summary>
    public static string Thumbprint(JsonObject key) =>
        SignedTokens.Encode(SHA256.HashData(Forge.Bytes($$"""{"e":{{key["e"]}},"kty":"RSA","n":{{key["n"]}}}""")));

    private static JsonObject OctetKey(string id) => new() { ["kid"] = id, ["kty"] = "oct", ["k"] = SignedTokens.Encode(Secret) };

    private static JsonObject With(JsonObject key, string member, string value)
    {
        key[member] = value;
        return key;
    }

    private static string Set(IEnumerable<JsonObject> keys) => new JsonObject { ["keys"] = new JsonArray([.. keys]) }.ToJsonString();
}
