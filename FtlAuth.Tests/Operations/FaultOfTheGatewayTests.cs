using System.Net;
using FtlAuth.Tests.Contract;
using FtlAuth.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FtlAuth.Tests.Operations;

/// <summary>What goes wrong in the gateway while it judges a token is not the token's fault: no client throws a good one away for it.</summary>
public sealed class FaultOfTheGatewayTests(ContractSystem shared) : ContractTest(shared)
{
    [Fact]
    public async Task Validation_ThatFails_Is500AndSaidInTheLog()
    {
        var clock = new StoppingClock();
        using var log = new CapturedLog();
        await using var gateway = await Stack.StartGatewayAsync(
            services => services.AddSingleton<TimeProvider>(clock).AddSingleton<ILoggerProvider>(log), CapturedLog.Settings);
        var token = await Stack.MintForAsync(gateway.Resource);
        await Eventually.TrueAsync(
            async () =>
            {
                using var health = await gateway.Client.GetAsync("/health", TestContext.Current.CancellationToken);
                return health.StatusCode == HttpStatusCode.OK;
            },
            "the gateway is ready");

        clock.IsBroken = true;
        using var failed = await gateway.PostMcpAsync(token);
        clock.IsBroken = false;
        using var served = await gateway.PostMcpAsync(token);

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Null(failed.Header("WWW-Authenticate"));
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Contains(log.Troubles, line => line.Contains(failed.Header("X-Trace-Id")!, StringComparison.Ordinal));
    }

    private sealed class StoppingClock : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw new InvalidOperationException("The clock is broken.") : base.GetUtcNow();
    }
}
