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

    private static bool IsToken(string pair)
    {
        var name = pair.Split('=', 2)[0].Replace('+', ' ');
        return Uri.UnescapeDataString(name).Trim().Equals("access_token", StringComparison.OrdinalIgnoreCase);
    }
}
