using System.Buffers;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace FtlAuth.Gateway.Mcp;

/// <summary>Error answers with the body of JSON-RPC 2.0 section 5.1, with the request's id where it is known.</summary>
internal static class JsonRpcError
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;

    /// <summary>A header of a modern request does not say what its body says (MCP 2026-07-28, streamable HTTP, server validation).</summary>
    public const int HeaderMismatch = -32020;

    /// <summary>What the SDKs' servers say of a session that they do not know.</summary>
    public const int SessionNotFound = -32001;

    /// <summary>Of the range that JSON-RPC leaves to implementations: the gateway refuses, or the server behind it fails.</summary>
    public const int ServerError = -32000;

    public static async Task WriteAsync(HttpContext context, int status, int code, string message)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc"u8, "2.0"u8);
            if (context.Features.Get<McpRequest>() is { } request && request.Id.Length > 0)
            {
                writer.WritePropertyName("id"u8);
                writer.WriteRawValue(request.Id, skipInputValidation: true);
            }

            writer.WriteStartObject("error"u8);
            writer.WriteNumber("code"u8, code);
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        var response = context.Response;
        response.StatusCode = status;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
