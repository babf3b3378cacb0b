using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FtlAuth.Tests.Clients;

/// <summary>A client's own web site, which serves its client id metadata document.</summary>
internal sealed class ClientMetadataDocument : IAsyncDisposable
{
    private readonly WebApplication _site;

    private ClientMetadataDocument(WebApplication site, Uri address)
    {
        _site = site;
        Address = address;
    }

    /// <summary>Where the document is, and with that the client's id.</summary>
    public Uri Address { get; }

    /// <summary>How often the document was fetched.</summary>
    public int Fetches { get; private set; }

    public static async Task<ClientMetadataDocument> ServeAsync(string redirectUri)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var site = builder.Build();
        ClientMetadataDocument? document = null;
        site.MapGet("/client.json", () =>
        {
            document!.Fetches++;
            return Results.Content(
                new JsonObject
                {
                    ["client_id"] = document.Address.ToString(),
                    ["client_name"] = "A client with a document",
                    ["redirect_uris"] = new JsonArray(redirectUri),
                    ["token_endpoint_auth_method"] = "none",
                    ["grant_types"] = new JsonArray("authorization_code", "refresh_token"),
                    ["response_types"] = new JsonArray("code"),
                }.ToJsonString(),
                "application/json");
        });
        await site.StartAsync(TestContext.Current.CancellationToken);
        var address = site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        document = new ClientMetadataDocument(site, new Uri($"{address}/client.json"));
        return document;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
