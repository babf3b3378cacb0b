using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit.Admin;

/// <summary>The control surface for tests and demos.</summary>
internal static class AdminEndpoints
{
    public static IServiceCollection AddAdmin(this IServiceCollection services) => services
        .AddSingleton<Faults>()
        .AddSingleton<RequestCounters>()
        .AddSingleton<JwksOverride>()
        .AddSingleton<TokenMinting>()
        .AddSingleton<KeyRotation>()
        .AddSingleton<FaultInjection>();

    public static bool IsAdminEnabled(this WebApplication app) =>
        app.Services.GetRequiredService<IOptions<MockAuthKitOptions>>().Value.Admin ?? app.Environment.IsDevelopment();

    /// <summary>Maps <c>/admin</c>, unless it is switched off.</summary>
    public static WebApplication MapAdmin(this WebApplication app)
    {
        if (!app.IsAdminEnabled())
        {
            return app;
        }

        var admin = app.MapGroup("/admin").AddEndpointFilter(RefuseBrowsersAsync);
        admin.MapPost("/tokens", (TokenMinting minting, HttpContext context) => minting.MintAsync(context));
        admin.MapPost("/sign", (TokenMinting minting, HttpContext context) => minting.SignAsync(context));
        admin.MapPost("/keys", (KeyRotation rotation, HttpContext context) => rotation.AddAsync(context));
        admin.MapDelete("/keys/{**kid}", (KeyRotation rotation, string kid) => rotation.Remove(kid));
        admin.MapPut("/jwks", (KeyRotation rotation, HttpContext context) => rotation.ReplaceSetAsync(context));
        admin.MapDelete("/jwks", (KeyRotation rotation) => rotation.RestoreSet());
        admin.MapGet("/faults", (FaultInjection injection) => injection.Get());
        admin.MapPut("/faults", (FaultInjection injection, HttpContext context) => injection.PutAsync(context));
        admin.MapGet("/counters",
            (RequestCounters counters) => TypedResults.Json(counters.Read(), MockAuthKitJsonContext.Default.DictionaryStringInt64));
        return app;
    }

    // A web page that a developer happens to visit must not mint tokens here: browsers send Origin with whatever changes something.
    private static ValueTask<object?> RefuseBrowsersAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        invocation.HttpContext.Request.Headers.ContainsKey("Origin")
            ? ValueTask.FromResult<object?>(
                new OAuthError("access_denied", "The control surface is not for web pages.").ToResult(StatusCodes.Status403Forbidden))
            : next(invocation);
}
