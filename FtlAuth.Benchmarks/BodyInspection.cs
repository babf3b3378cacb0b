using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Benchmarks;

/// <summary>The inspection of a body and the change to it, against one pass of the bare reader.</summary>
[MemoryDiagnoser]
public class BodyInspection
{
    private const string MetaKey = "dev.ftl/user";

    private static readonly VerifiedToken User = new()
    {
        Subject = "user_01HXYZ0123456789ABCDEFGHJK",
        Issuer = "https://issuer.test",
        Expires = DateTimeOffset.UnixEpoch,
        ClientId = "client_01HXYZ0123456789ABCDEFGHJK",
        Scopes = ["openid", "profile", "email"],
    };

    private readonly IdentityInjection _injection = new(new IdentityOptions { Body = IdentityBody.Meta, MetaKey = MetaKey });
    private PooledBody _body = null!;

    /// <summary>The size of the body in bytes.</summary>
    [Params(100, 10_000, 1_000_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public async Task CreateBodyAsync()
    {
        const string Beginning = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":[""";
        var text = new StringBuilder(Beginning);
        while (text.Length < Size - 20)
        {
            text.Append("\"some text\",12345,");
        }

        text.Append("0]}}}");
        var source = PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())));
        _body = (await PooledBody.ReadAsync(source, int.MaxValue, TimeSpan.FromHours(1), TimeProvider.System, CancellationToken.None))!;
    }

    [GlobalCleanup]
    public void DisposeBody() => _body.Dispose();

    [Benchmark(Baseline = true)]
    public int ReadTokensAlone()
    {
        var reader = new Utf8JsonReader(_body.Span);
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    [Benchmark]
    public bool Inspect() => MessageInspector.Inspect(_body.Span, MetaKey).IsRequest;

    [Benchmark]
    public int InspectAndInject()
    {
        var message = MessageInspector.Inspect(_body.Span, MetaKey);
        using var changed = _body.Apply(_injection.Plan(message, User, out _)!);
        return changed.Length;
    }
}
