using System.Buffers;
using System.Text.Json;
using FtlAuth.Gateway.Configuration;
using FtlAuth.ServiceDefaults;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FtlAuth.Gateway.Operations;

/// <summary>What platforms ask: <c>/started</c>, <c>/alive</c> and <c>/health</c>, beside the MCP endpoint or on <c>Gateway:ManagementPort</c> alone.</summary>
internal static class HealthEndpoints
{
    /// <summary>Ready: keys loaded, and not stopping. Trouble with Redis or the MCP server is Degraded, with 200.</summary>
    public const string Health = "/health";

    /// <summary>The process answers; nothing else is asked, since a restart mends nothing else.</summary>
    public const string Alive = "/alive";

    /// <summary>The first attempt to load the keys is over.</summary>
    public const string Started = "/started";

    /// <summary>Maps the three.</summary>
    /// <remarks>
    /// Healthy and Degraded answer 200, Unhealthy 503. The body is the one word; on the management port a JSON document that says why, which is nobody else's
    /// business.
    /// </remarks>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var tells = endpoints.ServiceProvider.GetRequiredService<GatewayOptions>().ManagementPort is not null;
        Map(Health, "ready: tokens can be verified, and the gateway is not stopping", AsksWhetherReady);
        Map(Alive, "alive: the process answers", static check => check.Tags.Contains(Extensions.LiveTag));
        Map(Started, "started: the first attempt to load the keys is over", static check => check.Tags.Contains(StartedHealthCheck.Tag));
        return endpoints;

        void Map(string path, string question, Func<HealthCheckRegistration, bool> isAsked)
        {
            var options = new HealthCheckOptions { Predicate = isAsked };
            if (tells)
            {
                options.ResponseWriter = (context, report) => WriteAsync(context, report, question);
            }

            endpoints.MapHealthChecks(path, options);
        }
    }

    /// <summary>Whether a check is one of <see cref="Health"/>.</summary>
    public static bool AsksWhetherReady(HealthCheckRegistration check) => !check.Tags.Contains(StartedHealthCheck.Tag);

    private static async Task WriteAsync(HttpContext context, HealthReport report, string question)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, report.Status.ToString());
            writer.WriteString("question"u8, question);
            writer.WriteStartObject("checks"u8);
            foreach (var (name, entry) in report.Entries)
            {
                writer.WriteStartObject(name);
                writer.WriteString("status"u8, entry.Status.ToString());
                if (entry.Description is { } description)
                {
                    writer.WriteString("description"u8, description);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
