namespace FtlAuth.Gateway.RateLimits;

internal static class RateLimitsExtensions
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services, RateLimitsOptions options) =>
        options.RefusalsPerAddress == 0 ? services : services.AddSingleton<RefusalLimit>();

    /// <summary>Lets as many requests of a user and an organisation pass as are configured; nothing without such limits.</summary>
    public static IApplicationBuilder UseRequestLimits(this IApplicationBuilder app) =>
        app.ApplicationServices.GetRequiredService<RateLimitsOptions>() is { RequestsPerSubject: 0, RequestsPerOrganization: 0 }
            ? app : app.UseMiddleware<RequestLimits>();

    /// <summary>Lets as many listening streams of a user be open as are configured; nothing without such a limit.</summary>
    public static IApplicationBuilder UseStreamLimit(this IApplicationBuilder app) =>
        app.ApplicationServices.GetRequiredService<RateLimitsOptions>().StreamsPerSubject == 0 ? app : app.UseMiddleware<StreamLimit>();
}
