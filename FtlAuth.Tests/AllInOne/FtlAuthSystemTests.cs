using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using FtlAuth.AllInOne;
using FtlAuth.AllInOne.Welcome;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.Options;

namespace FtlAuth.Tests.AllInOne;

public sealed partial class FtlAuthSystemTests
{
    [Theory]
    [InlineData("Ports:Gateway", "gateway")]
    [InlineData("Ports:AuthKit", "mock issuer")]
    [InlineData("Ports:Mcp", "mock MCP gateway")]
    [InlineData("Ports:Cache", "cache")]
    public async Task Start_WithAPortInUse_SaysWhichAndLeavesNothingRunning(string key, string part)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var issuerPort = FreePort.Find();

        var exception = await Assert.ThrowsAsync<PortInUseException>(() =>
            TestSystem.StartAsync(("Ports:AuthKit", $"{issuerPort}"), (key, $"{port}")));

        Assert.Equal($"Port {port} of the {part} is in use: stop what listens there, or choose another port with --{key}=… (0 picks a free one).", exception.Message);
        using var free = new TcpListener(IPAddress.Loopback, issuerPort);
        free.Start();
    }

    [Fact]
    public async Task Start_WithWrongPorts_NamesEach()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSystem.StartAsync(("Ports:Gateway", "-1"), ("Ports:Cache", "70000")));

        Assert.Equal(["Ports:Gateway is '-1'", "Ports:Cache is '70000'"], exception.Failures.Select(failure => failure[..failure.LastIndexOf(": ", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task Parts_StoppedAndStarted_ServeOnTheSamePorts()
    {
        await using var stack = await TestSystem.StartAsync();
        var system = stack.System;
        var cancel = TestContext.Current.CancellationToken;
        var before = (system.GatewayUrl, system.IssuerUrl, system.McpUrl, system.CacheConnectionString);

        await system.StopMcpAsync();
        Assert.Equal(HttpStatusCode.BadGateway, await PostAsync(stack));
        await system.StartMcpAsync(cancel);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(stack));

        await system.StopGatewayAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(stack));
        await system.StopAuthKitAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => stack.MintAsync());
        system.StopCache();
        Assert.False(await ListensAsync(system.CacheAddress));
        system.StartCache();
        await system.StartAuthKitAsync(cancel);
        await system.StartGatewayAsync(cancel);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(stack));
        Assert.True(await ListensAsync(system.CacheAddress));
        Assert.Equal(before, (system.GatewayUrl, system.IssuerUrl, system.McpUrl, system.CacheConnectionString));
    }

    [Fact]
    public async Task Welcome_HasACurlThatWorks()
    {
        await using var stack = await TestSystem.StartAsync();
        var text = WelcomeText.For(stack.System, await MintedToken.RequestAsync(stack.System.IssuerUrl, TestContext.Current.CancellationToken));
        var curl = Curl().Matches(text).Select(match => match.Value).ToArray();
        Assert.Equal(3, curl.Length);

        using var metadata = await RunAsync(curl[0]);
        using var tools = await RunAsync(curl[1]);
        using var token = await RunAsync(curl[2]);

        Assert.Contains(stack.Resource, await metadata.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("whoami", await tools.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("access_token", await token.TextAsync(), StringComparison.Ordinal);
    }

    // What curl does with the arguments that the text uses.
    private static async Task<HttpResponseMessage> RunAsync(string curl)
    {
        using var client = new HttpClient();
        var data = Data().Match(curl);
        using var request = new HttpRequestMessage(data.Success ? HttpMethod.Post : HttpMethod.Get, Address().Match(curl).Value);
        request.Content = data.Success ? TestSystem.JsonContent(data.Groups["value"].Value) : null;
        request.Headers.Accept.ParseAdd("*/*");
        foreach (Match header in Header().Matches(curl))
        {
            if (header.Groups["name"].Value != "Content-Type")
            {
                request.Headers.Add(header.Groups["name"].Value, header.Groups["value"].Value);
            }
        }

        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response;
    }

    private static async Task<HttpStatusCode> PostAsync(TestSystem stack)
    {
        using var response = await stack.PostMcpAsync(await stack.MintAsync());
        return response.StatusCode;
    }

    private static async Task<bool> ListensAsync(string address)
    {
        using var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(IPEndPoint.Parse(address), TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^ *curl (.*\\\n)*.*$", RegexOptions.Multiline)]
    private static partial Regex Curl();

    [GeneratedRegex(@"-H ""(?<name>[^:""]+): (?<value>[^""]+)""")]
    private static partial Regex Header();

    [GeneratedRegex("-d '(?<value>[^']*)'")]
    private static partial Regex Data();

    [GeneratedRegex(@"http://\S+$")]
    private static partial Regex Address();
}
