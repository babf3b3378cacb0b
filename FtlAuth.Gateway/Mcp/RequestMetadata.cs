using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace FtlAuth.Gateway.Mcp;

/// <summary>
/// The headers in which a modern request says again what its body says (MCP 2026-07-28, streamable HTTP, request metadata). Where the two differ,
/// whoever goes by the header and whoever goes by the body would take the request for two different ones.
/// </summary>
internal static class RequestMetadata
{
    public const string MethodHeader = "Mcp-Method";
    public const string NameHeader = "Mcp-Name";

    private const string EncodedPrefix = "=?base64?";
    private const string EncodedSuffix = "?=";

    /// <summary>The header that says something else than the message; null when none does. A header that is not there says nothing.</summary>
    public static string? FindMismatch(IHeaderDictionary headers, in InspectedMessage message, ReadOnlySpan<byte> body)
    {
        var version = headers[ProtocolVersion.Header];
        if (version.Count > 0 && message.ProtocolVersion.Exists && !Says(version, message.ProtocolVersion, body))
        {
            return ProtocolVersion.Header;
        }

        var method = headers[MethodHeader];
        if (method.Count > 0 && !Says(method, message.Method, body))
        {
            return MethodHeader;
        }

        var name = headers[NameHeader];
        return name.Count > 0 && NamedBy(message, body) is { } named && (name.Count > 1 || !Says(Decode(name[0]), named, body)) ? NameHeader : null;
    }

    /// <summary>The text of a header value that may be encoded; null when it is encoded wrongly.</summary>
    internal static string? Decode(string? value)
    {
        if (value is null || !value.StartsWith(EncodedPrefix, StringComparison.Ordinal) || !value.EndsWith(EncodedSuffix, StringComparison.Ordinal)
            || value.Length < EncodedPrefix.Length + EncodedSuffix.Length)
        {
            return value;
        }

        var encoded = value.AsSpan(EncodedPrefix.Length..^EncodedSuffix.Length);
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        try
        {
            // One spelling only: the decoder would skip white space, and ignore bits that stand for nothing.
            return Convert.TryFromBase64Chars(encoded, bytes, out var length) && encoded.SequenceEqual(Convert.ToBase64String(bytes.AsSpan(0, length)))
                ? StrictUtf8.GetString(bytes, 0, length)
                : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // What other methods name in this header is their own affair.
    private static InspectedText? NamedBy(in InspectedMessage message, ReadOnlySpan<byte> body) =>
        message.Method.Is(body, "tools/call") || message.Method.Is(body, "prompts/get") ? message.Name
        : message.Method.Is(body, "resources/read") ? message.Uri
        : null;

    private static bool Says(StringValues header, InspectedText text, ReadOnlySpan<byte> body) => header.Count == 1 && Says(header[0], text, body);

    private static bool Says(string? header, InspectedText text, ReadOnlySpan<byte> body) => header is not null && text.Is(body, header);

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
