using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FtlAuth.MockAuthKit.Admin;
using FtlAuth.MockAuthKit.Discovery;
using FtlAuth.MockAuthKit.Keys;
using FtlAuth.MockAuthKit.Tokens;

namespace FtlAuth.MockAuthKit;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OAuthError))]
[JsonSerializable(typeof(AuthorizationServerMetadata))]
[JsonSerializable(typeof(JsonWebKeySet))]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(MintedToken))]
[JsonSerializable(typeof(DetachedSignature))]
[JsonSerializable(typeof(AddedKey))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class MockAuthKitJsonContext : JsonSerializerContext;
