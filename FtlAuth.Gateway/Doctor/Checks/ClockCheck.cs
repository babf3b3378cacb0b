using System.Globalization;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.Doctor.Checks;

/// <summary>This machine's clock against the issuer's, which stamps <c>iat</c>, <c>nbf</c> and <c>exp</c> into every token.</summary>
internal sealed class ClockCheck : ICheck
{
    // A day, in seconds: what is older tells nothing.
    private const double LongestAge = 24 * 60 * 60;

    public string Name => "clock";

    public Needs Needs => Needs.Issuers;

    public async Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        using var probe = new Probe(deployment);
        return await Task.WhenAll(deployment.Issuers.Select(async issuer =>
            Judge(issuer, await probe.GetAsync(IssuerDocuments.AuthorizationServer(issuer.Issuer), cancellationToken))));
    }

    internal static Finding Judge(AuthKitOptions issuer, Answer answer)
    {
        if (answer.Status == 0 || !DateTimeOffset.TryParseExact(answer.Header("Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return Finding.Skipped($"{issuer.Issuer} tells no time: its answer has no Date, or there is none; see authorization-server-metadata.");
        }

        // What a cache on the way has kept for a while has the time of then (RFC 9111 section 4.2.3).
        var told = date + TimeSpan.FromSeconds(double.TryParse(answer.Header("Age"), NumberStyles.None, CultureInfo.InvariantCulture, out var age) ? Math.Min(age, LongestAge) : 0);
        var difference = Difference(told, answer.SentAt, answer.ReceivedAt);
        var direction = told < answer.SentAt ? "ahead of" : "behind";
        var found = $"This machine's clock is {difference.TotalSeconds:0.#} s {direction} that of {issuer.Issuer}; AuthKit:ClockSkew is {issuer.ClockSkew:c}.";
        const string Remedy = "Let this machine take its time from the network (NTP). Raise AuthKit:ClockSkew only if the issuer's clock is the wrong one.";
        return difference > issuer.ClockSkew ? Finding.Failure(
            found,
            "A gateway with this clock refuses good tokens as expired or not yet valid, or takes expired ones.",
            Remedy)
            : difference > issuer.ClockSkew / 2 ? Finding.Warning(
                found,
                "It is still within what the gateway tolerates; when it drifts on, good tokens are refused.",
                Remedy)
            : Finding.Ok($"This machine's clock agrees with that of {issuer.Issuer}, to {Math.Max(1, difference.TotalSeconds):0.#} s.");
    }

    /// <summary>How far apart the clocks are at least: a date has whole seconds, and was written some time between request and answer.</summary>
    internal static TimeSpan Difference(DateTimeOffset told, DateTimeOffset sent, DateTimeOffset received) =>
        told + TimeSpan.FromSeconds(1) < sent ? sent - told - TimeSpan.FromSeconds(1)
        : told > received ? told - received
        : TimeSpan.Zero;
}
