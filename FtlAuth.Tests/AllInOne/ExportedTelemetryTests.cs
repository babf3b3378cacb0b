using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FtlAuth.Gateway.Operations;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.AllInOne;

/// <summary>What leaves the processes over OTLP, as a collector gets it.</summary>
public sealed partial class ExportedTelemetryTests
{
    private const string Traces = "/v1/traces";

    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
    private readonly ConcurrentDictionary<string, bool> _refused = new();

    [Fact]
    public async Task Call_IsOneTraceFromTheClientToTheTool_WithoutItsToken()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var collector = await FakeServer.StartAsync(CollectAsync);
        await using var program = StackProcess.Start(
            "--Ports:Gateway=0", "--Ports:AuthKit=0", "--Ports:Mcp=0", "--Ports:Cache=0",
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Origin}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
        var (resource, token) = await ReadWelcomeAsync(program);

        var trace = await CallAsync(resource, token, HttpStatusCode.OK);
        var refused = await CallAsync(resource + $"?access_token={token}", token, HttpStatusCode.BadRequest);
        await program.TerminateAsync();
        Assert.Equal(0, (await program.EndAsync()).Code);

        // (1) From the request to the tool, by its own parts and those of the frameworks.
        var spans = string.Concat(_received.Where(item => item.Path == Traces).Select(item => item.Body));
        Assert.All(
            [
                GatewayTracing.TokenSpan, GatewayTracing.InspectionSpan, GatewayTracing.KeysSpan, "GETRANGE", "POST /mcp", "POST /mcp-internal", "tools/call whoami",
            ],
            name => Assert.Contains(name, spans, StringComparison.Ordinal));

        // Each span says which trace it is of: request, token, inspection, forwarding, the request to the server, there, the tool.
        Assert.InRange(Count(spans, trace), 7, int.MaxValue);
        Assert.InRange(Count(spans, refused), 1, int.MaxValue);

        // (2) Metrics and logs too.
        Assert.Contains("ftlauth.token.validations", Of("/v1/metrics"), StringComparison.Ordinal);
        Assert.Contains("Register exactly this", Of("/v1/logs"), StringComparison.Ordinal);

        // The audit log with its fields: the refused request by itself, the accepted one by itself or counted at the end.
        Assert.All(
            ["FtlAuth.Audit", "request.refused", "AmbiguousToken", "trace_id", "http_method", "address", "accepted"],
            name => Assert.Contains(name, Of("/v1/logs"), StringComparison.Ordinal));

        // (3) Nothing that could be used. The header of a token says nothing.
        Assert.All(token.Split('.')[1..], part => Assert.All(_received, item => Assert.DoesNotContain(part, item.Body, StringComparison.Ordinal)));
    }

    private string Of(string path) => string.Concat(_received.Where(item => item.Path == path).Select(item => item.Body));

    // One byte, one character, so that names can be found without knowing the format. As one that starts, it first has no time: nothing is lost by that.
    private async Task CollectAsync(HttpContext context)
    {
        if (_refused.TryAdd(context.Request.Path.Value!, true))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue((context.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray())));
    }

    private static async Task<(string Resource, string Token)> ReadWelcomeAsync(StackProcess program)
    {
        var text = new StringBuilder();
        while (await program.ReadLineAsync() is { } line && !line.Contains("Ctrl-C", StringComparison.Ordinal))
        {
            text.AppendLine(line);
        }

        return (Resource().Match(text.ToString()).Value, Token().Match(text.ToString()).Groups["token"].Value);
    }

    /// <summary>The id of the call's trace, byte for byte.</summary>
    private static async Task<string> CallAsync(string resource, string token, HttpStatusCode expected)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, resource)
        {
            Content = TestSystem.JsonContent("""{"jsonrpc":"2.0","method":"tools/call","params":{"name":"whoami"},"id":1}"""),
            Headers = { { "Authorization", $"Bearer {token}" }, { "Accept", "application/json, text/event-stream" } },
        };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
        return Encoding.Latin1.GetString(Convert.FromHexString(response.Headers.GetValues("X-Trace-Id").Single()));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("http://localhost:[0-9]+/mcp(?![-\\w])")]
    private static partial Regex Resource();

    [GeneratedRegex("Bearer (?<token>ey[-_.A-Za-z0-9]+)")]
    private static partial Regex Token();
}
