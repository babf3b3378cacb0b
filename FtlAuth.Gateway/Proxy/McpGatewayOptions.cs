using System.Buffers;
using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Proxy;

/// <summary>The one MCP server behind the gateway. Section <c>McpGateway</c>.</summary>
public sealed class McpGatewayOptions : ISettings
{
    private static readonly SearchValues<char> HeaderNameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~");

    static string ISettings.Section => "McpGateway";

    /// <summary>The server's URL, or a service-discovery name in place of its host. Default: <c>http://ftl-mcp-gateway/mcp-internal</c>.</summary>
    /// <remarks>A server that cannot be reached, redirects, or answers 401 itself is 502.</remarks>
    public string Url { get; set; } = "http://ftl-mcp-gateway/mcp-internal";

    /// <summary>
    /// Fixed headers for the server, by name, such as its own credential; they replace what the client sent. Default: none.
    /// Identity headers (<c>X-Auth-*</c>), <c>Host</c> and headers about the message itself cannot be set.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    void ISettings.Validate(SettingMistakes mistakes)
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            mistakes.Add("McpGateway:Url", Url, "must be an absolute http or https URL without user name, query or fragment, such as http://localhost:3002/mcp-internal.");
        }

        using var probe = new HttpRequestMessage();
        foreach (var (name, value) in Headers)
        {
            // HttpClient keeps headers of contents and of answers apart and refuses them on a request.
            if (name.AsSpan().ContainsAnyExcept(HeaderNameCharacters) || RequestHeaderRules.IsReserved(name) || !probe.Headers.TryAddWithoutValidation(name, ""))
            {
                mistakes.AddUnnamed($"McpGateway:Headers:{name}", "cannot be set: the gateway or the protocol owns this header, or it is no header of requests.");
            }
            else if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                mistakes.AddUnnamed($"McpGateway:Headers:{name}", "its value must be printable ASCII.");
            }
        }
    }
}
