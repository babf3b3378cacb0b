using Microsoft.Extensions.Options;

namespace FtlAuth.MockMcp.Admin;

/// <summary>The control surface for tests and demonstrations.</summary>
internal static class AdminExtensions
{
    private const string Prefix = "/admin";
    private static readonly PathString[] NotRecorded = [Prefix, "/health", "/alive"];

    public static IHostApplicationBuilder AddAdmin(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<MockMcpOptions>()
            .BindConfiguration(MockMcpOptions.Section)
            .PostConfigure(options => options.Admin ??= builder.Environment.IsDevelopment());
        builder.Services.AddSingleton<ReceivedRequests>();
        builder.Services.AddSingleton<FaultSwitch>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AdminJsonContext.Default));
        return builder;
    }

    public static WebApplication UseRecordingAndFaults(this WebApplication app)
    {
        if (IsOn(app))
        {
            app.UseWhen(IsRecorded, recorded => recorded.UseMiddleware<RecordingMiddleware>().UseMiddleware<FaultMiddleware>());
        }

        return app;
    }

    public static WebApplication MapAdmin(this WebApplication app)
    {
        if (IsOn(app))
        {
            var admin = app.MapGroup(Prefix);
            admin.MapGet("/received", (ReceivedRequests received) => received.ToList());
            admin.MapDelete("/received", (ReceivedRequests received) => received.Clear());
            admin.MapPut("/faults", (FaultSettings settings, FaultSwitch faults) => { faults.Current = settings.Mcp; });
        }

        return app;
    }

    private static bool IsOn(WebApplication app) => app.Services.GetRequiredService<IOptions<MockMcpOptions>>().Value.Admin is true;

    private static bool IsRecorded(HttpContext context) => !NotRecorded.Any(path => context.Request.Path.StartsWithSegments(path));
}
