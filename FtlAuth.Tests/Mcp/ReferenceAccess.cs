using System.Text.Json;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Authorization;

namespace FtlAuth.Tests.Mcp;

/// <summary>A policy with a few rules, and what it must say, by the same rules written a second time.</summary>
internal static class ReferenceAccess
{
    public static AccessPolicy Policy { get; } = new(new AuthorizationOptions
    {
        Tools = new Dictionary<string, AccessRequirement>
        {
            ["delete_user"] = new() { Scopes = ["users:write"] },
            ["admin*"] = new() { Claims = new Dictionary<string, IReadOnlyList<string>> { ["role"] = ["admin"] } },
        },
        Methods = new Dictionary<string, AccessRequirement> { ["resources/*"] = new() { Scopes = ["files:read"] } },
    });

    /// <summary>A user with every scope, one with the claim, and one with neither.</summary>
    public static VerifiedToken[] Tokens { get; } = [Token(["users:write", "files:read"], "user"), Token([], "admin"), Token([], "user")];

    public static AccessOutcome Judge(ReferenceBody body, VerifiedToken token)
    {
        var calls = body.Messages.Where(message => message.HasMethod).ToList();
        if (calls.Find(IsUnclear) is { } unclear)
        {
            return IsClear(ReferenceMessage.TextOf(unclear.Method)) ? AccessOutcome.ToolUnclear : AccessOutcome.MethodUnclear;
        }

        var methods = calls.Select(message => Normal(ReferenceMessage.TextOf(message.Method)!)).ToList();
        var tools = calls.Where(IsCall).Select(message => Normal(ReferenceMessage.TextOf(message.Name)!)).ToList();
        var needsScope = (methods.Any(method => method.StartsWith("resources/", StringComparison.Ordinal)) && !token.Scopes.Contains("files:read"))
            || (tools.Contains("delete_user") && !token.Scopes.Contains("users:write"));
        var needsClaim = tools.Any(tool => tool.StartsWith("admin", StringComparison.Ordinal)) && !token.ClaimValues("role").Contains("admin");
        return needsClaim ? AccessOutcome.ClaimMissing : needsScope ? AccessOutcome.ScopeMissing : AccessOutcome.Allowed;
    }

    private static bool IsUnclear(ReferenceMessage message) =>
        !IsClear(ReferenceMessage.TextOf(message.Method)) || (IsCall(message) && (message.HasNameLookalike || !IsClear(ReferenceMessage.TextOf(message.Name))));

    /// <summary>Whether a lenient server might take a value for a name.</summary>
    public static bool MayBe(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.String } && ReferenceMessage.TextOf(value) is var text && (!IsClear(text) || Normal(text!) == name);

    private static bool IsClear(string? text) => text is not null && !text.Any(char.IsControl);

    private static bool IsCall(ReferenceMessage message) => Normal(ReferenceMessage.TextOf(message.Method)!) == "tools/call";

    private static string Normal(string text) => ReferenceMessage.Fold(text).Trim();

    private static VerifiedToken Token(string[] scopes, string role) => new()
    {
        Subject = "user_1",
        Issuer = "https://issuer.test",
        Expires = DateTimeOffset.UnixEpoch,
        Scopes = scopes,
        Claims = new Dictionary<string, IReadOnlyList<string>> { ["role"] = [role] },
    };
}
