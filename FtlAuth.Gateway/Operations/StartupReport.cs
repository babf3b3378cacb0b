using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.Jwks;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Gateway.Proxy;

namespace FtlAuth.Gateway.Operations;

/// <summary>Says at start what the gateway will do, in one line, and what about it an operator should know.</summary>
internal sealed partial class StartupReport(
    GatewaySettings settings,
    PublicOrigin origin,
    TrustedIssuers issuers,
    RedisCache redis,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    ILogger<StartupReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The gateway's own address is known once the server listens.
        lifetime.ApplicationStarted.Register(Report);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Report()
    {
        var resource = (origin.Fixed ?? "<the host of each request>") + settings.Gateway.Path;
        LogStarted(resource, settings.McpGateway.Url);
        foreach (var issuer in issuers)
        {
            var policy = issuer.Policy;
            LogIssuer(
                issuer.Name,
                issuer.Options.JwksUri,
                policy.Audiences is { } audiences ? string.Join(", ", audiences) : "any",
                string.Join(", ", issuer.Options.Algorithms),
                Registration(policy, resource));
            if (!issuer.Options.ValidateAudience)
            {
                LogAudienceNotChecked(issuer.Options.KeyOf("ValidateAudience"));
            }
        }

        if (settings.Cors.AllowsAll)
        {
            LogAllOrigins();
        }

        if (settings.Authorization.ReportOnly)
        {
            LogReportOnly();
        }

        foreach (var method in settings.Authorization.Methods.Keys.Where(method => !McpMethods.AreKnown(method)))
        {
            LogUnknownMethod(method);
        }

        if (settings.McpGateway.Url == new McpGatewayOptions().Url)
        {
            LogDefaultServer(settings.McpGateway.Url);
        }

        if (!redis.IsConfigured)
        {
            LogNoRedis();
        }

        if (settings.SecretIsRandom && (redis.IsConfigured || settings.Sessions.Bind))
        {
            LogRandomSecret();
        }

        if (settings is { OnLoopbackOnly: true, ForwardedHeaders.Any: true, Gateway.PublicUrl: "" })
        {
            LogLoopbackBehindProxy();
        }

        if (configuration.IsOn(KnownProxiesExtensions.IgnoredKey))
        {
            LogForwardedHeadersIgnored();
        }
    }

    private string Registration(TokenPolicy policy, string resource) =>
        origin.IsDerived ? $"Register the URL that clients use, ending in {settings.Gateway.Path}, as a resource indicator in the WorkOS dashboard."
        : policy.Audiences?.Contains(resource) == false ? $"Clients ask for tokens for {resource}, which is none of these audiences: only tokens that name one of them are accepted."
        : $"Register exactly this as a resource indicator in the WorkOS dashboard: {resource}";

    [LoggerMessage(1, LogLevel.Information, "The gateway serves {Resource} and forwards to {Upstream}.")]
    private partial void LogStarted(string resource, string upstream);

    [LoggerMessage(2, LogLevel.Information, "Accepts tokens of issuer {Issuer} (keys: {JwksUri}; audiences: {Audiences}; algorithms: {Algorithms}). {Registration}")]
    private partial void LogIssuer(string issuer, string jwksUri, string audiences, string algorithms, string registration);

    [LoggerMessage(3, LogLevel.Warning, "{Key} is false: tokens that the issuer made for any other service are accepted here. Remove it as soon as clients ask for this resource.")]
    private partial void LogAudienceNotChecked(string key);

    [LoggerMessage(4, LogLevel.Warning, "Cors:AllowedOrigins has '*': pages of every origin may call the MCP endpoint, and nothing guards against DNS rebinding.")]
    private partial void LogAllOrigins();

    [LoggerMessage(5, LogLevel.Information, "ConnectionStrings:cache is not set: keys are kept in memory only, and replicas do not share them.")]
    private partial void LogNoRedis();

    [LoggerMessage(6, LogLevel.Information, "Gateway:Secret is not set: a random one serves until this process ends, and with it end its MCP sessions; keys in Redis are not shared with other gateways.")]
    private partial void LogRandomSecret();

    [LoggerMessage(8, LogLevel.Warning, "Authorization:ReportOnly is true: requests that the rules for audience, scopes, methods and tools would refuse are let in. The log says which ('Would refuse'); set it to false when those are right.")]
    private partial void LogReportOnly();

    [LoggerMessage(9, LogLevel.Warning, "Authorization:Methods:{Method} is no method of MCP that this gateway knows: unless the MCP server has it, the rule guards nothing. Mind the spelling, such as tools/call.")]
    private partial void LogUnknownMethod(string method);

    [LoggerMessage(10, LogLevel.Warning, "A proxy is configured (ForwardedHeaders), but the gateway listens on loopback only and Gateway:PublicUrl is not set, so that it takes itself for one that is developed: "
        + "its URLs are those of loopback, Gateway:Secret may be random, and it stops without Limits:DrainDelay. Behind a proxy on this machine set these three.")]
    private partial void LogLoopbackBehindProxy();

    [LoggerMessage(11, LogLevel.Information, "McpGateway:Url is not set: the MCP server is looked for at {Url}, by service discovery and by DNS.")]
    private partial void LogDefaultServer(string url);

    [LoggerMessage(7, LogLevel.Information, "ASPNETCORE_FORWARDEDHEADERS_ENABLED is ignored: it would trust every peer. List the proxies in ForwardedHeaders:KnownProxies or KnownNetworks.")]
    private partial void LogForwardedHeadersIgnored();
}
