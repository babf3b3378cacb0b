using System.Text.Json.Nodes;
using ModelContextProtocol.Server;

namespace FtlAuth.MockMcp.Sessions;

/// <summary>Remembers for a session's tools the <c>params._authContext</c> of the <c>initialize</c> request that started it.</summary>
internal static class InitializeAuthContext
{
    private const string Member = "_authContext";

    /// <summary>Called by the SDK once per session, while the request that starts it is still there.</summary>
    public static void Capture(HttpContext context, McpServerOptions options)
    {
        var authContext = Read(context.BufferedBody());
        if (authContext is not null)
        {
            options.Filters.Request.CallToolFilters.Add(next => (request, token) =>
            {
                request.Items[Member] = authContext;
                return next(request, token);
            });
        }
    }

    /// <summary>What <see cref="Capture"/> remembered; null when <c>initialize</c> carried none, or there was no <c>initialize</c>.</summary>
    public static JsonNode? Of(MessageContext request) =>
        request.Items.TryGetValue(Member, out var authContext) ? (JsonNode?)authContext : null;

    // The SDK has already parsed the body as one JSON-RPC message.
    private static JsonNode? Read(ReadOnlyMemory<byte> body) =>
        JsonNode.Parse(body.Span)?["params"] is JsonObject parameters && parameters[Member] is { } authContext
            ? authContext.DeepClone()
            : null;
}
