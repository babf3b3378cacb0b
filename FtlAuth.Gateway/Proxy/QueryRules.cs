namespace FtlAuth.Gateway.Proxy;

/// <summary>The query as it goes on: byte for byte, without any <c>access_token</c> (RFC 6750 section 2.3).</summary>
internal static class QueryRules
{
    public static string WithoutToken(string? query)
    {
        if (string.IsNullOrEmpty(query) || query.Length == 1)
        {
            return "";
        }

        // Some servers separate by semicolons too.
        var kept = query[1..].Split('&').Where(pair => !pair.Split(';').Any(IsToken)).ToArray();
        return kept.Length > 0 ? "?" + string.Join('&', kept) : "";
    }

    // PHP takes a dot, a space and a plus for an underscore, ends a name at a NUL, and reads name[] as name.
    private static bool IsToken(string pair)
    {
        var name = Uri.UnescapeDataString(pair.Split('=', 2)[0].Replace('+', ' ')).Trim().Split('\0', '[')[0];
        return name.Replace('.', '_').Replace(' ', '_').Equals("access_token", StringComparison.OrdinalIgnoreCase);
    }
}
