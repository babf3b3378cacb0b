using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Proxy;

/// <summary>Streams that only listen end with their token; the answer to a call does not.</summary>
public sealed class ListeningStreamTests(ContractSystem shared) : StreamTest(shared)
{
    private static readonly (string, string?) WithoutComments = ("Limits:SseKeepAlive", "0");

    [Theory]
    [InlineData(null)]
    [InlineData(Listen)]
    public async Task ListeningStream_WhenItsTokenExpires_EndsAfterTheSkew(string? body)
    {
        await StartAsync(WithoutComments, ("AuthKit:ClockSkew", "00:00:30"));
        using var stream = await OpenAndPassAsync(body, await MintAsync(TimeSpan.FromMinutes(5)));
        Advance(TimeSpan.FromSeconds(329));
        await PassAsync(stream, "data: the token is in its skew\n\n");

        Advance(TimeSpan.FromSeconds(2));

        await stream.ExpectEndAsync();
        await Server.Aborted.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ListeningStream_WithComments_EndsToo()
    {
        await StartAsync(("AuthKit:ClockSkew", "0"));
        using var stream = await OpenAndPassAsync(null, await MintAsync(TimeSpan.FromSeconds(20)));
        Time.Advance(TimeSpan.FromSeconds(15));
        await stream.ExpectAsync(": keep-alive\n\n");

        Time.Advance(TimeSpan.FromSeconds(6));

        await stream.ExpectEndAsync();
    }

    [Theory]
    [InlineData(ToolsCall)]
    [InlineData(TestSystem.ToolsList)]
    public async Task Answer_ToACall_GoesOnWhenItsTokenExpires(string body)
    {
        await StartAsync(WithoutComments);
        using var stream = await OpenAndPassAsync(body, await MintAsync(TimeSpan.FromMinutes(5)));

        Advance(TimeSpan.FromHours(1));

        await PassAsync(stream, "data: the result\n\n");
        Server.End();
        await stream.ExpectEndAsync();
    }

    // Servers of before 2026-07-28 do not know the method; one that answers it all the same must not be a way round the token's end.
    [Theory]
    [InlineData("subscriptions/listen")]
    [InlineData(" Subscriptions/Listen ")]
    public async Task ListeningStream_OfNoRevision_EndsWithItsTokenToo(string method)
    {
        await StartAsync(WithoutComments);
        using var stream = await OpenAndPassAsync(
            $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}"}""", await MintAsync(TimeSpan.FromMinutes(5)));

        Advance(TimeSpan.FromHours(1));

        await stream.ExpectEndAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Listen)]
    public async Task ListeningStream_ThatMayOutliveItsToken_GoesOn(string? body)
    {
        await StartAsync(WithoutComments, ("Sessions:CloseStreamsAtExpiry", "false"));
        using var stream = await OpenAndPassAsync(body, await MintAsync(TimeSpan.FromMinutes(5)));

        Advance(TimeSpan.FromHours(1));

        await PassAsync(stream, "data: late\n\n");
    }

    [Fact]
    public async Task ListeningStream_OfATokenThatHardlyEverExpires_GoesOn()
    {
        await StartAsync(WithoutComments);
        using var stream = await OpenAndPassAsync(null, await MintAsync(DateTimeOffset.MaxValue - Time.GetUtcNow()));

        Advance(TimeSpan.FromDays(100));

        await PassAsync(stream, "data: late\n\n");
    }

    // In two steps, as a timer that was set for too short a time would show.
    private void Advance(TimeSpan time)
    {
        Time.Advance(time / 2);
        Time.Advance(time / 2);
    }
}
