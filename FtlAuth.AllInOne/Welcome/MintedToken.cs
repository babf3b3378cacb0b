using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FtlAuth.AllInOne.Welcome;

/// <summary>The answer of the mock issuer's <c>POST /admin/tokens</c>.</summary>
internal sealed record MintedToken([property: JsonPropertyName("access_token")] string AccessToken)
{
    /// <summary>Mints an access token for the first test user; null when the issuer serves no <c>/admin</c>.</summary>
    public static async Task<string?> RequestAsync(string issuer, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync($"{issuer}/admin/tokens", content, cancellationToken);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync(MintedTokenJsonContext.Default.MintedToken, cancellationToken))?.AccessToken
            : null;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MintedToken))]
internal sealed partial class MintedTokenJsonContext : JsonSerializerContext;
