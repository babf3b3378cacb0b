using System.Collections;
using System.Globalization;
using System.Reflection;
using FtlAuth.Gateway.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FtlAuth.Tests.Configuration;

/// <summary>Reads settings as the gateway does at start, on loopback and with an issuer unless told otherwise.</summary>
internal static class Settings
{
    public const string Issuer = "https://issuer.test";
    public const string Secret = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    public static GatewaySettings Read(params IEnumerable<(string Key, string? Value)> settings) => ReadExactly([("AuthKit:Issuer", Issuer), .. settings]);

    public static GatewaySettings ReadExactly(params IEnumerable<(string Key, string? Value)> settings) => GatewaySettings.Read(Configuration(settings));

    /// <summary>The lines that stop the gateway; none when it starts.</summary>
    public static IReadOnlyList<string> Mistakes(params IEnumerable<(string Key, string? Value)> settings)
    {
        try
        {
            Read(settings);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }

    public static ConfigurationManager Configuration(IEnumerable<(string Key, string? Value)> settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(values);
        configuration.AddAliases();
        return configuration;
    }

    /// <summary>The value behind a key such as <c>Jwks:MaxStale</c>, as text; the items of a list are separated by bars.</summary>
    public static string Value(GatewaySettings settings, string key)
    {
        var section = SettingsClasses().Single(type => key.StartsWith(Section(type) + ":", StringComparison.Ordinal));
        var options = typeof(GatewaySettings).GetProperties().Single(property => property.PropertyType == section).GetValue(settings);
        return section.GetProperty(key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..])!.GetValue(options) switch
        {
            bool value => value ? "true" : "false",
            TimeSpan value => value.ToString("c", CultureInfo.InvariantCulture),
            IReadOnlyDictionary<string, string> values => string.Join('|', values.Select(pair => $"{pair.Key}={pair.Value}")),
            string value => value,
            IEnumerable values => string.Join('|', values.Cast<object>()),
            var value => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        };
    }

    /// <summary>Every key that the gateway reads, without <c>ConnectionStrings:cache</c>, and without lists of the same settings again.</summary>
    public static IEnumerable<string> Keys() => SettingsClasses().SelectMany(type => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite && property.PropertyType != typeof(IReadOnlyList<>).MakeGenericType(type))
        .Select(property => $"{Section(type)}:{property.Name}"));

    public static IEnumerable<string> Sections() => SettingsClasses().Select(Section);

    private static IEnumerable<Type> SettingsClasses() =>
        typeof(ISettings).Assembly.GetTypes().Where(type => type.IsClass && typeof(ISettings).IsAssignableFrom(type));

    public static string Section(Type type) =>
        (string)type.GetInterfaceMap(typeof(ISettings)).TargetMethods.Single(method => method.IsStatic).Invoke(null, null)!;
}
