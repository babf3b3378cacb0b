using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;

namespace FtlAuth.ServiceDefaults;

/// <summary>How every service of the solution begins, alone in its process or beside the others.</summary>
public static class ServiceApplication
{
    /// <summary>Creates the builder of a service.</summary>
    /// <param name="name">The service's name in telemetry, such as <c>FtlAuth.Gateway</c>.</param>
    /// <param name="args">The command line; read only when <paramref name="configuration"/> is null.</param>
    /// <param name="configuration">
    /// The whole configuration of the service. When null, the service is alone in its process and reads appsettings.json,
    /// the environment and the command line; when given, none of them, so that services in one process do not share settings.
    /// </param>
    public static WebApplicationBuilder CreateBuilder(string name, string[] args, IConfiguration? configuration)
    {
        if (configuration is null)
        {
            var alone = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = name, Args = args });
            alone.Configuration.Sources.Insert(0, Defaults());
            return alone.WithWhatSlimLacks();
        }

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = configuration[HostDefaults.EnvironmentKey] ?? Environments.Production,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.Sources.Add(Defaults());
        builder.Configuration.AddConfiguration(configuration);
        return builder.WithWhatSlimLacks();
    }

    // The slim builder leaves out what no service here needs, such as IIS and loggers for a debugger, but TLS too.
    private static WebApplicationBuilder WithWhatSlimLacks(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();

        // It also sets the plain formatter whatever the configuration says.
        if (builder.Configuration["Logging:Console:FormatterName"] is { Length: > 0 } formatter)
        {
            builder.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName = formatter);
        }

        // Lines for machines need a time of their own, and one that is the same everywhere.
        builder.Services.PostConfigure<JsonConsoleFormatterOptions>(json =>
        {
            if (json.TimestampFormat is null)
            {
                (json.TimestampFormat, json.UseUtcTimestamp) = ("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true);
            }
        });
        return builder;
    }

    // What the frameworks say of every request is for debugging them; what fails in them is said by who called them.
    private static MemoryConfigurationSource Defaults() => new()
    {
        InitialData = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
            ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
            ["Logging:LogLevel:StackExchange.Redis"] = "None",
            ["Logging:LogLevel:Yarp"] = "Error",
        },
    };
}
