using System.Net;
using System.Text.Json.Nodes;
using FtlAuth.Tests.Clients;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace FtlAuth.Tests.MockAuthKit;

/// <summary>Clients that are known by the document at the URL that is their id.</summary>
public sealed class ClientIdMetadataDocumentTests(ApprovingIssuer shared) : IClassFixture<ApprovingIssuer>
{
    private MockIssuer Issuer => shared.Issuer;

    [Fact]
    public async Task Client_WithADocumentOverHttps_IsKnownAndNamedByItsHost()
    {
        await using var site = await ClientMetadataDocument.ServeAsync(MockIssuer.RedirectUri);
        await using var issuer = await MockIssuer.StartAsync(site.Trust);
        using var page = await SignInPage.OpenAsync(issuer, MockIssuer.AuthorizePath(site.Address.ToString()));

        using var response = await page.PressAsync("Allow");

        Assert.Contains("A client with a document", page.Document.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(site.Address.Authority, page.Document.QuerySelector("dd")!.TextContent);
        var client = new RegisteredClient(site.Address.ToString());
        var tokens = (await issuer.ExchangeAsync(client, MockIssuer.Query(response)["code"]!)).Succeeded();
        Assert.Equal(client.Id, Jwt.Claims(tokens.Text("access_token")!).Text("client_id"));
        Assert.Equal(1, site.Fetches);
    }

    [Theory]
    [InlineData("?other=1")]
    [InlineData("?client_id=x")]
    public async Task Client_WhoseDocumentNamesAnotherId_IsRefused(string query)
    {
        await using var site = await ClientMetadataDocument.ServeAsync(MockIssuer.RedirectUri);
        await using var issuer = await MockIssuer.StartAsync(site.Trust);

        using var response = await issuer.AuthorizeAsync(site.Address + query);

        await AssertRefusedAsync(response, "The client_id in the client id metadata document is not its URL");
        Assert.Equal(1, site.Fetches);
    }

    [Fact]
    public async Task Client_WhoseCertificateIsNotTrusted_IsRefused()
    {
        await using var site = await ClientMetadataDocument.ServeAsync(MockIssuer.RedirectUri);

        using var response = await Issuer.AuthorizeAsync(site.Address.ToString());

        await AssertRefusedAsync(response, "cannot be fetched");
        Assert.Equal(0, site.Fetches);
    }

    [Fact]
    public async Task Client_OnLoopback_IsNotFetchedOutsideDevelopment()
    {
        await using var site = await ClientMetadataDocument.ServeAsync(MockIssuer.RedirectUri);
        await using var issuer = await MockIssuer.StartAsync(site.Trust, (HostDefaults.EnvironmentKey, Environments.Production));

        using var response = await issuer.AuthorizeAsync(site.Address.ToString());

        await AssertRefusedAsync(response, "cannot be fetched");
        Assert.Equal(0, site.Fetches);
    }

    [Fact]
    public async Task Client_WithARedirectUriThatIsNotInItsDocument_IsRefused()
    {
        await using var site = await ClientMetadataDocument.ServeAsync(MockIssuer.RedirectUri);
        await using var issuer = await MockIssuer.StartAsync(site.Trust);

        using var response = await issuer.AuthorizeAsync(site.Address.ToString(), ("redirect_uri", "https://evil.example/callback"));

        await AssertRefusedAsync(response, "has not registered");
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("client_secret_post", "must be none")]
    public async Task Document_OverHttpOnLoopback_IsReadInDevelopment(string method, string? refusal)
    {
        await using var site = await FakeServer.StartAsync(context => context.Response.WriteAsync(Document(context, document => document["token_endpoint_auth_method"] = method)));

        await AssertAsync(await Issuer.AuthorizeAsync(site.Origin + "/client.json"), refusal);
    }

    [Theory]
    [InlineData("secret", "must be none")]
    [InlineData("redirects", "is not valid")]
    [InlineData("text", "cannot be fetched, or is not JSON")]
    [InlineData("array", "is not valid")]
    [InlineData("huge", "cannot be fetched")]
    [InlineData("missing", "was answered with 404")]
    [InlineData("moved", "was answered with 302")]
    [InlineData("good", null)]
    public async Task Document_WithAMistake_IsRefused(string kind, string? refusal)
    {
        await using var site = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = kind switch { "missing" => StatusCodes.Status404NotFound, "moved" => StatusCodes.Status302Found, _ => StatusCodes.Status200OK };
            context.Response.Headers.Location = kind == "moved" ? "/elsewhere.json" : default;
            return context.Response.WriteAsync(kind switch
            {
                "text" => "no JSON",
                "array" => "[]",
                "huge" => Document(context, _ => { }) + new string(' ', 65 * 1024),
                "secret" => Document(context, document => document["client_secret"] = "x"),
                "redirects" => Document(context, document => document["redirect_uris"] = new JsonArray("http://client.example/")),
                _ => Document(context, _ => { }),
            });
        });

        await AssertAsync(await Issuer.AuthorizeAsync(site.Origin + "/client.json"), refusal);
    }

    [Theory]
    [InlineData("https://client.example")]
    [InlineData("https://client.example/")]
    [InlineData("https://user@client.example/client.json")]
    [InlineData("https://client.example/client.json#fragment")]
    [InlineData("https://client.example/a/../client.json")]
    [InlineData("http://client.example/client.json")]
    [InlineData("ftp://client.example/client.json")]
    public async Task ClientId_ThatIsNoSuchUrl_IsRefusedUnfetched(string clientId)
    {
        using var response = await Issuer.AuthorizeAsync(clientId);

        await AssertRefusedAsync(response, "must be https, have a path");
    }

    [Theory]
    [InlineData("https://10.0.0.1/client.json")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::ffff:192.168.0.1]/client.json")]
    [InlineData("https://[fd00::1]/client.json")]
    [InlineData("https://[64:ff9b::a00:1]/client.json")]
    public async Task ClientId_InAPrivateNetwork_IsNotFetched(string clientId)
    {
        // Without the check the attempt would hang until the deadline, or reach somebody.
        using var response = await Issuer.AuthorizeAsync(clientId).WaitAsync(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);

        await AssertRefusedAsync(response, "cannot be fetched");
    }

    [Fact]
    public async Task Document_IsFetchedAgainAfterFiveMinutes()
    {
        await using var site = await ClientMetadataDocument.ServeAsync(MockIssuer.RedirectUri);
        await using var issuer = await MockIssuer.StartAsync(site.Trust);
        using var first = await issuer.AuthorizeAsync(site.Address.ToString());
        issuer.Time.Advance(TimeSpan.FromSeconds(299));
        using var second = await issuer.AuthorizeAsync(site.Address.ToString());
        Assert.Equal(1, site.Fetches);
        issuer.Time.Advance(TimeSpan.FromSeconds(1));

        using var third = await issuer.AuthorizeAsync(site.Address.ToString());

        Assert.Equal(2, site.Fetches);
    }

    private static string Document(HttpContext context, Action<JsonObject> change)
    {
        var document = new JsonObject
        {
            ["client_id"] = $"http://{context.Request.Host}{context.Request.Path}",
            ["redirect_uris"] = new JsonArray(MockIssuer.RedirectUri),
        };
        change(document);
        return document.ToJsonString();
    }

    private static async Task AssertAsync(HttpResponseMessage response, string? refusal)
    {
        using var answer = response;
        if (refusal is null)
        {
            Assert.NotNull(MockIssuer.Query(answer)["code"]);
        }
        else
        {
            await AssertRefusedAsync(answer, refusal);
        }
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string description)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Header("Location"));
        Assert.Contains(description, await response.TextAsync(), StringComparison.Ordinal);
    }
}
