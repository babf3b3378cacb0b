using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>The certificate that a server has shown, and what the platform says of it.</summary>
internal sealed record SeenCertificate(DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Names, SslPolicyErrors Errors, IReadOnlyList<string> ChainErrors)
{
    public bool IsTrusted => Errors == SslPolicyErrors.None;

    public static SeenCertificate? Of(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 seen)
        {
            return null;
        }

        var names = seen.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()).ToArray();
        return new SeenCertificate(
            seen.NotBefore,
            seen.NotAfter,
            names.Length > 0 ? string.Join(", ", names) : seen.Subject,
            errors,
            [.. (chain?.ChainStatus ?? []).Select(status => status.Status.ToString()).Distinct()]);
    }
}
