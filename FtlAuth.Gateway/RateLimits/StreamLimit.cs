using System.Collections.Concurrent;
using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Gateway.RateLimits;

/// <summary>Lets as many listening streams be open as one user may have (<c>RateLimits:StreamsPerSubject</c>).</summary>
internal sealed class StreamLimit(RequestDelegate next, RateLimitsOptions options, Decisions decisions)
{
    // What a client that was cut off may wait until its old stream is found to be gone.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    // No more entries than there are streams.
    private readonly ConcurrentDictionary<(string Issuer, string Subject), int> _open = new();

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.GetMcpRequest().IsListening)
        {
            return next(context);
        }

        var token = context.GetVerifiedToken();
        var subject = (token.Issuer, token.Subject);
        if (_open.AddOrUpdate(subject, 1, static (_, count) => count + 1) > options.StreamsPerSubject)
        {
            Close(subject);
            decisions.Refused(context, RequestRefusal.StreamLimit, $"Refused {token.Subject}: the user has as many streams open as RateLimits:StreamsPerSubject allows.");
            return OAuthError.WriteTooManyAsync(context, RetryAfter);
        }

        return ListenAsync(context, subject);
    }

    private async Task ListenAsync(HttpContext context, (string Issuer, string Subject) subject)
    {
        try
        {
            await next(context);
        }
        finally
        {
            Close(subject);
        }
    }

    private void Close((string Issuer, string Subject) subject)
    {
        if (_open.AddOrUpdate(subject, 0, static (_, count) => count - 1) == 0)
        {
            // Unless another stream was opened meanwhile.
            _open.TryRemove(KeyValuePair.Create(subject, 0));
        }
    }
}
