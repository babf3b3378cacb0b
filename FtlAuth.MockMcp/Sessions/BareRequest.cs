using System.Text.Json;

namespace FtlAuth.MockMcp.Sessions;

/// <summary>A POST that neither belongs to a session nor starts one.</summary>
internal sealed record BareRequest
{
    private const string SessionIdHeader = "Mcp-Session-Id";
    private const string InitializeMethod = "initialize";

    /// <summary>The current request as a bare one; null when it is none.</summary>
    public static BareRequest? From(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && !context.Request.Headers.ContainsKey(SessionIdHeader)
        && MethodOf(context.BufferedBody()) is { } method
        && method != InitializeMethod
            ? new BareRequest()
            : null;

    /// <summary>The JSON-RPC method; null when the body is not one JSON-RPC request or notification.</summary>
    private static string? MethodOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("method", out var method)
                && method.ValueKind is JsonValueKind.String
                    ? method.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
