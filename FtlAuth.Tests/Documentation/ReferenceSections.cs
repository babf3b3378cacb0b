using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Tests.Configuration;

namespace FtlAuth.Tests.Documentation;

/// <summary>Every section that the gateway reads, from its settings classes: a new class or property is here without being listed.</summary>
internal static partial class ReferenceSections
{
    // No URL, no name of anything, no number, and not visible ASCII.
    private const string Nonsense = "not \"right\" \u00e9";

    private static readonly XmlDocumentation Docs = new(typeof(ISettings).Assembly, NameOf);

    /// <summary>In the order in which the gateway reads them.</summary>
    public static IReadOnlyList<ReferenceSection> All { get; } =
    [
        .. typeof(GatewaySettings).GetProperties()
            .Select(property => property.PropertyType)
            .Where(typeof(ISettings).IsAssignableFrom)
            .Select(type => new ReferenceSection(
                Settings.Section(type),
                $"{SectionSentence().Replace(Docs.Read(type, "summary"), "")} {Docs.Read(type, "remarks")}".Trim(),
                [.. Keys(type, Settings.Section(type), Activator.CreateInstance(type)!)])),
    ];

    private static IEnumerable<ReferenceKey> Keys(Type type, string path, object defaults) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite)
        .OrderBy(property => property.MetadataToken)
        .SelectMany(property => Keys(property, $"{path}:{property.Name}", property.GetValue(defaults)));

    private static IEnumerable<ReferenceKey> Keys(PropertyInfo property, string key, object? value)
    {
        var (type, suffix, entry) = Shape(property.PropertyType);
        var ownEntries = entry == property.DeclaringType;
        yield return Describe(property, key + suffix + (ownEntries ? ":…" : ""), type, value, isGroup: entry is not null);
        foreach (var member in entry is null || ownEntries ? [] : Keys(entry, key + suffix, Activator.CreateInstance(entry)!))
        {
            yield return member;
        }
    }

    /// <summary>What a property takes, what stands for its entries in a key, and the class of these when they have settings of their own.</summary>
    private static (string Type, string Suffix, Type? Entry) Shape(Type type)
    {
        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        if (!scalar.IsGenericType)
        {
            return scalar.IsClass && scalar != typeof(string) ? ("a group of settings", "", scalar) : (Scalar(scalar), "", null);
        }

        var element = type.GenericTypeArguments[^1];
        var isList = type.GenericTypeArguments.Length == 1;
        if (isList && element == typeof(string))
        {
            return ("list", "", null);
        }

        var (inner, _, entry) = Shape(element);
        return entry is null ? ($"{inner}, one for each name", ":<name>", null)
            : isList ? ("list of groups of settings", ":<n>", entry)
            : ("groups of settings, one for each name", ":<name>", entry);
    }

    private static string Scalar(Type type) => type switch
    {
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type).Select(name => $"`{name}`")),
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "`true` or `false`",
        _ when type == typeof(TimeSpan) => "duration, `[d.]hh:mm:ss`",
        _ when type == typeof(double) || type == typeof(decimal) => "number",
        _ => "whole number",
    };

    private static ReferenceKey Describe(PropertyInfo property, string key, string type, object? value, bool isGroup)
    {
        var summary = Docs.Read(property, "summary");
        var byDocs = DefaultSentence().Match(summary);
        var inCode = Text(value);
        return new ReferenceKey(
            key,
            type,
            byDocs.Success ? byDocs.Groups["value"].Value : inCode.Length > 0 ? $"`{inCode}`" : "",
            inCode,
            DefaultSentence().Replace(summary, "").Trim(),
            string.Join(" ", new[] { Docs.Read(property, "remarks"), Values(property.PropertyType) }.Where(text => text.Length > 0)),
            isGroup ? "" : Rule(key, property.PropertyType),
            ConfigurationAliases.KeysByAlias.FirstOrDefault(pair => pair.Value == key).Key ?? "");
    }

    private static string Values(Type type) => type.IsEnum
        ? string.Join(" ", Enum.GetNames(type).Select(name => $"`{name}`: {Docs.Read(type.GetField(name)!, "summary")}"))
        : "";

    private static string Text(object? value) => value switch
    {
        bool truth => truth ? "true" : "false",
        TimeSpan duration => duration.ToString("c", CultureInfo.InvariantCulture),
        string or Enum => value.ToString()!,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    // The gateway itself is asked, so that limits stand in one place.
    private static string Rule(string key, Type type)
    {
        var asked = key.Replace("<name>", "example", StringComparison.Ordinal).Replace("<n>", "0", StringComparison.Ordinal);
        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        var wrong = scalar == typeof(string) || scalar.IsGenericType ? Nonsense
            : scalar == typeof(TimeSpan) ? "-1"
            : scalar == typeof(bool) || scalar.IsEnum ? null
            : $"{int.MinValue}";
        return Settings.Mistakes((asked, wrong))
            .Select(line => Mistake().Match(line))
            .FirstOrDefault(match => match.Groups["key"].Value == asked)?.Groups["remedy"].Value ?? "";
    }

    private static string NameOf(string reference)
    {
        var name = reference[2..];
        var type = typeof(ISettings).Assembly.GetType(reference[0] == 'T' ? name : name[..name.LastIndexOf('.')]);
        return typeof(ISettings).IsAssignableFrom(type) && type is not { IsInterface: true }
            ? reference[0] == 'T' ? Settings.Section(type!) : $"{Settings.Section(type!)}:{name[(name.LastIndexOf('.') + 1)..]}"
            : name[(name.LastIndexOf('.') + 1)..];
    }

    [GeneratedRegex(@"\s*\bSection `[^`]*`\.")]
    private static partial Regex SectionSentence();

    [GeneratedRegex(@"\s*\bDefault: (?<value>.+?)\.(?=\s|$)")]
    private static partial Regex DefaultSentence();

    [GeneratedRegex(@"^(?<key>\S+?)( is '.*?'| is not set)?: (?<remedy>.+)$")]
    private static partial Regex Mistake();
}
