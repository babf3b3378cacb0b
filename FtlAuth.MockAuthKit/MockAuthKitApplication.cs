using FtlAuth.MockAuthKit.Admin;
using FtlAuth.MockAuthKit.Authorization;
using FtlAuth.MockAuthKit.Clients;
using FtlAuth.MockAuthKit.Discovery;
using FtlAuth.MockAuthKit.Keys;
using FtlAuth.MockAuthKit.Pages;
using FtlAuth.MockAuthKit.Tokens;
using FtlAuth.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FtlAuth.MockAuthKit;

/// <summary>The mock issuer: an OAuth 2.1 authorization server that behaves like WorkOS AuthKit, for development and tests.</summary>
public static class MockAuthKitApplication
{
    /// <summary>Composes the service; the caller runs it.</summary>
    /// <param name="args">The command line; read only when <paramref name="configuration"/> is null.</param>
    /// <param name="configuration">The whole configuration; null for appsettings.json, the environment and the command line.</param>
    /// <param name="configureServices">Replaces services, such as <see cref="TimeProvider"/> in a test.</param>
    public static WebApplication Create(
        string[] args, IConfiguration? configuration = null, Action<IServiceCollection>? configureServices = null)
    {
        var builder = ServiceApplication.CreateBuilder("FtlAuth.MockAuthKit", args, configuration);
        builder.AddServiceDefaults();
        builder.Services.AddMockAuthKit();
        configureServices?.Invoke(builder.Services);
        var app = builder.Build();

        app.UseRouting();
        app.UseCors();
        app.UseMiddleware<FaultMiddleware>();

        app.MapDiscovery();
        app.MapJsonWebKeySet();
        app.MapClients();
        app.MapAuthorizationEndpoint();
        app.MapTokens();
        app.MapHomePage();
        app.MapAdmin();
        app.MapDefaultEndpoints();
        return app;
    }

    private static void AddMockAuthKit(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IConfigureOptions<MockAuthKitOptions>, MockAuthKitOptionsSetup>();
        services.AddSingleton<IValidateOptions<MockAuthKitOptions>, MockAuthKitOptionsValidator>();
        services.AddOptions<MockAuthKitOptions>().ValidateOnStart();
        services.AddSingleton<IssuerIdentifier>();
        services.AddSingleton<RegisteredResources>();
        services.AddSingleton<SigningKeyRing>();
        services.AddHostedService<StartupReport>();
        services.AddPublicCors();
        services.AddClients();
        services.AddAuthorizationEndpoint();
        services.AddTokens();
        services.AddAdmin();
    }
}
