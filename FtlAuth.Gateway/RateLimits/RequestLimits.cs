using System.Threading.RateLimiting;
using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;

namespace FtlAuth.Gateway.RateLimits;

/// <summary>Lets as many requests pass as one user and one organisation may send (<c>RateLimits:RequestsPerSubject</c>, <c>RequestsPerOrganization</c>).</summary>
internal sealed class RequestLimits(RequestDelegate next, RateLimitsOptions options, Decisions decisions, TimeProvider time)
{
    private readonly FixedMemoryRateLimiter<(string Issuer, string Subject)>? _subjects =
        options.RequestsPerSubject > 0 ? new(options.RequestsPerSubject, time) : null;

    private readonly FixedMemoryRateLimiter<(string Issuer, string Organization)>? _organizations =
        options.RequestsPerOrganization > 0 ? new(options.RequestsPerOrganization, time) : null;

    public Task InvokeAsync(HttpContext context)
    {
        // The user first: one who asks for too much uses up nothing of what the others of the organisation have.
        var token = context.GetVerifiedToken();
        if (_subjects is not null && _subjects.AttemptAcquire((token.Issuer, token.Subject)).TryGetMetadata(MetadataName.RetryAfter, out var retryAfter))
        {
            decisions.Refused(context, RequestRefusal.SubjectLimit, $"Refused {token.Subject}: the user has sent more requests than RateLimits:RequestsPerSubject allows in a minute.");
            return OAuthError.WriteTooManyAsync(context, retryAfter);
        }

        if (_organizations is not null && token.OrganizationId is { } organization
            && _organizations.AttemptAcquire((token.Issuer, organization)).TryGetMetadata(MetadataName.RetryAfter, out retryAfter))
        {
            decisions.Refused(
                context, RequestRefusal.OrganizationLimit, $"Refused {token.Subject}: the users of {organization} have sent more requests than RateLimits:RequestsPerOrganization allows in a minute.");
            return OAuthError.WriteTooManyAsync(context, retryAfter);
        }

        return next(context);
    }
}
