using System.Globalization;
using System.Reflection;
using FtlAuth.Gateway.Authorization;

namespace FtlAuth.Gateway.Configuration;

/// <summary>
/// Reads a section into its settings class and collects every mistake, where the framework's binder stops at the first one,
/// ignores keys that it does not know, and does not read a list from one comma-separated value.
/// </summary>
internal static class SettingsReader
{
    public static T Read<T>(IConfiguration configuration, SettingMistakes mistakes)
        where T : class, ISettings, new()
    {
        var settings = new T();
        if (configuration.GetSection(T.Section).Value is { } value && !string.IsNullOrWhiteSpace(value))
        {
            mistakes.Add(T.Section, value, $"takes settings, such as {T.Section}:{typeof(T).GetProperties().First(property => property.CanWrite).Name}=….");
        }

        ReadMembers(settings, configuration.GetSection(T.Section), T.Section, mistakes);
        settings.Validate(mistakes);
        return settings;
    }

    private static void ReadMembers<T>(T settings, IConfigurationSection section, string path, SettingMistakes mistakes)
        where T : class
    {
        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToArray();
        var members = section.GetChildren()
            .Select(child => (Child: child, Property: Array.Find(properties, candidate => candidate.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase))));

        // Entries last: they take from the settings around them what they do not set themselves.
        foreach (var (child, property) in members.OrderBy(member => member.Property?.PropertyType == typeof(IReadOnlyList<T>)))
        {
            var key = $"{path}:{child.Key}";
            if (property is null)
            {
                mistakes.AddUnknown(key, $"known here are {string.Join(", ", properties.Select(known => known.Name))}.");
            }
            else if (property.PropertyType == typeof(IReadOnlyList<T>))
            {
                property.SetValue(settings, ReadEntries((IRepeatableSettings<T>)settings, child, key, mistakes));
            }
            else
            {
                Read(settings, property, child, key, mistakes);
            }
        }
    }

    private static List<T> ReadEntries<T>(IRepeatableSettings<T> settings, IConfigurationSection section, string key, SettingMistakes mistakes)
        where T : class
    {
        var entries = new List<T>();
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            mistakes.Add(key, section.Value, $"takes entries with settings of their own, such as {key}:0:Issuer=https://other.authkit.app.");
        }

        foreach (var child in section.GetChildren())
        {
            var path = $"{key}:{child.Key}";
            if (!string.IsNullOrWhiteSpace(child.Value))
            {
                mistakes.Add(path, child.Value, $"takes settings, such as {path}:Issuer=https://other.authkit.app.");
                continue;
            }

            var entry = settings.CreateEntry(path);
            ReadMembers(entry, child, path, mistakes);
            entries.Add(entry);
        }

        return entries;
    }

    private static void Read(object settings, PropertyInfo property, IConfigurationSection section, string key, SettingMistakes mistakes)
    {
        if (property.PropertyType == typeof(IReadOnlyList<string>))
        {
            ReadList(settings, property, section, key, mistakes);
        }
        else if (property.PropertyType == typeof(IReadOnlyDictionary<string, string>))
        {
            property.SetValue(settings, ReadDictionary(section, key, mistakes));
        }
        else if (property.PropertyType == typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>))
        {
            property.SetValue(settings, ReadLists(section, key, mistakes));
        }
        else if (property.PropertyType == typeof(IReadOnlyDictionary<string, AccessRequirement>))
        {
            property.SetValue(settings, ReadRequirements(section, key, mistakes));
        }
        else if (section.GetChildren().Any())
        {
            mistakes.Add(key, "a list", "takes one value.");
        }
        else if (!string.IsNullOrWhiteSpace(section.Value))
        {
            ReadScalar(settings, property, section.Value.Trim(), key, mistakes);
        }
    }

    private static void ReadList(object settings, PropertyInfo property, IConfigurationSection section, string key, SettingMistakes mistakes)
    {
        if (section.GetChildren().Any() || !string.IsNullOrWhiteSpace(section.Value))
        {
            property.SetValue(settings, ReadValues(section, key, mistakes));
        }
    }

    // A list may restrict who comes in, so that nothing of it gets lost without a word.
    private static string[] ReadValues(IConfigurationSection section, string key, SettingMistakes mistakes)
    {
        var items = section.GetChildren().ToArray();

        if (items.Length > 0 && !string.IsNullOrWhiteSpace(section.Value))
        {
            mistakes.Add(key, section.Value, $"is also given as a list ({key}:0, …); keep one of the two.");
        }

        foreach (var item in items.Where(item => item.GetChildren().Any()))
        {
            mistakes.Add($"{key}:{item.Key}", "a group of settings", $"takes one value, such as {key}:{item.Key}=value.");
        }

        var given = items.Length > 0 ? items.Select(item => item.Value) : (section.Value ?? "").Split(',');
        string[] values = [.. given.Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim())];
        if (values.Length == 0 && !items.Any(item => item.GetChildren().Any()))
        {
            mistakes.AddUnnamed(key, "the list has no value in it; leave it out, or give one.");
        }

        return values;
    }

    private static Dictionary<string, string> ReadDictionary(IConfigurationSection section, string key, SettingMistakes mistakes)
    {
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            mistakes.AddUnnamed(key, $"takes named values, such as {key}:Name=value.");
        }

        var entries = FindEntries(section, entry => entry.Value is not null).ToArray();
        foreach (var (name, entry) in entries.Where(entry => entry.Section.GetChildren().Any()))
        {
            mistakes.AddUnnamed($"{key}:{name}", $"has a value, so that {key}:{name}:{entry.GetChildren().First().Key} cannot have one; keep one of the two.");
        }

        return entries.ToDictionary(entry => entry.Name, entry => entry.Section.Value ?? "", StringComparer.OrdinalIgnoreCase);
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadLists(IConfigurationSection section, string key, SettingMistakes mistakes)
    {
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            mistakes.AddUnnamed(key, $"takes named lists, such as {key}:name=value.");
        }

        return FindEntries(section, entry => entry.Value is not null || entry.GetChildren().All(item => int.TryParse(item.Key, out _)))
            .ToDictionary(entry => entry.Name, entry => (IReadOnlyList<string>)ReadValues(entry.Section, $"{key}:{entry.Name}", mistakes), StringComparer.OrdinalIgnoreCase);
    }

    private static Dictionary<string, AccessRequirement> ReadRequirements(IConfigurationSection section, string key, SettingMistakes mistakes)
    {
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            mistakes.AddUnnamed(key, $"takes named entries, such as {key}:name:Scopes=value.");
        }

        var requirements = new Dictionary<string, AccessRequirement>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, entry) in FindEntries(section, entry => entry.GetSection(nameof(AccessRequirement.Scopes)).Exists() || entry.GetSection(nameof(AccessRequirement.Claims)).Exists()))
        {
            var path = $"{key}:{name}";
            if (!string.IsNullOrWhiteSpace(entry.Value))
            {
                // What is behind the last colon may be a part of the name, or was meant for a setting.
                var parent = name.LastIndexOf(':') is var colon and > 0 ? $" Or is {key}:{name[..colon]}:Scopes meant, or {key}:{name[..colon]}:Claims:<claim>?" : "";
                mistakes.Add(path, entry.Value, $"takes settings, such as {path}:Scopes=value.{parent}");
                continue;
            }

            requirements[name] = new AccessRequirement();
            ReadMembers(requirements[name], entry, path, mistakes);
        }

        return requirements;
    }

    /// <summary>The named entries of a section. A name may have colons, of which configuration makes levels: an entry is where it looks like one.</summary>
    private static IEnumerable<(string Name, IConfigurationSection Section)> FindEntries(
        IConfigurationSection section, Func<IConfigurationSection, bool> isEntry, string prefix = "") => section.GetChildren().SelectMany(child =>
        !isEntry(child) && child.GetChildren().Any()
            ? FindEntries(child, isEntry, $"{prefix}{child.Key}:")
            : [($"{prefix}{child.Key}", child)]);

    private static void ReadScalar(object settings, PropertyInfo property, string value, string key, SettingMistakes mistakes)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        try
        {
            property.SetValue(settings, Parse(type, value));
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            mistakes.Add(key, value, Expected(type));
        }
    }

    // The types that settings have; the framework's converters know all others, too, and take a megabyte of memory for it.
    private static object Parse(Type type, string value) =>
        type == typeof(string) ? value
        : type == typeof(bool) ? bool.Parse(value)
        : type == typeof(int) ? int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : type == typeof(TimeSpan) ? TimeSpan.Parse(value, CultureInfo.InvariantCulture)
        : type.IsEnum ? ParseEnum(type, value)
        : throw new InvalidOperationException($"No setting is of type {type}.");

    // Enum.Parse would also take a number that names nothing.
    private static object ParseEnum(Type type, string value) =>
        Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase) ? Enum.Parse(type, value, ignoreCase: true) : throw new FormatException();

    private static string Expected(Type type) => type switch
    {
        { IsEnum: true } => $"must be one of {string.Join(", ", Enum.GetNames(type))}.",
        _ when type == typeof(bool) => "must be true or false.",
        _ when type == typeof(TimeSpan) => "must be a duration written as hh:mm:ss, such as 00:05:00.",
        _ => "must be a whole number.",
    };
}
