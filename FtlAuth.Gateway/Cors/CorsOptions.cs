using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Cors;

/// <summary>Browser origins that may call the MCP endpoint. Section <c>Cors</c>.</summary>
public sealed class CorsOptions : ISettings
{
    static string ISettings.Section => "Cors";

    /// <summary>
    /// Origins besides loopback and the public URL's own, such as <c>https://app.example.com</c>; <c>null</c> for pages without an origin,
    /// <c>*</c> for every origin. Default: none.
    /// </summary>
    /// <remarks>A request with another <c>Origin</c> is 403, before its token is looked at; one without that header passes. <c>*</c> is warned about at every start.</remarks>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    internal bool AllowsAll => AllowedOrigins.Contains("*");

    void ISettings.Validate(SettingMistakes mistakes)
    {
        foreach (var origin in AllowedOrigins.Where(origin => origin is not ("*" or "null") && !IsOrigin(origin)))
        {
            mistakes.Add("Cors:AllowedOrigins", origin, "must be an origin as browsers send it, lower case and without a path, such as https://app.example.com; null; or *.");
        }
    }

    private static bool IsOrigin(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Host.Length > 0) && uri.GetLeftPart(UriPartial.Authority) == value;
}
