using System.Net;
using System.Text.Json;

namespace FtlAuth.Tests.MockAuthKit;

/// <summary>What an endpoint for clients answered.</summary>
public sealed record OAuthAnswer(HttpStatusCode Status, JsonElement Body, string? CacheControl, string? Challenge)
{
    public string? Error => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("error", out var error) ? error.GetString() : null;

    /// <summary>The body of an answer that has to be a success.</summary>
    public JsonElement Succeeded()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{(int)Status} {Body}");
        return Body;
    }
}
