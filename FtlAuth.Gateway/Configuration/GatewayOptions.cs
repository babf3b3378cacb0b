using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace FtlAuth.Gateway.Configuration;

/// <summary>How the gateway itself is known, and its one secret. Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions : ISettings
{
    private const int MinSecretBytes = 32;

    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/");

    static string ISettings.Section => "Gateway";

    /// <summary>
    /// The origin that clients use, such as <c>https://mcp.example.com</c>: https unless loopback, without a path.
    /// Default: the gateway's own address when it listens on loopback only, else none.
    /// </summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>The path of the MCP endpoint; matched exactly. Default: <c>/mcp</c>.</summary>
    public string Path { get; set; } = "/mcp";

    /// <summary>A secret of 32 bytes or more, in base64, from which each feature derives a key of its own. Default: random at start, on loopback only.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The secret before the last change: still accepted, never used to make anything. Default: none.</summary>
    public string PreviousSecret { get; set; } = "";

    /// <summary>The resource's name for people, <c>resource_name</c> in the metadata (RFC 9728 section 2), and the title of the front page. Default: none.</summary>
    public string ResourceName { get; set; } = "";

    /// <summary>A page for developers, <c>resource_documentation</c> in the metadata (RFC 9728 section 2), linked from the front page. Default: none.</summary>
    public string ResourceDocumentation { get; set; } = "";

    /// <summary>The bytes of a secret; null when it is not base64 of at least 32 bytes.</summary>
    internal static byte[]? DecodeSecret(string value)
    {
        var buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(Encoding.UTF8.GetByteCount(value)) + 3];
        return Convert.TryFromBase64String(value, buffer, out var length) && length >= MinSecretBytes ? buffer[..length] : null;
    }

    void ISettings.Validate(SettingMistakes mistakes)
    {
        ValidatePublicUrl(mistakes);

        if (Path.Length < 2 || Path[0] != '/' || Path.EndsWith('/') || Path.Contains("//", StringComparison.Ordinal)
            || Path.Split('/').Any(segment => segment is "." or "..") || Path.AsSpan().ContainsAnyExcept(PathCharacters))
        {
            mistakes.Add("Gateway:Path", Path, "must begin with a slash, not end with one, and consist of letters, digits and -._~, such as /mcp.");
        }
        else if (UsedByTheGateway(Path))
        {
            mistakes.Add("Gateway:Path", Path, "is used by the gateway itself; choose another, such as /mcp.");
        }

        ValidateSecret("Gateway:Secret", Secret, mistakes);
        ValidateSecret("Gateway:PreviousSecret", PreviousSecret, mistakes);

        if (ResourceDocumentation.Length > 0
            && !(Uri.IsWellFormedUriString(ResourceDocumentation, UriKind.Absolute) && new Uri(ResourceDocumentation).Scheme is "http" or "https"))
        {
            mistakes.Add("Gateway:ResourceDocumentation", ResourceDocumentation, "must be an absolute http or https URL.");
        }
    }

    // Without letter case, as routing compares.
    private static bool UsedByTheGateway(string path) =>
        path.Equals("/health", StringComparison.OrdinalIgnoreCase)
        || path.Equals("/alive", StringComparison.OrdinalIgnoreCase)
        || path.StartsWith("/.well-known/", StringComparison.OrdinalIgnoreCase);

    private static void ValidateSecret(string key, string secret, SettingMistakes mistakes)
    {
        if (secret.Length > 0 && DecodeSecret(secret) is null)
        {
            mistakes.AddUnnamed(key, $"its value is not base64 of {MinSecretBytes} bytes or more; make one with: openssl rand -base64 32");
        }
    }

    private void ValidatePublicUrl(SettingMistakes mistakes)
    {
        const string Key = "Gateway:PublicUrl";
        if (PublicUrl.Length == 0)
        {
            return;
        }

        if (UrlRules.FindMistake(PublicUrl) is { } mistake)
        {
            mistakes.Add(Key, PublicUrl, mistake);
            return;
        }

        var uri = new Uri(PublicUrl);
        if (uri.AbsolutePath != "/")
        {
            mistakes.Add(Key, PublicUrl, $"must be an origin without a path, here '{uri.GetLeftPart(UriPartial.Authority)}'; the path of the endpoint is Gateway:Path.");
            return;
        }

        // Lower-case scheme and host, no default port, no slash: the form in which clients and issuers compare it (RFC 9728 section 3.3).
        PublicUrl = uri.GetLeftPart(UriPartial.Authority);
    }
}
