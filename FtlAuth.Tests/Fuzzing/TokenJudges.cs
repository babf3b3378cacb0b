using System.Text;
using System.Text.Json.Nodes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>The validator and the reference, under the same keys and policy.</summary>
internal sealed class TokenJudges
{
    private readonly Dictionary<KeyChoice, (JsonWebKeySet? Set, string[] Keys)> _keys;
    private readonly Dictionary<PolicyChoice, TokenPolicy> _policies;
    private readonly Dictionary<(KeyChoice, PolicyChoice), ReferenceHandler> _references;

    public TokenJudges(SignedTokens tokens)
    {
        _keys = new Dictionary<KeyChoice, (JsonWebKeySet?, string[])>
        {
            [KeyChoice.Three] = Keys(tokens.RsaJwk(), tokens.P256Jwk(), tokens.P384Jwk()),
            [KeyChoice.One] = Keys(tokens.P256Jwk()),
            [KeyChoice.Bound] = Keys(For("RS256", tokens.RsaJwk()), For("ES256", tokens.P256Jwk()), For("ES384", tokens.P384Jwk())),
            [KeyChoice.Unavailable] = (null, []),
        };
        var usual = SignedTokens.PolicyFor([SignedTokens.Audience, ClaimFragments.OtherAudience], "RS256", "ES256");
        _policies = new Dictionary<PolicyChoice, TokenPolicy>
        {
            [PolicyChoice.Usual] = usual,
            [PolicyChoice.AnyAudience] = SignedTokens.PolicyFor(null, "RS256", "ES256"),
            [PolicyChoice.ListedClients] = usual with { AllowedClientIds = new HashSet<string>([ClaimFragments.Client], StringComparer.Ordinal) },
            [PolicyChoice.MoreAlgorithms] = SignedTokens.PolicyFor([SignedTokens.Audience], "RS256", "PS256", "ES256", "ES384"),
        };
        _references = _keys.SelectMany(_ => _policies, (keys, policy) => (Keys: keys, Policy: policy))
            .ToDictionary(pair => (pair.Keys.Key, pair.Policy.Key), pair => new ReferenceHandler(pair.Policy.Value, pair.Keys.Value.Keys));
    }

    public TokenValidationOutcome Validate(ReadOnlySpan<byte> token, TokenDraft draft) =>
        SignedTokens.Validate(token, _keys[draft.Keys].Set, _policies[draft.Policy]);

    public ReferenceHandler ReferenceFor(TokenDraft draft) => _references[(draft.Keys, draft.Policy)];

    private static (JsonWebKeySet Set, string[] Keys) Keys(params JsonObject[] keys)
    {
        var json = keys.Select(key => key.ToJsonString()).ToArray();
        return (JsonWebKeySet.Parse(Encoding.UTF8.GetBytes($$"""{"keys":[{{string.Join(',', json)}}]}"""))!, json);
    }

    private static JsonObject For(string algorithm, JsonObject key)
    {
        key["alg"] = algorithm;
        return key;
    }
}
