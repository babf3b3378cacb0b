using System.Text;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Authorization;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Tests.Mcp;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Authorization;

public sealed class AccessPolicyTests
{
    private static readonly AccessPolicy Policy = new(new AuthorizationOptions
    {
        Tools = new Dictionary<string, AccessRequirement>
        {
            ["remove"] = Needs("write"),
            ["admin_*"] = Needs(null, "admin"),
            ["pay"] = Needs("pay", "cashier"),
        },
        Methods = new Dictionary<string, AccessRequirement>
        {
            ["tools/call"] = Needs("call"),
            ["resources/*"] = Needs("resources"),
            ["prompts/get"] = Needs(null, "writer"),
        },
    });

    [Theory]
    [InlineData("ping", "", "", nameof(AccessOutcome.Allowed))]
    [InlineData("tools/list", "", "", nameof(AccessOutcome.Allowed))]
    [InlineData("resources/read", "", "", nameof(AccessOutcome.ScopeMissing))]
    [InlineData("Resources/List", "", "", nameof(AccessOutcome.ScopeMissing))]
    [InlineData("resources/templates/list", "resources", "", nameof(AccessOutcome.Allowed))]
    [InlineData("prompts/get", "resources call", "", nameof(AccessOutcome.ClaimMissing))]
    [InlineData("prompts/get", "", "writer", nameof(AccessOutcome.Allowed))]
    [InlineData("prompts/list", "", "", nameof(AccessOutcome.Allowed))]
    public async Task Method_IsAllowedByItsRule(string method, string scopes, string role, string expected) =>
        Assert.Equal(expected, (await JudgeAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}"}""", scopes, role)).Outcome.ToString());

    [Theory]
    [InlineData("echo", "", "", nameof(AccessOutcome.ScopeMissing), "call")]
    [InlineData("echo", "call", "", nameof(AccessOutcome.Allowed), null)]
    [InlineData("remove", "", "", nameof(AccessOutcome.ScopeMissing), "call")]
    [InlineData("remove", "call", "", nameof(AccessOutcome.ScopeMissing), "write")]
    [InlineData("remove", "write", "", nameof(AccessOutcome.ScopeMissing), "call")]
    [InlineData("remove", "write call", "", nameof(AccessOutcome.Allowed), null)]
    [InlineData("admin_x", "call", "", nameof(AccessOutcome.ClaimMissing), "role")]
    [InlineData("admin_x", "call", "cashier", nameof(AccessOutcome.ClaimMissing), "role")]
    [InlineData("admin_x", "call", "admin", nameof(AccessOutcome.Allowed), null)]
    [InlineData("pay", "", "", nameof(AccessOutcome.ClaimMissing), "role")]
    [InlineData("pay", "call pay", "", nameof(AccessOutcome.ClaimMissing), "role")]
    [InlineData("pay", "call", "cashier", nameof(AccessOutcome.ScopeMissing), "pay")]
    [InlineData("pay", "call pay", "cashier", nameof(AccessOutcome.Allowed), null)]
    public async Task Tool_IsAllowedByItsRuleAndThatOfTheMethod(string tool, string scopes, string role, string expected, string? missing)
    {
        var decision = await JudgeAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}"}}""", scopes, role);

        Assert.Equal((expected, missing), (decision.Outcome.ToString(), decision.Missing));
    }

    [Fact]
    public async Task ScopesToName_AreAllOfTheRequest()
    {
        var decision = await JudgeAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"remove"}}""", "call", "");

        Assert.Equal(["call", "write"], decision.Scopes);
        Assert.Equal("Authorization:Tools:remove", decision.Rule!.Key);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"TOOLS/CALL","params":{"name":"Remove"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools\/call","params":{"name":"\u0072emove"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":" tools/call ","params":{"name":"\u00a0remove\ufeff"}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"tools/call","params":{"name":"remove"}}""")]
    [InlineData("""{"params":{"arguments":{"name":"echo"},"name":"remove"},"method":"tools/call"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"remove","arguments":{"Name":"echo"}}}""")]
    public async Task Tool_HoweverWritten_NeedsItsScope(string body)
    {
        Assert.Equal(AccessOutcome.ScopeMissing, (await JudgeAsync(body, "call", "")).Outcome);
        Assert.Equal(AccessOutcome.Allowed, (await JudgeAsync(body, "call write", "")).Outcome);
    }

    [Theory]
    [InlineData("""{"method":"tools/call"}""")]
    [InlineData("""{"method":"tools/call","params":null}""")]
    [InlineData("""{"method":"tools/call","params":[]}""")]
    [InlineData("""{"method":"tools/call","params":["remove"]}""")]
    [InlineData("""{"method":"tools/call","params":{}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":null}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":7}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":["remove"]}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":{"toString":"remove"}}}""")]
    [InlineData("""{"method":"tools/call","params":{"Name":"remove"}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":"echo","Name":"remove"}}""")]
    [InlineData("""{"method":"tools/call","params":{"NAME":"remove","name":"echo"}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":"echo","\u006eAme":"remove"}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":"remove\u0000"}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":"\u001cremove"}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":"re\u007fmove"}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":"remove\ud800"}}""")]
    public async Task Tool_NotNamedByOneText_IsUnclear(string body) =>
        Assert.Equal(AccessOutcome.ToolUnclear, (await JudgeAsync(body, "call write", "admin")).Outcome);

    [Theory]
    [InlineData("""{"method":"tools/call\u0000","params":{"name":"remove"}}""")]
    [InlineData("""{"method":"\u001ctools/call","params":{"name":"remove"}}""")]
    [InlineData("""{"method":"tools/call\ud800","params":{"name":"remove"}}""")]
    public async Task Method_NotNamedByOneText_IsUnclear(string body) =>
        Assert.Equal(AccessOutcome.MethodUnclear, (await JudgeAsync(body, "call write", "admin")).Outcome);

    // Twins: where there is no rule for tools, their names are the server's affair.
    [Theory]
    [InlineData("""{"method":"tools/call","params":{"name":7}}""")]
    [InlineData("""{"method":"tools/call","params":{"name":"echo","Name":"remove"}}""")]
    [InlineData("""{"method":"prompts/get","params":{"name":["a"]}}""")]
    public async Task Name_WithoutRulesForTools_IsNotLookedAt(string body)
    {
        var policy = new AccessPolicy(new AuthorizationOptions { Methods = new Dictionary<string, AccessRequirement> { ["tools/call"] = Needs("call") } });

        Assert.Equal(AccessOutcome.Allowed, (await JudgeAsync(policy, body, Token("call", ""))).Outcome);
    }

    [Theory]
    [InlineData("""[{"method":"ping","id":1},{"method":"tools/call","params":{"name":"echo"}}]""", "call", nameof(AccessOutcome.Allowed), null)]
    [InlineData("""[{"method":"ping","id":1},{"method":"tools/call","params":{"name":"remove"}}]""", "call", nameof(AccessOutcome.ScopeMissing), "call write")]
    [InlineData("""[{"method":"tools/call","params":{"name":"remove"}},{"method":"resources/list"}]""", "call write", nameof(AccessOutcome.ScopeMissing), "call write resources")]
    [InlineData("""[{"method":"resources/list"},{"method":"prompts/get"}]""", "", nameof(AccessOutcome.ClaimMissing), null)]
    [InlineData("""[{"method":"resources/list"},{"method":"tools/call"}]""", "", nameof(AccessOutcome.ToolUnclear), null)]
    [InlineData("""[{"id":1,"result":{}},{"id":2,"error":{}}]""", "", nameof(AccessOutcome.Allowed), null)]
    public async Task Batch_NeedsWhatAllOfItsMessagesNeed(string body, string scopes, string expected, string? named)
    {
        var decision = await JudgeAsync(body, scopes, "");

        Assert.Equal(expected, decision.Outcome.ToString());
        Assert.Equal(named, decision.Scopes is null ? null : string.Join(' ', decision.Scopes));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{"method":"resources/read","name":"remove"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":1}}""")]
    [InlineData("""{}""")]
    public async Task Message_WithoutMethod_NeedsNothing(string body) => Assert.Equal(AccessOutcome.Allowed, (await JudgeAsync(body, "", "")).Outcome);

    [Fact]
    public void RequestWithoutBody_NeedsNothing() =>
        Assert.Equal(AccessOutcome.Allowed, Policy.Judge(new McpRequest(new DefaultHttpContext().Request), Token("", "")).Outcome);

    [Fact]
    public void HasRules_IsTrueWithOneOfEither()
    {
        var rule = new Dictionary<string, AccessRequirement> { ["x"] = Needs("s") };

        Assert.False(new AccessPolicy(new AuthorizationOptions()).HasRules);
        Assert.True(new AccessPolicy(new AuthorizationOptions { Tools = rule }).HasRules);
        Assert.True(new AccessPolicy(new AuthorizationOptions { Methods = rule }).HasRules);
    }

    private static Task<AccessDecision> JudgeAsync(string body, string scopes, string role) => JudgeAsync(Policy, body, Token(scopes, role));

    private static async Task<AccessDecision> JudgeAsync(AccessPolicy policy, string body, VerifiedToken token)
    {
        using var pooled = await Bodies.OfAsync(Encoding.UTF8.GetBytes(body));
        var message = MessageInspector.Inspect(pooled.Span, "dev.ftl/user", allowBatch: true);
        Assert.Null(message.Mistake);
        return policy.Judge(new McpRequest(new DefaultHttpContext().Request, pooled, message), token);
    }

    private static AccessRequirement Needs(string? scope, string? role = null) => new()
    {
        Scopes = scope is null ? [] : [scope],
        Claims = role is null ? new Dictionary<string, IReadOnlyList<string>>() : new Dictionary<string, IReadOnlyList<string>> { ["role"] = [role] },
    };

    private static VerifiedToken Token(string scopes, string role) => new()
    {
        Subject = "user_1",
        Issuer = "https://issuer.test",
        Expires = DateTimeOffset.UnixEpoch,
        Scopes = scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        Claims = new Dictionary<string, IReadOnlyList<string>> { ["role"] = role.Length > 0 ? [role] : [] },
    };
}
