namespace FtlAuth.AllInOne.Welcome;

/// <summary>What a person reads after the start: where everything is and what to do next.</summary>
internal static class WelcomeText
{
    /// <param name="stack">The running stack.</param>
    /// <param name="token">A fresh access token; null when the mock issuer mints none.</param>
    public static string For(FtlAuthSystem stack, string? token) => $$$"""

        FtlAuth is running.

          Gateway            {{{stack.Resource}}}
          Mock issuer        {{{stack.IssuerUrl}}}
          Mock MCP gateway   {{{stack.McpUrl}}}
          Cache              {{{stack.CacheAddress}}} (Garnet, speaks Redis)

        Ask it something:

          curl {{{stack.GatewayUrl}}}/.well-known/oauth-protected-resource

          curl -H "Authorization: Bearer {{{token ?? "YOUR_JWT_TOKEN"}}}" \
               -H "Content-Type: application/json" \
               -d '{"jsonrpc":"2.0","method":"tools/list","id":1}' \
               {{{stack.Resource}}}

        {{{WhereTokensComeFrom(stack)}}}

        Connect a client; it opens the issuer's sign-in page:

          Claude Code     claude mcp add --transport http ftlauth {{{stack.Resource}}}
          VS Code         code --add-mcp '{"name":"ftlauth","type":"http","url":"{{{stack.Resource}}}"}'
          Cursor          in ~/.cursor/mcp.json: {{{CursorServers(stack.Resource)}}}
          MCP Inspector   npx @modelcontextprotocol/inspector --transport http --server-url {{{stack.Resource}}}
          mcp-remote      npx mcp-remote {{{stack.Resource}}}

        Ctrl-C stops everything.

        """;

    private static string WhereTokensComeFrom(FtlAuthSystem stack) => !stack.AcceptsMockIssuer
        ? "A token comes from the issuer that is configured; those of the mock issuer are refused."
        : $$"""
            The token lives 5 minutes; another one:

              curl -s -X POST -H "Content-Type: application/json" -d '{}' {{stack.IssuerUrl}}/admin/tokens
            """;

    private static string CursorServers(string url) => $$"""{"mcpServers":{"ftlauth":{"url":"{{url}}"}""" + "}}";
}
