using FtlAuth.Gateway.Audit;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Reads the credentials of a request (RFC 6750 section 2.1) and answers those that present no bearer token in its one right way.</summary>
internal sealed class BearerPresentationGuard(
    RequestDelegate next, BearerChallenge challenge, RefusedTokens refused, Decisions decisions, TimeProvider time)
{
    private const string QueryParameter = "access_token";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var credentials = BearerCredentials.Read(request.Headers.Authorization, request.QueryString.HasValue && request.Query.ContainsKey(QueryParameter));
        switch (credentials.Presentation)
        {
            case BearerPresentation.None:
                decisions.Refused(context, RequestRefusal.MissingToken, $"Refused a request without a token, with which every client begins.");
                return challenge.WriteMissingAsync(context);
            case BearerPresentation.Ambiguous:
                decisions.Refused(context, RequestRefusal.AmbiguousToken, $"Refused a request that has its token twice, or in the query.");
                return challenge.WriteInvalidRequestAsync(context, "The access token must be sent once, in one Authorization header");
            case BearerPresentation.Malformed:
                return refused.AnswerAsync(context, TokenRefusal.MalformedCredentials);
            case BearerPresentation.TooLarge:
                return refused.AnswerAsync(context, TokenRefusal.TooLarge);
            default:
                context.Features.Set(new BearerCredentialsFeature(credentials.Token, time.GetTimestamp()));
                return next(context);
        }
    }
}
