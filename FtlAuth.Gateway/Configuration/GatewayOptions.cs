using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;
using FtlAuth.Gateway.Operations;

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
    /// <remarks>
    /// When it is set, no header of a request changes any URL that the gateway emits. Without it, and off loopback, an own <c>AuthKit:Audience</c> is
    /// needed; URLs are then derived from the host of each request.
    /// </remarks>
    public string PublicUrl { get; set; } = "";

    /// <summary>The path of the MCP endpoint; matched byte for byte, any other path is 404. Default: <c>/mcp</c>.</summary>
    public string Path { get; set; } = "/mcp";

    /// <summary>A secret of 32 bytes or more, in base64, from which each feature derives a key of its own. Default: random at start, on loopback only.</summary>
    /// <remarks>
    /// It seals the key sets in Redis and makes session ids. Every replica needs the same. Off loopback it is required, unless there is no Redis and
    /// <c>Sessions:Bind</c> is false. Make one with <c>openssl rand -base64 32</c>. It is never logged.
    /// </remarks>
    public string Secret { get; set; } = "";

    /// <summary>The secret before the last change, in base64: still accepted, never used to make anything. Default: none.</summary>
    /// <remarks>Set it when <see cref="Secret"/> changes, so that sessions and the keys in Redis outlive the change; remove it some days later.</remarks>
    public string PreviousSecret { get; set; } = "";

    /// <summary>The resource's name for people, <c>resource_name</c> in the metadata (RFC 9728 section 2), and the title of the front page. Default: none.</summary>
    public string ResourceName { get; set; } = "";

    /// <summary>A page for developers, <c>resource_documentation</c> in the metadata (RFC 9728 section 2), linked from the front page. Default: none.</summary>
    public string ResourceDocumentation { get; set; } = "";

    /// <summary>
    /// A port of its own for <c>/health</c>, <c>/alive</c> and <c>/started</c>, which then answer there only, say why, and nothing else answers there; plain
    /// http. Default: none, they answer beside the MCP endpoint.
    /// </summary>
    public int? ManagementPort { get; set; }

    /// <summary>The address on which <see cref="ManagementPort"/> listens, such as <c>127.0.0.1</c>. Default: every address.</summary>
    public string ManagementAddress { get; set; } = "";

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

        if (ManagementPort is < 1 or > ushort.MaxValue)
        {
            mistakes.Add("Gateway:ManagementPort", $"{ManagementPort}", $"must be a port between 1 and {ushort.MaxValue}.");
        }

        if (ManagementAddress.Length > 0 && !IPAddress.TryParse(ManagementAddress, out _))
        {
            mistakes.Add("Gateway:ManagementAddress", ManagementAddress, "must be an IP address, such as 127.0.0.1 or ::; leave it out for every address.");
        }

        if (ResourceDocumentation.Length > 0
            && !(Uri.IsWellFormedUriString(ResourceDocumentation, UriKind.Absolute) && new Uri(ResourceDocumentation).Scheme is "http" or "https"))
        {
            mistakes.Add("Gateway:ResourceDocumentation", ResourceDocumentation, "must be an absolute http or https URL.");
        }
    }

    // Without letter case, as routing compares.
    private static bool UsedByTheGateway(string path) =>
        path.Equals(HealthEndpoints.Health, StringComparison.OrdinalIgnoreCase)
        || path.Equals(HealthEndpoints.Alive, StringComparison.OrdinalIgnoreCase)
        || path.Equals(HealthEndpoints.Started, StringComparison.OrdinalIgnoreCase)
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
