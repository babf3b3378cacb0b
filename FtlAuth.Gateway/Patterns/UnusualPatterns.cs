using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Operations;

namespace FtlAuth.Gateway.Patterns;

/// <summary>Watches the decisions for what no client does by mistake, and tells of it.</summary>
internal sealed class UnusualPatterns(
    PatternsOptions options, AuditLog audit, ClientAddresses addresses, GatewayMetrics metrics, TimeProvider time)
{
    private const string BadSignatures = nameof(BadSignatures);
    private const string SubjectFromManyAddresses = nameof(SubjectFromManyAddresses);
    private const string UnknownKeys = nameof(UnknownKeys);
    private const string ForeignSessions = nameof(ForeignSessions);

    /// <summary>What may be told.</summary>
    public static readonly IReadOnlyList<string> All = [BadSignatures, SubjectFromManyAddresses, UnknownKeys, ForeignSessions];

    private readonly WindowedCounts<ClientAddress> _badSignatures = new(options.BadSignaturesPerAddress, options.Window, time);
    private readonly WindowedCounts<int> _unknownKeys = new(options.UnknownKeys, options.Window, time);
    private readonly WindowedCounts<(string Issuer, string Subject)> _foreignSessions = new(options.ForeignSessionsPerSubject, options.Window, time);
    private readonly DistinctAddresses _addresses = new(options.AddressesPerSubject, options.Window, time);

    public void Accepted(HttpContext context)
    {
        // Nearly always the address of the last request with this token.
        var token = context.GetVerifiedToken();
        var mark = ClientAddress.Of(context).GetHashCode();
        if (options.AddressesPerSubject == 0 || token.LastAddress == mark || !addresses.TryGetOwn(context, out var address))
        {
            return;
        }

        token.LastAddress = mark;
        if (_addresses.Note((token.Issuer, token.Subject), address))
        {
            Tell(SubjectFromManyAddresses, options.AddressesPerSubject, new AuditEvent(
                    AuditLog.UnusualEvent,
                    $"The tokens of {LogText.Printable(token.Subject)} came from {options.AddressesPerSubject} addresses within {options.Window:c}: one may have been stolen, or be shared. "
                    + "Ask the user, and end the session at the issuer; a token that is out works until it expires (Patterns:AddressesPerSubject).")
                .Add("issuer", token.Issuer).Add("sub", token.Subject).Add("client_id", token.ClientId));
        }
    }

    public void Refused(HttpContext context, RefusalReason reason)
    {
        if (reason == TokenRefusal.BadSignature && addresses.TryGetOwn(context, out var address) && _badSignatures.Count(address))
        {
            Tell(BadSignatures, options.BadSignaturesPerAddress, new AuditEvent(
                    AuditLog.UnusualEvent,
                    $"{options.BadSignaturesPerAddress} tokens with a wrong signature came from {address} within {options.Window:c}: somebody may be forging tokens. None was let in; "
                    + "to slow it down set RateLimits:RefusalsPerAddress, or block the address before the gateway (Patterns:BadSignaturesPerAddress).")
                .Add("address", address.ToString()));
        }
        else if (reason == TokenRefusal.UnknownKey && _unknownKeys.Count(0))
        {
            Tell(UnknownKeys, options.UnknownKeys, new AuditEvent(
                AuditLog.UnusualEvent,
                $"{options.UnknownKeys} tokens with a key id that the issuer does not publish came within {options.Window:c}: tokens of another environment, or somebody who tries to have "
                + "the gateway ask the issuer without end, which it does not. Compare their kid with what AuthKit:JwksUri lists (Patterns:UnknownKeys)."));
        }
        else if (reason == RequestRefusal.Session && context.GetVerifiedToken() is var token && _foreignSessions.Count((token.Issuer, token.Subject)))
        {
            Tell(ForeignSessions, options.ForeignSessionsPerSubject, new AuditEvent(
                    AuditLog.UnusualEvent,
                    $"{LogText.Printable(token.Subject)} sent {options.ForeignSessionsPerSubject} session ids within {options.Window:c} that were handed out to somebody else: somebody may be trying out "
                    + "sessions, or a client mixes up its users. After a change of Gateway:Secret it means nothing (Patterns:ForeignSessionsPerSubject).")
                .Add("issuer", token.Issuer).Add("sub", token.Subject).Add("client_id", token.ClientId));
        }
    }

    private void Tell(string pattern, int count, AuditEvent told)
    {
        metrics.PatternDetected(pattern);
        audit.Unusual(told.Add("pattern", pattern).Add("count", count).Add("window_s", options.Window.TotalSeconds));
    }
}
