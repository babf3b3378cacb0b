using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using FtlAuth.MockAuthKit.Keys;
using FtlAuth.MockAuthKit.Tokens;

namespace FtlAuth.MockAuthKit.Admin;

/// <summary>Mints tokens, right ones and hostile ones, and signs what no issuer would.</summary>
internal sealed class TokenMinting(SigningKeyRing keys, TokenIssuer issuer)
{
    private const string CurrentKey = "current";
    private static readonly string[] Overridable = ["header", "claims"];

    public async Task<IResult> MintAsync(HttpContext context)
    {
        if (!(await AdminRequest.ReadAsync(context.Request, ["claims", "header", "key"], context.RequestAborted))
            .Succeeded(out var members, out var error)
            || !SelectKey(members).Succeeded(out var key, out error))
        {
            return error.ToResult();
        }

        if (Array.Find(Overridable, name => members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Object) is { } wrong)
        {
            return OAuthError.InvalidRequest($"{wrong} is not an object.").ToResult();
        }

        try
        {
            var token = JsonWebToken.Write(
                key, JsonWebToken.Header(key), issuer.TestClaims(), Find(members, "header"), Find(members, "claims"));
            return TypedResults.Json(new MintedToken(token, issuer.LifetimeSeconds), MockAuthKitJsonContext.Default.MintedToken);
        }
        catch (InvalidOperationException)
        {
            return OAuthError.InvalidRequest(
                "A member's name is no Unicode text: compose such a token yourself, and sign it with /admin/sign.").ToResult();
        }
    }

    public async Task<IResult> SignAsync(HttpContext context)
    {
        if (!(await AdminRequest.ReadAsync(context.Request, ["input", "key"], context.RequestAborted))
            .Succeeded(out var members, out var error)
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

    private static JsonElement? Find(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var value) ? value : null;
}
