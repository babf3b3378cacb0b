using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FtlAuth.Tests.Doctor;

/// <summary>A server with TLS on a free loopback port that answers everything with an empty object, and whose certificate signs itself.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ftlauth-tls-");

    private TlsServer(WebApplication application, X509Certificate2 certificate)
    {
        _application = application;
        AuthorityFile = Path.Combine(_directory.FullName, "authority.pem");
        File.WriteAllText(AuthorityFile, certificate.ExportCertificatePem());
    }

    public string Origin => $"https://localhost:{new Uri(_application.Urls.First()).Port}";

    /// <summary>Who trusts this file trusts the certificate.</summary>
    public string AuthorityFile { get; }

    public static async Task<TlsServer> StartAsync(TimeSpan lifetime, string name = "localhost")
    {
        var certificate = NewCertificate(DateTimeOffset.UtcNow + lifetime, name);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Run(context => context.Response.WriteAsync("{}"));
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new TlsServer(application, certificate);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static X509Certificate2 NewCertificate(DateTimeOffset until, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(until < DateTimeOffset.UtcNow ? until.AddDays(-1) : DateTimeOffset.UtcNow.AddHours(-1), until);
    }
}
