using System.Net;
using FtlAuth.Gateway.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace FtlAuth.Gateway.Proxy;

internal static class KnownProxiesExtensions
{
    /// <summary>ASPNETCORE_FORWARDEDHEADERS_ENABLED as configuration has it, without its prefix.</summary>
    public const string FrameworkKey = "FORWARDEDHEADERS_ENABLED";

    /// <summary>Set when <see cref="FrameworkKey"/> was, for the report at start.</summary>
    public const string IgnoredKey = "Gateway-ForwardedHeadersIgnored";

    // The middleware keeps the scheme that it replaced in this header: its mark that a known proxy named one.
    private const string Applied = "X-Original-Proto";

    /// <summary>
    /// Takes the effect from ASPNETCORE_FORWARDEDHEADERS_ENABLED, which some platforms set: the framework would then believe every peer, and put
    /// the address that a header names in place of the one that connected.
    /// </summary>
    public static void IgnoreForwardedHeadersOfEveryPeer(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.IsOn(FrameworkKey))
        {
            builder.Configuration.AddInMemoryCollection([new(FrameworkKey, "false"), new(IgnoredKey, "true")]);
        }
    }

    /// <summary>Takes host, scheme and address of the client from <c>X-Forwarded-*</c>, when a known proxy set them.</summary>
    public static IApplicationBuilder UseForwardedHeadersOfKnownProxies(this IApplicationBuilder app)
    {
        var settings = app.ApplicationServices.GetRequiredService<ForwardedHeadersSettings>();
        if (!settings.Any)
        {
            return app;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in settings.KnownProxies)
        {
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        }

        foreach (var network in settings.KnownNetworks)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        app.Use(static (context, next) =>
        {
            context.Request.Headers.Remove(Applied);
            return next(context);
        });
        return app.UseForwardedHeaders(options);
    }

    /// <summary>The scheme that a known proxy named; null when none did.</summary>
    public static string? ForwardedScheme(HttpRequest request) =>
        request.Headers.ContainsKey(Applied) && request.Scheme is "http" or "https" ? request.Scheme : null;
}
