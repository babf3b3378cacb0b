using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>The public URL: its name, its certificate, and whether anything answers there.</summary>
internal sealed class PublicUrlCheck : ICheck
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(14);

    public string Name => "public-url";

    public Needs Needs => Needs.Nothing;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        if (deployment.PublicUrl is not { } url)
        {
            return [Finding.Skipped(
                "The configuration tells no public URL.",
                "Give it: doctor --public-url https://mcp.example.com. If the gateway has one public URL only, set Gateway:PublicUrl too.")];
        }

        SeenCertificate? certificate = null;
        using var probe = new Probe(deployment, certificateSeen: (_, shown, chain, errors) =>
        {
            certificate = SeenCertificate.Of(shown, chain, errors);
            return errors == SslPolicyErrors.None;
        });
        var addresses = FindAddressesAsync(new Uri(url).IdnHost, cancellationToken);
        var answer = await probe.GetAsync(url + ProtectedResourceMetadataEndpoints.Path, cancellationToken);

        // A resolver that hangs must not take the finding with it.
        return Judge(new Uri(url), answer, certificate, addresses.IsCompletedSuccessfully ? await addresses : [], deployment.Time.GetUtcNow());
    }

    internal static IReadOnlyList<Finding> Judge(Uri url, Answer answer, SeenCertificate? certificate, IReadOnlyList<string> addresses, DateTimeOffset now)
    {
        var origin = url.GetLeftPart(UriPartial.Authority);
        var where = addresses.Count > 0 ? $"{origin} ({string.Join(", ", addresses)})" : origin;
        if (certificate is { IsTrusted: false })
        {
            return [OfBadCertificate(where, url.Host, certificate, now)];
        }

        if (answer.Failure is not null)
        {
            return [OfSilence(where, url, answer)];
        }

        IReadOnlyList<Finding> warnings = [.. Warnings(url, certificate, now)];
        var until = certificate is null ? "" : $"; its certificate is good until {certificate.NotAfter.UtcDateTime:yyyy-MM-dd}, {DaysLeft(certificate, now)} days from now";
        return warnings.Count > 0 ? warnings : [Finding.Ok($"{where} answers{until}.")];
    }

    private static IEnumerable<Finding> Warnings(Uri url, SeenCertificate? certificate, DateTimeOffset now)
    {
        if (url.Scheme == Uri.UriSchemeHttp && !ListeningAddresses.IsLoopbackHost(url.Host))
        {
            yield return Finding.Warning(
                $"{url.GetLeftPart(UriPartial.Authority)} is plain http.",
                "Whoever is on the way reads the tokens and can use them; clients and issuers refuse such a resource.",
                "Put a proxy that ends TLS before the gateway, and use https in Gateway:PublicUrl.");
        }

        if (certificate is not null && certificate.NotAfter - now < RenewBefore)
        {
            yield return Finding.Warning(
                $"The certificate of {url.Host} is good for {DaysLeft(certificate, now)} days only, until {certificate.NotAfter.UtcDateTime:yyyy-MM-dd HH:mm} UTC.",
                "After that no client connects.",
                "Renew it now, and find out why nothing has renewed it by itself.");
        }
    }

    private static Finding OfBadCertificate(string where, string host, SeenCertificate certificate, DateTimeOffset now)
    {
        const string Consequence = "No client connects.";
        if (certificate.NotAfter <= now)
        {
            return Finding.Failure(
                $"The certificate of {where} has expired, at {certificate.NotAfter.UtcDateTime:yyyy-MM-dd HH:mm} UTC.",
                Consequence,
                "Renew it, and reload the proxy that uses it.");
        }

        if (certificate.NotBefore > now)
        {
            return Finding.Failure(
                $"The certificate of {where} is not good before {certificate.NotBefore.UtcDateTime:yyyy-MM-dd HH:mm} UTC.",
                Consequence,
                "Check the clock of this machine and of the one that made it.");
        }

        return certificate.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? Finding.Failure(
                $"The certificate of {where} is for {certificate.Names}.",
                $"{Consequence} Another server may answer here, or the proxy has no certificate for {host}.",
                $"Get one for {host}, and check where the name leads.")
            : Finding.Failure(
                $"The certificate of {where} is not trusted here ({string.Join(", ", certificate.ChainErrors)}).",
                $"{Consequence} It is of an authority that this machine does not know, or an intermediate certificate is not sent along.",
                "Use one of a public authority with its whole chain; if your clients know a private authority, name it to this machine as well (SSL_CERT_FILE).");
    }

    private static Finding OfSilence(string where, Uri url, Answer answer)
    {
        var found = $"{where} {answer.Describe()}.";
        return answer switch
        {
            { Error: HttpRequestError.NameResolutionError } =>
                Finding.Failure(found, "Its name leads nowhere, so that no client finds it.", $"Make a DNS record for {url.Host}, or correct Gateway:PublicUrl."),
            { Error: HttpRequestError.SecureConnectionError } =>
                Finding.Failure(found, "It does not speak TLS on this port, or none that this machine accepts.", "Check the port, and the proxy that ends TLS."),
            { TimedOut: true } =>
                Finding.Failure(
                    found,
                    "Packets get lost, or what is there hangs.",
                    "Check firewall and security groups on the way, and whether the proxy reaches the gateway."),
            { Error: HttpRequestError.ConnectionError } =>
                Finding.Failure(found, "The machine is there, and nothing listens on this port, or a firewall refuses.", "Check that proxy and gateway run, and the port."),
            _ => Finding.Failure(found, "Something is there that gives no proper HTTP answer.", "Check what listens on this port, and its log."),
        };
    }

    private static int DaysLeft(SeenCertificate certificate, DateTimeOffset now) => (int)(certificate.NotAfter - now).TotalDays;

    // For the reader alone: the request had its own way to the server, which may be a proxy's.
    private static async Task<IReadOnlyList<string>> FindAddressesAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return IPAddress.TryParse(host.Trim('[', ']'), out _) ? [] : [.. (await Dns.GetHostAddressesAsync(host, cancellationToken)).Select(address => address.ToString())];
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
