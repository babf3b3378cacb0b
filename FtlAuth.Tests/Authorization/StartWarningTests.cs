using System.Net;
using FtlAuth.Gateway.Authorization;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FtlAuth.Tests.Authorization;

/// <summary>What the gateway says at start of rules that cannot work, before an issuer that grants AuthKit's four scopes.</summary>
public sealed class StartWarningTests(ContractSystem shared) : AccessTest(shared)
{
    public override async ValueTask DisposeAsync()
    {
        await Stack.SetIssuerFaultAsync("metadata", "none");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Scopes_ThatTheIssuerDoesNotGrant_AreEachWarnedAbout()
    {
        await using var gateway = await StartCheckedAsync(
            ("AuthKit:RequiredScopes", "openid,mcp:use"),
            ("Authorization:Tools:remove:Scopes", "write,email"),
            ("Authorization:Tools:other:Scopes", "write"),
            ("Authorization:Methods:resources/*:Scopes", "EMAIL"));

        Assert.Equal(["mcp:use", "write", "EMAIL"], Warnings.Select(line => line.Split(' ')[2]));
        Assert.All(Warnings, line => Assert.Contains($"but {Issuer} does not list it in scopes_supported", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_ThatCanWork_AreNotWarnedAbout()
    {
        await using var gateway = await StartCheckedAsync(
            ("AuthKit:RequiredScopes", "openid"),
            ("Authorization:Tools:remove:Scopes", "email,profile"),
            ("Authorization:Tools:remove_*:Claims:permissions", "remove"),
            ("Authorization:Methods:tools/call:Scopes", "offline_access"),
            ("Authorization:Methods:Resources/Read:Scopes", "email"),
            ("Authorization:Methods:prompts/*:Claims:role", "writer"),
            ("Authorization:Methods:*:Claims:org_id", "org_1"));

        Assert.Empty(Warnings);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(gateway, await MintAsync("""{"scope":"openid"}"""), Call("remove")));
    }

    [Theory]
    [InlineData("tool/call")]
    [InlineData("tools\\call")]
    [InlineData("tools")]
    [InlineData("resource/*")]
    public async Task Method_ThatIsNone_IsWarnedAbout(string method)
    {
        await using var gateway = await StartCheckedAsync(($"Authorization:Methods:{method}:Claims:role", "x"), ("Authorization:Methods:ping:Claims:role", "x"));

        Assert.StartsWith($"Authorization:Methods:{method} is no method of MCP that this gateway knows", Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task ReportOnly_IsWarnedAbout(string value, int warnings)
    {
        await using var gateway = await StartCheckedAsync(("Authorization:ReportOnly", value));

        Assert.Equal(warnings, Warnings.Count(line => line.StartsWith("Authorization:ReportOnly is true", StringComparison.Ordinal)));
        Assert.Equal(warnings, Warnings.Count());
    }

    [Theory]
    [InlineData("error")]
    [InlineData("redirect")]
    [InlineData("refuse")]
    [InlineData("huge")]
    public async Task IssuersMetadata_ThatCannotBeHad_MattersNothing(string fault)
    {
        await Stack.SetIssuerFaultAsync("metadata", fault);
        await using var gateway = await StartCheckedAsync(("Authorization:Tools:remove:Scopes", "write"));

        Assert.DoesNotContain(Warnings, line => line.StartsWith("The scope", StringComparison.Ordinal));
        Assert.Single(Lines, line => line.StartsWith($"It is not known which scopes {Issuer} grants: ", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintAsync("""{"scope":"write"}"""), Call("remove")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(gateway, await MintAsync("""{"scope":"email"}"""), Call("remove")));
    }

    [Fact]
    public async Task Issuer_ThatIsNotThere_MattersNothing()
    {
        await using var gateway = await StartCheckedAsync(
            ("Authorization:Tools:remove:Scopes", "write"), ("AuthKit:Issuers:0:Issuer", $"http://127.0.0.1:{FreePort.Find()}"));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, await MintAsync("""{"scope":"write"}"""), Call("remove")));
        Assert.Single(Warnings, line => line.StartsWith($"The scope write is needed by this configuration, but {Issuer} does not list it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NoScopes_CostTheIssuerNoRequest()
    {
        var before = await Stack.IssuerCountAsync("metadata");
        await using (await StartCheckedAsync(("Authorization:Tools:remove:Claims:role", "admin")))
        {
            Assert.Equal(before, await Stack.IssuerCountAsync("metadata"));
        }

        await using var asking = await StartCheckedAsync(("Authorization:Tools:remove:Scopes", "email"));
        Assert.Equal(before + 1, await Stack.IssuerCountAsync("metadata"));
    }

    [Theory]
    [InlineData("""{"scopes_supported":["a","b"]}""", "a b")]
    [InlineData("""{"scopes_supported":[]}""", "")]
    [InlineData("""{"scopes_supported":["a",7,null]}""", "a  ")]
    [InlineData("""{"scopes_supported":"a b"}""", null)]
    [InlineData("""{"scopes_supported":null}""", null)]
    [InlineData("""{"issuer":"x"}""", null)]
    [InlineData("[]", null)]
    [InlineData("nothing", null)]
    [InlineData("", null)]
    public void ReadSupported_OfADocument_IsItsListOrNone(string json, string? expected)
    {
        var supported = SupportedScopes.ReadSupported(System.Text.Encoding.UTF8.GetBytes(json));

        Assert.Equal(expected, supported is null ? null : string.Join(' ', supported));
    }

    /// <summary>Starts a gateway and waits until it has looked what the issuer grants.</summary>
    private async Task<AdditionalGateway> StartCheckedAsync(params IEnumerable<(string Key, string? Value)> settings)
    {
        var gateway = await StartAsync(settings);
        await gateway.Services.GetServices<IHostedService>().OfType<SupportedScopes>().Single().ExecuteTask!;
        return gateway;
    }
}
