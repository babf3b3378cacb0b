using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FtlAuth.MockAuthKit.Keys;
using FtlAuth.MockAuthKit.Tokens;

namespace FtlAuth.MockAuthKit.Admin;

/// <summary>Mints tokens, right ones and hostile ones, and signs what no issuer would.</summary>
internal sealed class TokenMinting(SigningKeyRing keys, TokenIssuer issuer)
{
    private const string CurrentKey = "current";

    public async Task<IResult> MintAsync(HttpContext context)
    {
        if (!(await AdminRequest.ReadAsync(context.Request, ["claims", "header", "key"], context.RequestAborted)).Succeeded(out var members, out var error)
            || !SelectKey(members).Succeeded(out var key, out error))
        {
            return error.ToResult();
        }

        var header = JsonWebToken.Header(key);
        var claims = issuer.TestClaims();
        if ((Override(header, members, "header") ?? Override(claims, members, "claims")) is { } mistake)
        {
            return mistake.ToResult();
        }

        return TypedResults.Json(
            new MintedToken(JsonWebToken.Write(key, header, claims), issuer.LifetimeSeconds), MockAuthKitJsonContext.Default.MintedToken);
    }

    public async Task<IResult> SignAsync(HttpContext context)
    {
        if (!(await AdminRequest.ReadAsync(context.Request, ["input", "key"], context.RequestAborted)).Succeeded(out var members, out var error)
            || !SelectKey(members).Succeeded(out var key, out error))
        {
            return error.ToResult();
        }

        if (!members.ContainsKey("input") || !members.TryGetText("input", "", out var input) || !Ascii.IsValid(input))
        {
            return OAuthError.InvalidRequest("input is missing, or is not a string of ASCII.").ToResult();
        }

        var signature = Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(input)));
        return TypedResults.Json(new DetachedSignature(signature), MockAuthKitJsonContext.Default.DetachedSignature);
    }

    private OAuthResult<SigningKey> SelectKey(Dictionary<string, JsonElement> members)
    {
        if (!members.TryGetText("key", CurrentKey, out var name))
        {
            return OAuthError.InvalidRequest("key is not a string.");
        }

        return keys.Select(name) is { } key
            ? key
            : OAuthError.InvalidRequest($"There is no key {name}: send current, foreign, or the kid of a key that is or was in the set.");
    }

    private static OAuthError? Override(JsonObject target, Dictionary<string, JsonElement> members, string name)
    {
        if (!members.TryGetValue(name, out var overrides))
        {
            return null;
        }

        if (overrides.ValueKind != JsonValueKind.Object)
        {
            return OAuthError.InvalidRequest($"{name} is not an object.");
        }

        foreach (var member in overrides.EnumerateObject())
        {
            target.Remove(member.Name);
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                target[member.Name] = JsonNode.Parse(member.Value.GetRawText());
            }
        }

        return null;
    }
}
