using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FtlAuth.ServiceDefaults;

/// <summary>What every service of the solution has: telemetry, health and service discovery.</summary>
public static class Extensions
{
    /// <summary>The configuration key that says another host of this process exports traces and metrics. Default: <c>false</c>.</summary>
    public const string SharedTelemetryKey = "Telemetry:Shared";

    /// <summary>The tag of the health checks that <c>/alive</c> answers from.</summary>
    public const string LiveTag = "live";

    private const string ExportRetryKey = "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY";
    private const string HealthPath = "/health";
    private const string AlivePath = "/alive";

    // Of the gateway alone.
    private const string StartedPath = "/started";

    /// <summary>Adds telemetry, health checks and service discovery.</summary>
    /// <remarks>
    /// Not the factory of HttpClients with its resilience, as in Aspire's template: no service has a client for it, and it takes 4 MiB in each. Nothing
    /// that a client sent is ever retried, and who asks an issuer has retries of its own.
    /// </remarks>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
        builder.Services.AddServiceDiscovery();
        return builder;
    }

    /// <summary>Adds OpenTelemetry traces, metrics and logs, exported over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
    /// <remarks>
    /// Traces and metrics are heard process-wide, logs per host: where <see cref="SharedTelemetryKey"/> is true only the logs are
    /// exported from here, since two providers in one process would export each other's spans.
    /// </remarks>
    public static TBuilder AddTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // In a method of its own, so that nothing of OpenTelemetry is loaded where nothing is exported.
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.ExportTelemetry();
        }

        return builder;
    }

    /// <summary>Maps <c>/health</c> (readiness: every check) and <c>/alive</c> (liveness: the process answers).</summary>
    /// <remarks>Healthy and Degraded answer 200, Unhealthy 503; the body is the one word.</remarks>
    public static TEndpoints MapDefaultEndpoints<TEndpoints>(this TEndpoints endpoints)
        where TEndpoints : IEndpointRouteBuilder
    {
        endpoints.MapHealthChecks(HealthPath);
        endpoints.MapHealthChecks(AlivePath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) });
        return endpoints;
    }

    private static void ExportTelemetry(this IHostApplicationBuilder builder)
    {
        // A collector that starts anew loses nothing, least of all of the audit log: what it does not take is sent again, for as long as an export may take.
        if (builder.Configuration[ExportRetryKey] is null)
        {
            builder.Configuration.AddInMemoryCollection([new(ExportRetryKey, "in_memory")]);
        }

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName));
        if (!builder.Configuration.GetValue<bool>(SharedTelemetryKey))
        {
            telemetry
                .WithMetrics(metrics => metrics
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddMeter("FtlAuth.*", "Experimental.ModelContextProtocol"))
                .WithTracing(tracing => tracing
                    .AddAspNetCoreInstrumentation(options => options.Filter = context => !IsHealthRequest(context.Request))
                    .AddHttpClientInstrumentation()
                    .AddSource("FtlAuth.*", "Yarp.ReverseProxy", "Experimental.ModelContextProtocol"));
        }

        telemetry.UseOtlpExporter();
    }

    private static bool IsHealthRequest(HttpRequest request) => request.Path == HealthPath || request.Path == AlivePath || request.Path == StartedPath;
}
