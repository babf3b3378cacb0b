using System.Text.Json.Nodes;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Proxy;

/// <summary>Claims in further headers (<c>Identity:Headers</c>), on the wire.</summary>
public sealed class MappedHeaderTests(ContractSystem shared) : ContractTest(shared)
{
    private AdditionalGateway _gateway = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _gateway = await Stack.StartGatewayAsync(
            ("Identity:Headers:role", "X-Auth-Role"),
            ("Identity:Headers:permissions", "x-auth-permissions"),
            ("Identity:Headers:https://acme.test/plan", "X-Auth-Plan"),
            ("Identity:Headers:urn:acme:team", "X-Auth-Team"));
    }

    public override async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("\"admin\"", "admin")]
    [InlineData("\"two words\"", "two%20words")]
    [InlineData("\"100 %\"", "100%20%25")]
    [InlineData("\"é\"", "%C3%A9")]
    [InlineData("\"\\ud83d\\ude00\"", "%F0%9F%98%80")]
    [InlineData("\"a\\r\\nX-Auth-User-Id: admin\"", "a%0D%0AX-Auth-User-Id:%20admin")]
    [InlineData("\"\\u0000\"", "%00")]
    [InlineData("7", "7")]
    [InlineData("-1.50", "-1.50")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("[\"a\"]", "a")]
    [InlineData("[\"a\",\"b c\",3,true]", "a b%20c 3 true")]
    public async Task Claim_OfAnyTypeThatIsText_IsEncodedInItsHeader(string value, string expected) => Assert.Equal([expected], await HeaderAsync("role", value, "X-Auth-Role"));

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("[\"\"]")]
    [InlineData("{}")]
    [InlineData("{\"a\":\"admin\"}")]
    [InlineData("[\"admin\",{}]")]
    [InlineData("[\"admin\",null]")]
    [InlineData("[\"admin\",[\"b\"]]")]
    public async Task Claim_OfAnyOtherType_HasNoHeader(string value) => Assert.Empty(await HeaderAsync("role", value, "X-Auth-Role"));

    [Theory]
    [InlineData("permissions", "X-Auth-Permissions", "a b")]
    [InlineData("https://acme.test/plan", "X-Auth-Plan", "a b")]
    [InlineData("urn:acme:team", "X-Auth-Team", "a b")]
    [InlineData("Role", "X-Auth-Role", null)]
    [InlineData("urn", "X-Auth-Team", null)]
    public async Task Claim_ByItsExactName_IsInItsHeader(string claim, string header, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], await HeaderAsync(claim, "[\"a\",\"b\"]", header));

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Header_ThatAClientSends_IsRemovedWhetherTheClaimIsThereOrNot(string method)
    {
        foreach (var role in new[] { "real", null })
        {
            await Stack.ForgetReceivedAsync();
            var token = await Stack.MintAsync(new JsonObject { ["aud"] = _gateway.Resource, ["role"] = role });
            using var request = AdditionalGateway.McpRequest(new HttpMethod(method), token);
            request.Content = method == "POST" ? TestSystem.JsonContent(TestSystem.ToolsList) : null;
            foreach (var name in new[] { "X-Auth-Role", "x-auth-role", "X_Auth_Role", "X-Auth_Role", "X-Auth-Plan" })
            {
                request.Headers.TryAddWithoutValidation(name, ["forged", "forged"]);
            }

            using var response = await _gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

            var received = await AssertForwardedOnceAsync();
            Assert.Equal(role is null ? [] : [role], received.HeaderValues("X-Auth-Role"));
            Assert.DoesNotContain(received.HeaderPairs(), pair => pair.Value.Contains("forged", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Claim_NotMapped_HasNoHeader()
    {
        await using var gateway = await Stack.StartGatewayAsync();
        var token = await Stack.MintAsync(new JsonObject { ["aud"] = gateway.Resource, ["role"] = "admin" });

        using var response = await gateway.PostMcpAsync(token);

        Assert.DoesNotContain((await AssertForwardedOnceAsync()).HeaderPairs(), pair => pair.Value == "admin");
    }

    private async Task<IReadOnlyList<string>> HeaderAsync(string claim, string value, string header)
    {
        var token = await Stack.MintAsync(new JsonObject { ["aud"] = _gateway.Resource, [claim] = JsonNode.Parse(value) });
        using var response = await _gateway.PostMcpAsync(token);
        return (await AssertForwardedOnceAsync()).HeaderValues(header);
    }
}
