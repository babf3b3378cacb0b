using System.Reflection;

namespace FtlAuth.Gateway.Configuration;

/// <summary>
/// Finds names that are nearly those of the gateway's sections. What is meant by one would be missing without a word, and it may be a rule that keeps
/// somebody out. Names that are not near belong to others: the framework, the platform, other programs.
/// </summary>
internal static class SectionNames
{
    private const int LongName = 8;

    private static readonly Dictionary<string, string[]> SettingsBySection = typeof(GatewaySettings)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(section => section.PropertyType.IsAssignableTo(typeof(ISettings)))
        .ToDictionary(section => section.Name, section => section.PropertyType.GetProperties().Select(setting => setting.Name).ToArray(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The sections that the gateway reads.</summary>
    public static IEnumerable<string> All => SettingsBySection.Keys;

    public static void FindMistakes(IConfiguration configuration, SettingMistakes mistakes)
    {
        foreach (var child in configuration.GetChildren().Where(child => !SettingsBySection.ContainsKey(child.Key)))
        {
            if (child.GetChildren().Any())
            {
                if (SettingsBySection.Keys.FirstOrDefault(section => IsNear(child.Key, section)) is { } meant)
                {
                    mistakes.AddUnknown(child.Key, $"it is read under {meant} only, if that is what is meant.");
                }
            }
            else if (FindFlattened(child.Key) is var (section, setting))
            {
                mistakes.AddUnknown(child.Key, $"write {section}:{setting} in files and on the command line, {section}__{setting} in the environment.");
            }
        }
    }

    // Letter case counts here: platforms make variables such as GATEWAY_PORT for services of that name.
    private static (string Section, string Setting)? FindFlattened(string name)
    {
        foreach (var (section, settings) in SettingsBySection)
        {
            if (name.StartsWith($"{section}_", StringComparison.Ordinal)
                && settings.FirstOrDefault(setting => name.AsSpan(section.Length).TrimStart('_').StartsWith(setting, StringComparison.Ordinal)) is { } found)
            {
                return (section, found);
            }
        }

        return null;
    }

    private static bool IsNear(string name, string section) =>
        Distance(name.ToUpperInvariant(), section.ToUpperInvariant()) <= (section.Length < LongName ? 1 : 2);

    /// <summary>How many characters have to be changed, added or left out (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var index = 1; index <= one.Length; index++)
        {
            var diagonal = row[0];
            row[0] = index;
            for (var place = 1; place <= other.Length; place++)
            {
                var changed = diagonal + (one[index - 1] == other[place - 1] ? 0 : 1);
                diagonal = row[place];
                row[place] = Math.Min(changed, Math.Min(row[place], row[place - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
