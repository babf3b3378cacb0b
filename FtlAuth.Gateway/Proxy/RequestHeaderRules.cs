using System.Buffers;
using System.Collections.Frozen;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Gateway.Sessions;
using Microsoft.Net.Http.Headers;

namespace FtlAuth.Gateway.Proxy;

/// <summary>Which of a client's headers never reach the MCP server: credentials, whatever claims an identity or an origin, and hop-by-hop ones.</summary>
internal static class RequestHeaderRules
{
    // With '-' for everything that CGI-like servers take as the same: an underscore, to some of them any other character.
    private static readonly FrozenSet<string> Removed = new[]
    {
        "authorization", "cookie", "proxy-authorization", "proxy-connection", "forwarded", "x-original-url", "x-rewrite-url", "x-content-length",
        "trailer", "expect", "te", "transfer-encoding", "x-trace-id",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Framing = new[]
    {
        "host", "content-length", "content-type", "transfer-encoding", "connection", "upgrade", "keep-alive",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What the gateway itself goes by.
    private static readonly FrozenSet<string> Judged = Framing.Concat(
    [
        HeaderNames.ContentEncoding, SessionIds.Header, ProtocolVersion.Header, RequestMetadata.MethodHeader, RequestMetadata.NameHeader, "Last-Event-ID",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Unmistakable = SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether a client's header of this name is removed.</summary>
    public static bool IsRemoved(string name)
    {
        var normal = Normalize(name);
        return normal.StartsWith(IdentityHeaders.Prefix, StringComparison.OrdinalIgnoreCase)
            || normal.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || normal.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
            || Removed.Contains(normal)

            // The real ones pass, and are judged; these would be read instead of them by the same servers.
            || (!ReferenceEquals(normal, name) && (Judged.Contains(normal) || HasDisguisedPrefix(normal, name)));
    }

    /// <summary>Whether the gateway or the protocol owns this header, so that configuration cannot set it either.</summary>
    public static bool IsReserved(string name)
    {
        var normal = Normalize(name);
        return normal.StartsWith(IdentityHeaders.Prefix, StringComparison.OrdinalIgnoreCase)
            || normal.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || normal.StartsWith("Mcp-", StringComparison.OrdinalIgnoreCase)
            || Framing.Contains(normal);
    }

    /// <summary>
    /// Removes from a request what must not go on, what its <c>Connection</c> header nominates (RFC 9110 section 7.6.1), and what configuration sets.
    /// </summary>
    public static void Apply(IHeaderDictionary headers, IReadOnlyDictionary<string, string> configured)
    {
        // Without a list for the one that is always there.
        headers.Authorization = default;
        List<string>? removed = null;
        foreach (var header in headers)
        {
            if (IsRemoved(header.Key) || (configured.Count > 0 && IsAmong(configured.Keys, header.Key)))
            {
                (removed ??= []).Add(header.Key);
            }
        }

        foreach (var nominated in headers.GetCommaSeparatedValues(HeaderNames.Connection))
        {
            if (!Framing.Contains(nominated))
            {
                (removed ??= []).Add(nominated);
            }
        }

        if (removed is null)
        {
            return;
        }

        foreach (var name in removed)
        {
            headers.Remove(name);
        }
    }

    // The names of parameters are the tool's, and may be Mcp-Param-user_id; Mcp_Param-user_id is nobody's.
    private static bool HasDisguisedPrefix(string normal, string name)
    {
        const string Parameter = "Mcp-Param-";
        const string Any = "Mcp-";
        return normal.StartsWith(Any, StringComparison.OrdinalIgnoreCase) && !name.StartsWith(
            normal.StartsWith(Parameter, StringComparison.OrdinalIgnoreCase) ? Parameter : Any, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsAmong(IEnumerable<string> names, string name) =>
        names.Any(known => Normalize(known).Equals(Normalize(name), StringComparison.OrdinalIgnoreCase));

    private static string Normalize(string name) => name.AsSpan().ContainsAnyExcept(Unmistakable)
        ? string.Create(name.Length, name, (normal, from) =>
        {
            from.CopyTo(normal);
            normal.ReplaceAnyExcept(Unmistakable, '-');
        })
        : name;
}
