namespace FtlAuth.Tests.Configuration;

/// <summary>A key of the gateway.</summary>
/// <param name="Key">The key, section and property.</param>
/// <param name="Default">Its value when nothing is configured; null when there is none that a table could name.</param>
/// <param name="Configured">Another value, as it is configured.</param>
/// <param name="Read">That value, as it is read.</param>
/// <param name="Below">The key below it under which the value is configured; null for the key itself.</param>
internal sealed record SettingRow(string Key, string? Default, string Configured, string Read, string? Below = null)
{
    public string ConfiguredKey => Below is null ? Key : $"{Key}:{Below}";
}
