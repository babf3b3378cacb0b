namespace FtlAuth.Gateway.Configuration;

/// <summary>What is wrong with the configuration: one line per mistake that names the key, the value and what would be right.</summary>
internal sealed class SettingMistakes
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string key, string? value, string remedy)
    {
        // What stands before an @ may be a password.
        var shown = value?.Contains('@') == true ? "(not shown)" : value;
        _lines.Add(string.IsNullOrEmpty(shown) ? $"{key} is not set: {remedy}" : $"{key} is '{shown}': {remedy}");
    }

    public void AddUnknown(string key, string remedy) => _lines.Add($"{key} is not a setting of this gateway: {remedy}");

    /// <summary>For values that must not be repeated in a message, such as secrets.</summary>
    public void AddUnnamed(string key, string remedy) => _lines.Add($"{key}: {remedy}");

    public void RequireBetween(string key, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
        {
            Add(key, value.ToString("c"), $"must be between {min:c} and {max:c}, written as hh:mm:ss (a plain number means days).");
        }
    }
}
