using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.AllInOne;

public sealed partial class StackProcessTests
{
    private static readonly string[] FreePorts = ["--Ports:Gateway=0", "--Ports:AuthKit=0", "--Ports:Mcp=0", "--Ports:Cache=0"];

    [Fact]
    public async Task Program_WithAPortInUse_EndsWithOneLineThatNamesPortAndSetting()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var program = StackProcess.Start([.. FreePorts, $"--Ports:Gateway={port}"]);

        var (code, error) = await program.EndAsync();

        Assert.Equal(1, code);
        var line = Assert.Single(error);
        Assert.Contains($"Port {port} of the gateway is in use", line, StringComparison.Ordinal);
        Assert.Contains("--Ports:Gateway=", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_WithWrongSettings_EndsWithOneLineEach()
    {
        await using var ports = StackProcess.Start("--Ports:Gateway=x", "--Ports:Mcp=65536");
        await using var publicUrl = StackProcess.Start([.. FreePorts, $"--Ports:Gateway={FreePort.Find()}", "--Gateway:PublicUrl=nonsense"]);

        var (portsCode, portsError) = await ports.EndAsync();
        var (urlCode, urlError) = await publicUrl.EndAsync();

        Assert.Equal((1, 1), (portsCode, urlCode));
        Assert.Equal(["Ports:Gateway is 'x'", "Ports:Mcp is '65536'"], portsError.Select(line => line.Split(':', 3) is [var section, var key, _] ? $"{section}:{key}" : line));
        Assert.StartsWith("Gateway:PublicUrl is 'nonsense'", Assert.Single(urlError), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--only=gateway", "--Cache:Password=p")]
    [InlineData("--only=cache", "--Cache:Password=")]
    public async Task Program_WithAnUnknownPartOrNoPassword_EndsWithOneLine(string only, string password)
    {
        await using var program = StackProcess.Start(only, password);

        var (code, error) = await program.EndAsync();

        Assert.Equal(1, code);
        Assert.Contains("needs Cache:Password", Assert.Single(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_WithOnlyCache_AnswersPingToTheOneWithThePassword()
    {
        await using var program = StackProcess.Start("--only", "cache", "--Ports:Cache=0", "--Cache:Password=right");
        var address = IPEndPoint.Parse(Listens().Match(await program.ReadLineAsync() ?? "").Groups["address"].Value);
        using var connection = new TcpClient();
        await connection.ConnectAsync(address, TestContext.Current.CancellationToken);

        Assert.StartsWith("-NOAUTH", await SayAsync(connection, "PING"), StringComparison.Ordinal);
        Assert.StartsWith("-WRONGPASS", await SayAsync(connection, "AUTH", "wrong"), StringComparison.Ordinal);
        Assert.Equal("+OK", await SayAsync(connection, "AUTH", "right"));
        Assert.Equal("+PONG", await SayAsync(connection, "PING"));

        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await program.TerminateAsync();
        Assert.Equal(0, (await program.EndAsync()).Code);
    }

    [Fact]
    public async Task Program_WithAnIssuerNameThatDoesNotResolveHere_Runs()
    {
        await using var program = StackProcess.Start([.. FreePorts, "--MockAuthKit:Issuer=https://issuer.invalid"]);

        var output = new List<string>();
        while (await program.ReadLineAsync() is { } line && !line.Contains("Ctrl-C", StringComparison.Ordinal))
        {
            output.Add(line);
        }

        Assert.Contains("FtlAuth is running.", output);
        Assert.Contains(output, line => line.Contains("Authorization: Bearer ey", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--Parameters:authkit-issuer=https://issuer.invalid")]
    [InlineData("--AuthKit:Issuer=https://issuer.invalid")]
    public async Task Program_WithAnotherIssuer_PrintsNoTokenThatWouldBeRefused(string issuer)
    {
        await using var program = StackProcess.Start([.. FreePorts, issuer]);

        var output = new List<string>();
        while (await program.ReadLineAsync() is { } line && !line.Contains("Ctrl-C", StringComparison.Ordinal))
        {
            output.Add(line);
        }

        Assert.Contains("A token comes from the issuer that is configured; those of the mock issuer are refused.", output);
        Assert.DoesNotContain(output, line => line.Contains("Bearer ey", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Program_WithAnMcpServerAsParameter_ForwardsToIt()
    {
        await using var server = await FakeServer.StartAsync(context => context.Response.WriteAsync("elsewhere"));
        await using var stack = await TestSystem.StartAsync(("Parameters:mcp-gateway-url", server.Origin));

        using var response = await stack.PostMcpAsync(await stack.MintAsync());

        Assert.Equal("elsewhere", await response.TextAsync());
    }

    private static async Task<string> SayAsync(TcpClient connection, params string[] words)
    {
        var command = $"*{words.Length}\r\n" + string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n"));
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(connection.GetStream(), leaveOpen: true);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
    }

    [GeneratedRegex(@"^The cache listens on (?<address>127\.0\.0\.1:[0-9]+)\.$")]
    private static partial Regex Listens();
}
