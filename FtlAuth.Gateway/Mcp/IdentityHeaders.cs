using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Mcp;

/// <summary>The <c>X-Auth-*</c> headers that tell the MCP server who the user is; only the gateway can set them.</summary>
internal static class IdentityHeaders
{
    public const string Prefix = "X-Auth-";

    /// <summary>What all of them may take together, names and values; the user and the issuer are always there.</summary>
    public const int MaxTotalLength = 8 * 1024;

    private const string UserId = "X-Auth-User-Id";
    private const string Issuer = "X-Auth-Issuer";

    private static readonly Dictionary<string, string> NoneMapped = [];

    private static readonly SearchValues<char> Verbatim =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(character => character != '%')]);

    private static readonly FrozenSet<string> Own = new[]
    {
        UserId, Issuer, "X-Auth-Client-Id", "X-Auth-Org-Id", "X-Auth-Session-Id", "X-Auth-Email", "X-Auth-Scopes",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The headers of a token; <paramref name="leftOut"/> names those for which there was no room.</summary>
    /// <param name="token">The user's token.</param>
    /// <param name="leftOut">Names, separated by commas; null when there was room for all.</param>
    /// <param name="mapped">Further headers, by claim.</param>
    public static List<KeyValuePair<string, string>> Of(
        VerifiedToken token, out string? leftOut, IReadOnlyDictionary<string, string>? mapped = null)
    {
        leftOut = null;
        var headers = new List<KeyValuePair<string, string>>(7)
        {
            new(UserId, Encode(token.Subject)),
            new(Issuer, Encode(token.Issuer)),
        };
        var total = headers.Sum(header => header.Key.Length + header.Value.Length);
        foreach (var (name, value) in Optional(token, mapped))
        {
            if (value is null)
            {
                continue;
            }

            if (total + name.Length + value.Length > MaxTotalLength)
            {
                leftOut = leftOut is null ? name : $"{leftOut}, {name}";
                continue;
            }

            total += name.Length + value.Length;
            headers.Add(new KeyValuePair<string, string>(name, value));
        }

        return headers;
    }

    /// <summary>Percent-encodes what a header cannot carry, and the percent sign, so that no two values give the same header.</summary>
    internal static string Encode(string value)
    {
        if (!value.AsSpan().ContainsAnyExcept(Verbatim))
        {
            return value;
        }

        var encoded = new StringBuilder(value.Length * 2);
        foreach (var unit in Encoding.UTF8.GetBytes(value))
        {
            if (Verbatim.Contains((char)unit))
            {
                encoded.Append((char)unit);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
            }
        }

        return encoded.ToString();
    }

    /// <summary>Whether a claim may go into the header of this name.</summary>
    public static bool CanBeMappedTo(string name) =>
        name.Length > Prefix.Length
        && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')
        && !Own.Contains(name);

    private static IEnumerable<(string Name, string? Value)> Optional(VerifiedToken token, IReadOnlyDictionary<string, string>? mapped) =>
    [
        ("X-Auth-Client-Id", EncodeOptional(token.ClientId)),
        ("X-Auth-Org-Id", EncodeOptional(token.OrganizationId)),
        ("X-Auth-Session-Id", EncodeOptional(token.SessionId)),
        ("X-Auth-Email", EncodeOptional(token.Email)),
        ("X-Auth-Scopes", token.Scopes.Count > 0 ? Join(token.Scopes) : null),
        .. (mapped ?? NoneMapped).Select(entry => (entry.Value, token.ClaimValues(entry.Key) is { Count: > 0 } values ? Join(values) : null)),
    ];

    private static string Join(IReadOnlyList<string> values) => string.Join(' ', values.Select(Encode));

    private static string? EncodeOptional(string? value) => value is null ? null : Encode(value);
}
