using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;
using FtlAuth.Gateway.Operations;

namespace FtlAuth.Gateway.Sessions;

/// <summary>
/// Puts the server's session id in place of the client's, and answers 404 to one that was not handed out to this user, upon which a client begins
/// a new session. The id is no authentication, and several servers do not check who uses it.
/// </summary>
internal sealed class SessionBinding(RequestDelegate next, SessionIds ids, Decisions decisions)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var presented = headers[SessionIds.Header];
        if (presented.Count == 0)
        {
            return next(context);
        }

        if (context.GetMcpRequest().IsModern)
        {
            // The client chooses its era: it must not get past the check by calling itself modern.
            headers.Remove(SessionIds.Header);
            return next(context);
        }

        var token = context.GetVerifiedToken();
        if (presented.Count > 1 || ids.Unwrap(presented[0], token) is not { } id)
        {
            decisions.Refused(
                context, RequestRefusal.Session, $"Refused {token.Subject}: the session id was not handed out to this user, organisation and issuer, or made with another Gateway:Secret.");
            return JsonRpcError.WriteAsync(context, StatusCodes.Status404NotFound, JsonRpcError.SessionNotFound, "Session not found");
        }

        context.TraceSession(presented[0]);
        headers[SessionIds.Header] = id;
        return next(context);
    }
}
