namespace FtlAuth.Gateway.Configuration;

internal static class ConfigurationExtensions
{
    /// <summary>Whether a switch of the framework is on, as the framework itself reads it: <c>true</c> in any letter case, and nothing else.</summary>
    public static bool IsOn(this IConfiguration configuration, string key) => string.Equals(configuration[key], "true", StringComparison.OrdinalIgnoreCase);
}
