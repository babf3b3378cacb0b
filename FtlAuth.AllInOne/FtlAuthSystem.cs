using FtlAuth.Gateway;
using FtlAuth.MockAuthKit;
using FtlAuth.MockMcp;

namespace FtlAuth.AllInOne;

/// <summary>The whole system in this process: cache, mock issuer, mock MCP gateway and the gateway, each on a loopback port of its own.</summary>
/// <remarks>
/// Every service gets the given configuration as it stands, over defaults that connect it to the others: sections are named after
/// their service, so <c>MockMcp:Admin</c> reaches the one and <c>AuthKit:ClockSkew</c> the other.
/// </remarks>
public sealed class FtlAuthSystem : IAsyncDisposable
{
    private readonly IConfiguration _configuration;
    private readonly EmbeddedCache _cache;
    private readonly WebPart _authKit;
    private readonly WebPart _mcp;
    private readonly WebPart _gateway;

    private FtlAuthSystem(IConfiguration configuration, Action<IServiceCollection>? configureServices)
    {
        var ports = StackPorts.Read(configuration);
        _configuration = configuration;
        _cache = new EmbeddedCache(ports.Cache, configuration[StackConfiguration.CachePasswordKey]);
        _authKit = new WebPart("mock issuer", StackPorts.AuthKitKey, ports.AuthKit, settings => MockAuthKitApplication.Create([], settings, configureServices));
        _mcp = new WebPart("mock MCP gateway", StackPorts.McpKey, ports.Mcp, settings => MockMcpApplication.Create([], settings));
        _gateway = new WebPart("gateway", StackPorts.GatewayKey, ports.Gateway, settings => GatewayApplication.Create([], settings, configureServices));
    }

    /// <summary>The gateway's address, such as <c>http://localhost:3000</c>.</summary>
    public string GatewayUrl => $"http://localhost:{_gateway.Port}";

    /// <summary>The MCP endpoint as clients know it, such as <c>http://localhost:3000/mcp</c>: the resource that tokens are for.</summary>
    public string Resource => StackConfiguration.ResourceOf(_configuration, GatewayUrl);

    /// <summary>The mock issuer's identifier, such as <c>http://localhost:3001</c>.</summary>
    public string IssuerUrl => _configuration["MockAuthKit:Issuer"] is { Length: > 0 } issuer ? issuer : $"http://localhost:{_authKit.Port}";

    /// <summary>Whether the gateway accepts the mock issuer's tokens, and not those of another issuer in its place.</summary>
    public bool AcceptsMockIssuer => StackConfiguration.IssuerOf(_configuration) is not { Length: > 0 } issuer || issuer == IssuerUrl;

    /// <summary>The mock MCP gateway's endpoint, such as <c>http://localhost:3002/mcp-internal</c>.</summary>
    public string McpUrl => $"http://localhost:{_mcp.Port}{MockMcpApplication.Path}";

    /// <summary>The cache's address, such as <c>127.0.0.1:6379</c>.</summary>
    public string CacheAddress => _cache.Address;

    /// <summary>The cache's address and password, as StackExchange.Redis reads them.</summary>
    public string CacheConnectionString => _cache.ConnectionString;

    /// <summary>The running gateway.</summary>
    public WebApplication Gateway => _gateway.Application;

    /// <summary>The running mock issuer.</summary>
    public WebApplication AuthKit => _authKit.Application;

    /// <summary>The running mock MCP gateway.</summary>
    public WebApplication Mcp => _mcp.Application;

    /// <summary>Starts the cache, the mock issuer, the mock MCP gateway and the gateway, in this order.</summary>
    /// <param name="configuration">The settings of all parts; see the remarks of this class.</param>
    /// <param name="configureServices">Replaces services of the gateway and of the mock issuer, such as their <see cref="TimeProvider"/>.</param>
    /// <param name="cancellationToken">Gives the start up; what has started is stopped.</param>
    /// <exception cref="PortInUseException">A fixed port is taken.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong; one failure per mistake.</exception>
    public static async Task<FtlAuthSystem> StartAsync(
        IConfiguration configuration, Action<IServiceCollection>? configureServices = null, CancellationToken cancellationToken = default)
    {
        var stack = new FtlAuthSystem(configuration, configureServices);
        try
        {
            stack.StartCache();
            await stack.StartAuthKitAsync(cancellationToken);
            await stack.StartMcpAsync(cancellationToken);
            await stack.StartGatewayAsync(cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the cache again on its port, empty; nothing happens when it runs.</summary>
    public void StartCache() => _cache.Start();

    /// <summary>Stops the cache.</summary>
    public void StopCache() => _cache.Stop();

    /// <summary>Starts the mock issuer again on its port, with new keys; nothing happens when it runs.</summary>
    public async Task StartAuthKitAsync(CancellationToken cancellationToken = default)
    {
        await _authKit.StartAsync(Configure(), cancellationToken);
        RegisterResource();
    }

    /// <summary>Stops the mock issuer.</summary>
    public Task StopAuthKitAsync() => _authKit.StopAsync();

    /// <summary>Starts the mock MCP gateway again on its port, without sessions; nothing happens when it runs.</summary>
    public Task StartMcpAsync(CancellationToken cancellationToken = default) => _mcp.StartAsync(Configure(), cancellationToken);

    /// <summary>Stops the mock MCP gateway.</summary>
    public Task StopMcpAsync() => _mcp.StopAsync();

    /// <summary>Starts the gateway again on its port; nothing happens when it runs.</summary>
    public async Task StartGatewayAsync(CancellationToken cancellationToken = default)
    {
        await _gateway.StartAsync(
            Configure(new()
            {
                // The original's names: the user's own setting wins, under either name.
                ["authkit_issuer"] = _configuration[StackConfiguration.IssuerParameter] ?? IssuerUrl,
                ["mcp_gateway_url"] = _configuration[StackConfiguration.McpParameter] ?? McpUrl,
                ["ConnectionStrings:cache"] = CacheConnectionString,
            }),
            cancellationToken);
        RegisterResource();
    }

    /// <summary>Stops the gateway.</summary>
    public Task StopGatewayAsync() => _gateway.StopAsync();

    /// <summary>Stops everything within a few seconds, open streams included.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(StopGatewayAsync(), StopMcpAsync(), StopAuthKitAsync());
        _cache.Dispose();
    }

    private IConfiguration Configure(Dictionary<string, string?>? defaults = null) => StackConfiguration.ForService(_configuration, defaults ?? []);

    // The gateway's port is known, and its settings are found to be right, only when it runs; each may start after the other.
    private void RegisterResource()
    {
        if (_gateway.IsRunning && _authKit.IsRunning)
        {
            AuthKit.Services.GetRequiredService<RegisteredResources>().Add(Resource);
        }
    }
}
