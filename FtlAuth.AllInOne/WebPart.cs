using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration.Memory;

namespace FtlAuth.AllInOne;

/// <summary>A service of the stack on a loopback port of its own; it can be stopped and started again on the same port.</summary>
/// <param name="name">What a person calls it.</param>
/// <param name="portKey">The configuration key of its port.</param>
/// <param name="port">The port; 0 picks a free one at the first start and keeps it.</param>
/// <param name="create">Composes the service with its whole configuration.</param>
internal sealed class WebPart(string name, string portKey, int port, Func<IConfiguration, WebApplication> create) : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

    // A given port answers to both families of localhost; Kestrel picks a free one for a single address only.
    private readonly string _host = port == 0 ? IPAddress.Loopback.ToString() : "localhost";
    private WebApplication? _application;

    public bool IsRunning => _application is not null;

    /// <summary>The running service.</summary>
    public WebApplication Application => _application ?? throw new InvalidOperationException($"The {name} is not running.");

    /// <summary>The port, 0 until it is known.</summary>
    public int Port { get; private set; } = port;

    /// <param name="configuration">The service's whole configuration but for its address.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="PortInUseException">Somebody else listens on the port.</exception>
    public async Task StartAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        if (_application is not null)
        {
            return;
        }

        var application = create(new ConfigurationBuilder()
            .AddConfiguration(configuration)
            .Add(new MemoryConfigurationSource { InitialData = [new(WebHostDefaults.ServerUrlsKey, $"http://{_host}:{Port}")] })
            .Build());
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            // Its background services may have started before the server failed.
            await EndAsync(application);
            if (exception is IOException { InnerException: AddressInUseException })
            {
                throw new PortInUseException(name, Port, portKey, exception);
            }

            throw;
        }

        _application = application;
        Port = new Uri(application.Urls.First()).Port;
    }

    /// <summary>Stops the service; streams that are still open after three seconds are cut.</summary>
    public async Task StopAsync()
    {
        if (_application is { } application)
        {
            _application = null;
            await EndAsync(application);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private static async Task EndAsync(WebApplication application)
    {
        using var patience = new CancellationTokenSource(StopTimeout, TimeProvider.System);
        try
        {
            await application.StopAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // What did not end by itself ends with the disposal.
        }

        await application.DisposeAsync();
    }
}
