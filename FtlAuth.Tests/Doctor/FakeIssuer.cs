using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace FtlAuth.Tests.Doctor;

/// <summary>An issuer that publishes what AuthKit publishes, until the test changes it.</summary>
internal sealed class FakeIssuer : IAsyncDisposable
{
    private static readonly Lazy<string> DefaultKeys = new(NewKeys);

    private FakeServer _server = null!;

    public string Url => _server.Origin;

    /// <summary>Changes the document of RFC 8414.</summary>
    public Action<JsonObject> Change { get; set; } = _ => { };

    /// <summary>Changes the document of OpenID Connect; null for none.</summary>
    public Action<JsonObject>? ChangeOpenId { get; set; } = _ => { };

    /// <summary>What is at the key URI.</summary>
    public string Keys { get; set; } = DefaultKeys.Value;

    /// <summary>The <c>Date</c> of its answers; null for the real one.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <summary>The status of all its answers.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    public static async Task<FakeIssuer> StartAsync()
    {
        var issuer = new FakeIssuer();
        issuer._server = await FakeServer.StartAsync(issuer.AnswerAsync);
        return issuer;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (Date is { } date)
        {
            context.Response.Headers.Date = date.ToString("r");
        }

        return context.Request.Path.Value switch
        {
            "/.well-known/oauth-authorization-server" => context.Response.WriteAsync(Document(Change)),
            "/.well-known/openid-configuration" when ChangeOpenId is not null => context.Response.WriteAsync(Document(ChangeOpenId)),
            "/oauth2/jwks" => context.Response.WriteAsync(Keys),
            _ => NotFound(context),
        };
    }

    private string Document(Action<JsonObject> change)
    {
        var document = new JsonObject
        {
            ["issuer"] = Url,
            ["authorization_endpoint"] = $"{Url}/oauth2/authorize",
            ["token_endpoint"] = $"{Url}/oauth2/token",
            ["jwks_uri"] = $"{Url}/oauth2/jwks",
            ["registration_endpoint"] = $"{Url}/oauth2/register",
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
            ["client_id_metadata_document_supported"] = true,
        };
        change(document);
        return document.ToJsonString();
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static string NewKeys()
    {
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportParameters(false);
        return $$"""{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"one","n":"{{Base64UrlEncoder.Encode(key.Modulus)}}","e":"{{Base64UrlEncoder.Encode(key.Exponent)}}"}]}""";
    }
}
