using FtlAuth.AllInOne.Welcome;
using FtlAuth.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace FtlAuth.AllInOne;

/// <summary>The stack as a console program.</summary>
public static class AllInOneApplication
{
    private const string Name = "FtlAuth.AllInOne";

    /// <summary>Starts the stack, says how to use it, and runs until Ctrl-C or SIGTERM.</summary>
    /// <param name="args">
    /// Settings as on any .NET command line, such as <c>--Ports:Gateway=0</c>; they win over the environment's.
    /// <c>--only cache</c> starts nothing but the cache, with the password that <c>Cache:Password</c> has to give.
    /// </param>
    /// <returns>The exit code: 0, or 1 when a setting is wrong or a port is taken, which is said on the error output.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables().AddCommandLine(args);

        var builder = Host.CreateEmptyApplicationBuilder(new() { ApplicationName = Name, Configuration = configuration });
        builder.AddTelemetry();
        using var host = builder.Build();
        await host.StartAsync();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        try
        {
            if (configuration["only"] is { } only)
            {
                await RunOnlyAsync(only, configuration, host);
            }
            else
            {
                await using var stack = await FtlAuthSystem.StartAsync(configuration, cancellationToken: lifetime.ApplicationStopping);

                // At its own address: the identifier may be a name that leads here from elsewhere only.
                var token = stack.AcceptsMockIssuer ? await MintedToken.RequestAsync(stack.AuthKit.Urls.First(), lifetime.ApplicationStopping) : null;
                await Console.Out.WriteLineAsync(WelcomeText.For(stack, token));
                await host.WaitForShutdownAsync();
            }

            return 0;
        }
        catch (OptionsValidationException exception)
        {
            return Fail([.. exception.Failures]);
        }
        catch (PortInUseException exception)
        {
            return Fail(exception.Message);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static async Task RunOnlyAsync(string part, ConfigurationManager configuration, IHost host)
    {
        if (part != "cache" || configuration[StackConfiguration.CachePasswordKey] is not { Length: > 0 } password)
        {
            throw new OptionsValidationException(Name, typeof(FtlAuthSystem), ["--only knows one part, 'cache', and needs Cache:Password with it."]);
        }

        using var cache = new EmbeddedCache(StackPorts.Read(configuration).Cache, password);
        cache.Start();
        await Console.Out.WriteLineAsync($"The cache listens on {cache.Address}.");
        await host.WaitForShutdownAsync();
    }

    private static int Fail(params string[] lines)
    {
        foreach (var line in lines)
        {
            Console.Error.WriteLine(line);
        }

        return 1;
    }
}
