using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FtlAuth.Tests.Mcp;

/// <summary>The eras, and the headers of a modern request, by rules written a second time.</summary>
internal static partial class ReferenceMetadata
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public static bool IsModern(IHeaderDictionary headers, ReferenceBody body) =>
        headers["MCP-Protocol-Version"].Any(IsModern) || body.Messages.Any(message => message.Version is not null);

    public static bool IsModern(string? version) =>
        version is not null && Date().IsMatch(version)
        && DateTime.TryParse(version, CultureInfo.InvariantCulture, out var date) && date >= new DateTime(2026, 7, 28, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Whether a header says something else than the message.</summary>
    public static bool Differs(IHeaderDictionary headers, ReferenceMessage message)
    {
        var method = ReferenceMessage.TextOf(message.Method);
        var named = method switch
        {
            "tools/call" or "prompts/get" => message.Name,
            "resources/read" => message.Uri,
            _ => null,
        };
        var namesSomething = method is "tools/call" or "prompts/get" or "resources/read";
        return (message.Version is not null && Differs(headers["MCP-Protocol-Version"], ReferenceMessage.TextOf(message.Version)))
            || Differs(headers["Mcp-Method"], method)
            || (namesSomething && Differs(headers["Mcp-Name"].Select(Decode).ToArray(), ReferenceMessage.TextOf(named)));
    }

    /// <summary>The text of a value; null when it is encoded wrongly.</summary>
    public static string? Decode(string? value)
    {
        if (value is null || Encoded().Match(value) is not { Success: true } match)
        {
            return value;
        }

        try
        {
            var bytes = Convert.FromBase64String(match.Groups[1].Value);
            return Convert.ToBase64String(bytes) == match.Groups[1].Value ? StrictUtf8.GetString(bytes) : null;
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool Differs(StringValues header, string? text) => header.Count > 0 && (header.Count > 1 || text is null || header[0] != text);

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}\\z")]
    private static partial Regex Date();

    [GeneratedRegex("^=\\?base64\\?(.*)\\?=\\z", RegexOptions.Singleline)]
    private static partial Regex Encoded();
}
