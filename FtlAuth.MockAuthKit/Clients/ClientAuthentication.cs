using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace FtlAuth.MockAuthKit.Clients;

/// <summary>Which client asks, proven by its secret when it has one (RFC 6749, section 2.3).</summary>
internal sealed class ClientAuthentication(ClientDirectory clients)
{
    private const string BasicPrefix = "Basic ";

    public async Task<OAuthResult<Client>> AuthenticateAsync(
        HttpRequest request, RequestParameters parameters, CancellationToken cancellationToken)
    {
        if (!ReadCredentials(request, parameters).Succeeded(out var credentials, out var error))
        {
            return error;
        }

        var found = await clients.FindAsync(credentials.ClientId, cancellationToken);
        if (!found.Succeeded(out var client, out _))
        {
            return found;
        }

        // A client may send its secret either way, as several do whatever they registered; a public one sends none.
        return IsRight(client.ClientSecret, credentials.ClientSecret)
            ? client
            : OAuthError.InvalidClient(client.ClientSecret is null ? "This client has no secret." : "The client secret is missing or wrong.");
    }

    /// <summary>The error as an answer: 401 for a client that is not authenticated, with a challenge when it used the header.</summary>
    public static IResult Refuse(HttpContext context, OAuthError error)
    {
        if (error.Error != "invalid_client")
        {
            return error.ToResult();
        }

        if (context.Request.Headers.ContainsKey(HeaderNames.Authorization))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"oauth2\", charset=\"UTF-8\"";
        }

        return error.ToResult(StatusCodes.Status401Unauthorized);
    }

    private static OAuthResult<Credentials> ReadCredentials(HttpRequest request, RequestParameters parameters)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return parameters["client_id"] is { } clientId
                ? new Credentials(clientId, parameters["client_secret"])
                : OAuthError.InvalidClient("client_id is missing.");
        }

        if (!header.StartsWith(BasicPrefix, StringComparison.OrdinalIgnoreCase)
            || DecodeBasic(header[BasicPrefix.Length..]) is not { } credentials)
        {
            return OAuthError.InvalidClient("The Authorization header is not HTTP Basic with the client's id and secret.");
        }

        if (parameters["client_secret"] is not null)
        {
            return OAuthError.InvalidRequest("Send the client secret once, in the header or in the body.");
        }

        return parameters["client_id"] is { } bodyId && bodyId != credentials.ClientId
            ? OAuthError.InvalidRequest("The client_id in the body is not the one in the header.")
            : credentials;
    }

    private static Credentials? DecodeBasic(string value)
    {
        var bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value.Trim(), bytes, out var length))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts is [var id, var secret]
            ? new Credentials(FormDecode(id), secret.Length == 0 ? null : FormDecode(secret))
            : null;
    }

    private static string FormDecode(string value) => Uri.UnescapeDataString(value.Replace('+', ' '));

    private static bool IsRight(string? expected, string? actual) =>
        expected is null || actual is null
            ? expected is null && actual is null
            : CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(actual));

    private sealed record Credentials(string ClientId, string? ClientSecret);
}
