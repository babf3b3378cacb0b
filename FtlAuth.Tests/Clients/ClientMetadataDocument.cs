using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FtlAuth.Tests.Clients;

/// <summary>A client's own web site, over https, which serves its client id metadata document.</summary>
public sealed class ClientMetadataDocument : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate = SelfSign();
    private readonly WebApplication _site;

    private ClientMetadataDocument(string redirectUri)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        builder.Logging.ClearProviders();
        _site = builder.Build();
        _site.MapGet("/client.json", () =>
        {
            Fetches++;
            return Results.Content(Document(redirectUri), "application/json");
        });
    }

    /// <summary>Where the document is, and with that the client's id.</summary>
    public Uri Address =>
        new($"https://localhost:{new Uri(_site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port}/client.json");

    /// <summary>How often the document was fetched.</summary>
    public int Fetches { get; private set; }

    public static async Task<ClientMetadataDocument> ServeAsync(string redirectUri)
    {
        var document = new ClientMetadataDocument(redirectUri);
        await document._site.StartAsync(TestContext.Current.CancellationToken);
        return document;
    }

    /// <summary>Has an issuer trust this site's certificate, and no other but those it trusts anyway.</summary>
    public void Trust(IServiceCollection issuer) => issuer.Configure<SslClientAuthenticationOptions>(options =>
        options.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            errors == SslPolicyErrors.None || certificate?.GetCertHashString(HashAlgorithmName.SHA256) == _certificate.GetCertHashString(HashAlgorithmName.SHA256));

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _certificate.Dispose();
    }

    private string Document(string redirectUri) => new JsonObject
    {
        ["client_id"] = Address.ToString(),
        ["client_name"] = "A client with a document",
        ["redirect_uris"] = new JsonArray(redirectUri),
        ["token_endpoint_auth_method"] = "none",
        ["grant_types"] = new JsonArray("authorization_code", "refresh_token"),
        ["response_types"] = new JsonArray("code"),
    }.ToJsonString();

    private static X509Certificate2 SelfSign()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
    }
}
