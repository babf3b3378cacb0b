using System.Text.Json;
using FtlAuth.Gateway.Configuration;
using FtlAuth.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace FtlAuth.Gateway.Doctor;

/// <summary>Reads the configuration as the gateway reads it, and finds out where the deployment is.</summary>
internal static class DeploymentReader
{
    private const string DefaultPath = "/mcp";
    private const string GatewaySection = "Gateway";

    /// <summary>From appsettings.json, the environment and the command line.</summary>
    public static Deployment Read(DoctorArguments arguments, TimeProvider time)
    {
        try
        {
            return Read(ServiceApplication.CreateBuilder("FtlAuth.Gateway", [.. arguments.Settings], null).Configuration, arguments, time);
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            // A file that cannot be read stops the gateway too.
            return Read(new ConfigurationManager(), arguments, time) with { Mistakes = [$"The configuration cannot be read: {Describe(exception)}"] };
        }
    }

    public static Deployment Read(IConfigurationManager configuration, DoctorArguments arguments, TimeProvider time)
    {
        configuration.AddAliases();
        var path = configuration["Gateway:Path"] is { Length: > 1 } configured && configured.StartsWith('/') ? configured : DefaultPath;
        var deployment = new Deployment
        {
            Configuration = configuration,
            Path = path,
            PublicUrl = arguments.PublicUrl ?? DoctorArguments.OriginOf(configuration["Gateway:PublicUrl"] ?? ""),
            Time = time,
        };
        if (arguments.PublicUrl is not null && IsSeenFromOutsideOnly(configuration))
        {
            return deployment;
        }

        try
        {
            var settings = GatewaySettings.Read(configuration);
            return deployment with
            {
                Settings = settings,
                Path = settings.Gateway.Path,
                PublicUrl = deployment.PublicUrl ?? (IsItsOwnAddress(settings) ? ListeningAddresses.OwnOrigin(configuration) : null),
                Issuers = settings.AuthKit.All,
            };
        }
        catch (OptionsValidationException exception)
        {
            return deployment with { Mistakes = [.. exception.Failures] };
        }
    }

    // As the running gateway decides it: with audiences of their own the URLs are those of each request.
    private static bool IsItsOwnAddress(GatewaySettings settings) => settings.OnLoopbackOnly && !settings.AuthKit.All.All(issuer => issuer.HasOwnAudience);

    // Where the file is wrong, and never what is there: the parser's own message repeats the rest of the file, secrets and all.
    private static string Describe(Exception exception)
    {
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is JsonException { LineNumber: { } line, BytePositionInLine: { } position })
            {
                return $"{exception.Message} It is no JSON at line {line + 1}, byte {position + 1}.";
            }
        }

        return exception.Message;
    }

    // Whoever gives nothing but the URL wants to know how a deployment looks to its clients.
    private static bool IsSeenFromOutsideOnly(IConfiguration configuration) =>
        !SectionNames.All.Where(section => section != GatewaySection).Append("ConnectionStrings:cache").Any(section => configuration.GetSection(section).Exists())
        && configuration.GetSection(GatewaySection).GetChildren().All(setting => setting.Key.Equals("Path", StringComparison.OrdinalIgnoreCase));
}
