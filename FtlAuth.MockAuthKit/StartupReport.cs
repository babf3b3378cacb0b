using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit;

/// <summary>Says once, when the address is known, who the mock is and what it will do for whom.</summary>
internal sealed partial class StartupReport(
    IssuerIdentifier issuer, IOptions<MockAuthKitOptions> options, IHostApplicationLifetime lifetime, ILogger<StartupReport> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            LogStarted(issuer.Value, options.Value.Resources);
            if (options.Value.AutoApprove)
            {
                LogAutoApprove();
            }
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Mock issuer {Issuer}, registered resources: {Resources}. For development only: anybody can sign in")]
    private partial void LogStarted(string issuer, IReadOnlyList<string> resources);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "MockAuthKit:AutoApprove is on: every authorization request is approved without a page")]
    private partial void LogAutoApprove();
}
