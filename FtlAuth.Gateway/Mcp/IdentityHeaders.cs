using System.Buffers;
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

    private static readonly SearchValues<char> Verbatim =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(character => character != '%')]);

    /// <summary>The headers of a token; <paramref name="leftOut"/> names those for which there was no room.</summary>
    public static List<KeyValuePair<string, string>> Of(VerifiedToken token, out string? leftOut)
    {
        leftOut = null;
        var headers = new List<KeyValuePair<string, string>>(7)
        {
            new("X-Auth-User-Id", Encode(token.Subject)),
            new("X-Auth-Issuer", Encode(token.TokenIssuer)),
        };
        var total = headers.Sum(header => header.Key.Length + header.Value.Length);
        foreach (var (name, value) in Optional(token))
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

    private static (string Name, string? Value)[] Optional(VerifiedToken token) =>
    [
        ("X-Auth-Client-Id", EncodeOptional(token.ClientId)),
        ("X-Auth-Org-Id", EncodeOptional(token.OrganizationId)),
        ("X-Auth-Session-Id", EncodeOptional(token.SessionId)),
        ("X-Auth-Email", EncodeOptional(token.Email)),
        ("X-Auth-Scopes", token.Scopes.Count > 0 ? string.Join(' ', token.Scopes.Select(Encode)) : null),
    ];

    private static string? EncodeOptional(string? value) => value is null ? null : Encode(value);
}
