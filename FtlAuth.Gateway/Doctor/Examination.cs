using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Discovery;
using FtlAuth.Gateway.Doctor.Checks;

namespace FtlAuth.Gateway.Doctor;

/// <summary>Runs the checks: first what the others build on, then the rest side by side, so that a dead host costs one time limit and not twelve.</summary>
internal static class Examination
{
    // Whoever is examined says which: it must not decide how many requests are sent to whom.
    private const int MostIssuers = 8;

    private static readonly ICheck[] Checks =
    [
        new ProtectedResourceMetadataCheck(),
        new ChallengeCheck(),
        new AuthorizationServerMetadataCheck(),
        new RelayedMetadataCheck(),
        new KeysCheck(),
        new RedisCheck(),
        new McpServerCheck(),
        new CorsCheck(),
        new ForwardedHeadersCheck(),
        new ClockCheck(),
        new AudienceCheck(),
        new HealthCheck(),
    ];

    public static async Task<DoctorReport> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        var configuration = await RunAsync(new ConfigurationCheck(), deployment, cancellationToken);
        var publicUrl = await RunAsync(new PublicUrlCheck(), deployment, cancellationToken);
        deployment = deployment with { Answers = publicUrl.All(entry => entry.Outcome is Outcome.Ok or Outcome.Warning) };
        if (deployment.Settings is null && deployment.Answers)
        {
            deployment = deployment with { Issuers = await FindIssuersAsync(deployment, cancellationToken) };
        }

        var entries = await Task.WhenAll(Checks.Select(check => RunAsync(check, deployment, cancellationToken)));
        return DoctorReport.Of(deployment, [.. configuration, .. publicUrl, .. entries.SelectMany(entry => entry)]);
    }

    /// <summary>Runs one check within its time limit; one that throws has found something too.</summary>
    internal static async Task<IReadOnlyList<ReportEntry>> RunAsync(ICheck check, Deployment deployment, CancellationToken cancellationToken)
    {
        var redaction = Redaction.Of(deployment.Configuration);
        var findings = deployment.Lacks(check.Needs) is { } lack ? [lack] : await FindAsync(check, deployment, cancellationToken);
        return [.. findings.Select(finding => ReportEntry.Of(check.Name, redaction.Apply(finding).Printable()))];
    }

    private static async Task<IReadOnlyList<Finding>> FindAsync(ICheck check, Deployment deployment, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(deployment.Limits.Check, deployment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await check.RunAsync(deployment, either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return [Finding.Failure(
                $"The check did not end within {deployment.Limits.Check.TotalSeconds:0.#} s.",
                "Something that it asks answers too slowly, or not at all.",
                "Run it again; if it stays like this, look at the network between here and there.")];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return [Finding.Failure(
                $"The check itself failed ({exception.GetType().Name}): {exception.GetBaseException().Message}",
                "It came upon something that it does not know, so that it says nothing about the deployment.",
                "Look at this part by hand.")];
        }
    }

    // The metadata check says what is wrong with a document that names none.
    private static async Task<IReadOnlyList<AuthKitOptions>> FindIssuersAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        using var probe = new Probe(deployment);
        var answer = await probe.GetAsync(deployment.PublicUrl + ProtectedResourceMetadataEndpoints.Path + deployment.Path, cancellationToken);
        var issuers = answer.Status == StatusCodes.Status200OK ? MetadataDocument.Parse(answer.Body)?.Texts("authorization_servers") : null;
        return [.. (issuers ?? [])
            .Distinct(StringComparer.Ordinal)
            .Where(issuer => Uri.TryCreate(issuer, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            .Take(MostIssuers)
            .Select(issuer => new AuthKitOptions { Issuer = issuer, Algorithms = [SignatureAlgorithm.Default.Name] })];
    }
}
