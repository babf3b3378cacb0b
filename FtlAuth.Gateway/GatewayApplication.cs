using System.Text;
using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Authorization;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Cors;
using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.FrontPage;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Gateway.Operations;
using FtlAuth.Gateway.Patterns;
using FtlAuth.Gateway.Proxy;
using FtlAuth.Gateway.RateLimits;
using FtlAuth.Gateway.Sessions;
using FtlAuth.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FtlAuth.Gateway;

/// <summary>The gateway: an OAuth 2.0 protected resource (RFC 9728, RFC 6750) in front of one MCP server.</summary>
public static class GatewayApplication
{
    /// <summary>Composes the gateway. Nothing listens until it is started.</summary>
    /// <param name="args">The command line; read only when <paramref name="configuration"/> is null.</param>
    /// <param name="configuration">The whole configuration, in place of appsettings.json, the environment and the command line.</param>
    /// <param name="configureServices">Replaces services, such as the <see cref="TimeProvider"/>, before the gateway adds its own.</param>
    /// <exception cref="OptionsValidationException">The configuration is wrong; one line per mistake.</exception>
    public static WebApplication Create(string[] args, IConfiguration? configuration = null, Action<IServiceCollection>? configureServices = null)
    {
        var builder = ServiceApplication.CreateBuilder("FtlAuth.Gateway", args, configuration);
        configureServices?.Invoke(builder.Services);
        builder.Configuration.AddAliases();
        var settings = GatewaySettings.Read(builder.Configuration);

        builder.AddServiceDefaults();
        builder.IgnoreForwardedHeadersOfEveryPeer();
        builder.ListenOnManagementPort(settings.Gateway);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // As the client for the MCP server decodes them, so that they go back byte for byte.
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.Limits.MaxRequestBodySize = settings.Limits.MaxBodySize;
        });
        builder.Services.TryAddSingleton(TimeProvider.System);
        settings.Register(builder.Services)
            .AddAudit()
            .AddUnusualPatterns()
            .AddRateLimits(settings.RateLimits)
            .AddFrontPage()
            .AddDiscovery()
            .AddBearerAuthentication()
            .AddAccessRules()
            .AddMcpInspection()
            .AddSessions()
            .AddMcpForwarder()
            .AddOperations();
        builder.AddJwks();

        var app = builder.Build();
        app.UsePipeline(settings.Gateway.Path);
        return app;
    }

    // In the order a request meets them; order matters.
    private static void UsePipeline(this WebApplication app, string path)
    {
        app.UseNoAuthenticationByItself();
        app.UseFailClosed();
        app.UseConnectionDraining();
        app.UseForwardedHeadersOfKnownProxies();
        app.UseCorsHeaders();
        app.UseExactPaths();
        app.UseOriginGuard();
        app.MapHealth();
        app.MapFrontPage();
        app.MapProtectedResourceMetadata();
        app.MapAuthorizationServerMetadata();
        app.MapMcp(path);
    }

    private static void MapMcp(this WebApplication app, string path)
    {
        IApplicationBuilder mcp = ((IEndpointRouteBuilder)app).CreateApplicationBuilder();
        mcp.UseBearerAuthentication();
        mcp.UseRequestLimits();
        mcp.UseScopeAuthorization();
        mcp.UseMethodGuard();
        mcp.UseBodyInspection();
        mcp.UseRequestMetadataGuard();
        mcp.UseMessageAuthorization();
        mcp.UseSessionBinding();
        mcp.UseStreamLimit();
        mcp.UseForwardedBody();
        mcp.RunMcpForwarder();
        app.Map(path, mcp.Build());
    }
}
