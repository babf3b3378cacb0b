using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FtlAuth.Tests.Testing;

/// <summary>A private authority and a certificate of it for the loopback address, as files that <c>redis-server</c> reads.</summary>
internal sealed class RedisCertificates
{
    private readonly string _certificateFile;
    private readonly string _keyFile;

    private RedisCertificates(DirectoryInfo directory)
    {
        AuthorityFile = Path.Combine(directory.FullName, "authority.pem");
        _certificateFile = Path.Combine(directory.FullName, "server.pem");
        _keyFile = Path.Combine(directory.FullName, "server.key");
    }

    public string AuthorityFile { get; }

    public static RedisCertificates Create(DirectoryInfo directory)
    {
        var files = new RedisCertificates(directory);
        var (from, until) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));

        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=FtlAuth test authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var authority = authorityRequest.CreateSelfSigned(from, until);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(8));

        File.WriteAllText(files.AuthorityFile, authority.ExportCertificatePem());
        File.WriteAllText(files._certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(files._keyFile, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    /// <summary>The lines of the server's configuration: TLS alone, and clients show no certificate.</summary>
    public string Configuration(int port) => $"""
        port 0
        tls-port {port}
        tls-cert-file {_certificateFile}
        tls-key-file {_keyFile}
        tls-ca-cert-file {AuthorityFile}
        tls-auth-clients no
        """;
}
