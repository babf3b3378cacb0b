using System.Text.Json.Nodes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>
/// One member that makes a published key unusable, and the value that mends it. The set has both, under ids of their own, with the same key
/// material, so that one signature is good for either.
/// </summary>
/// <param name="Id">The key's id.</param>
/// <param name="Refusal">Why a token of the key is refused.</param>
/// <param name="Member">The member in question.</param>
/// <param name="Json">Its value in raw JSON; null for none.</param>
/// <param name="Mended">The value that makes the key good.</param>
/// <param name="Curve">Whether it is a key on the curve P-256, and no RSA key.</param>
internal sealed record KeyDefect(string Id, TokenRefusal Refusal, string Member, string? Json, string? Mended, bool Curve = false)
{
    public HostileToken Row => HostileToken.Of(
        $"{Id}: {Member} is {Json ?? "missing"}",
        Refusal,
        forge => Sign(forge, Id),
        forge => Sign(forge, MendedId),
        Curve ? GatewayKind.EveryAlgorithm : GatewayKind.Default);

    private string MendedId => $"{Id}-mended";

    public IEnumerable<JsonObject> Keys(Forge forge) => [Key(forge, Id, Json), Key(forge, MendedId, Mended)];

    private JsonObject Key(Forge forge, string id, string? json)
    {
        var key = Curve ? forge.Tokens.P256Jwk(id) : forge.Tokens.RsaJwk(id);
        if (json is null)
        {
            key.Remove(Member);
        }
        else
        {
            // <own> stands for the key's own value.
            key[Member] = JsonNode.Parse(json.Replace("<own>", key[Member]?.GetValue<string>(), StringComparison.Ordinal));
        }

        return key;
    }

    private string Sign(Forge forge, string id) => Curve
        ? forge.Tokens.SignAs("ES256", keyId: id)
        : forge.Sign($$"""{"alg":"RS256","kid":"{{id}}"}""", SignedTokens.Claims());
}
