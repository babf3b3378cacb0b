using System.Net;
using System.Net.Mime;
using FtlAuth.MockAuthKit.Clients;

namespace FtlAuth.MockAuthKit.Admin;

/// <summary>Counts requests, and does what the endpoint's fault says.</summary>
internal sealed class FaultMiddleware(
    RequestDelegate next, Faults faults, RequestCounters counters, IHostApplicationLifetime lifetime)
{
    private const string RedirectedMark = "redirected";
    private const int HugeSize = 64 * 1024 * 1024;
    private static readonly TimeSpan DripInterval = TimeSpan.FromMilliseconds(100);

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<FaultPointMetadata>() is not { Point: var point })
        {
            await next(context);
            return;
        }

        counters.Count(point);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await (faults[point] switch
            {
                Fault.Error => ErrorAsync(context),
                Fault.Hang => Task.Delay(Timeout.Infinite, gone.Token),
                Fault.Drip => DripAsync(context, gone.Token),
                Fault.Huge => HugeAsync(context, gone.Token),
                // Whoever follows gets a good answer: a client that must not follow is found out.
                Fault.Redirect when !context.Request.Query.ContainsKey(RedirectedMark) => RedirectAsync(context),
                Fault.Refuse => AbortAsync(context),
                _ => next(context),
            });
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private static Task ErrorAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Task.CompletedTask;
    }

    private static async Task DripAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.ContentType = MediaTypeNames.Application.Json;
        var space = " "u8.ToArray();
        while (true)
        {
            await context.Response.Body.WriteAsync(space, cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);

            // The patience of the client that is tested is real time, even where the issuer's clock is a fake.
            await Task.Delay(DripInterval, TimeProvider.System, cancellationToken);
        }
    }

    private async Task HugeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await next(context);
        context.Response.Body = body;
        context.Response.ContentLength = null;

        var padding = new byte[64 * 1024];
        padding.AsSpan().Fill((byte)' ');
        for (var written = 0; written < HugeSize; written += padding.Length)
        {
            await body.WriteAsync(padding, cancellationToken);
        }

        await body.WriteAsync(answer.GetBuffer().AsMemory(0, (int)answer.Length), cancellationToken);
    }

    private static Task RedirectAsync(HttpContext context)
    {
        var request = context.Request;
        var otherHost = Loopback.IsHost(request.Host.Host) && IPAddress.TryParse(request.Host.Host, out _) ? "localhost" : "127.0.0.1";
        var query = request.QueryString.Add(RedirectedMark, "1");
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = $"{request.Scheme}://{otherHost}:{context.Connection.LocalPort}{request.Path}{query}";
        return Task.CompletedTask;
    }

    private static Task AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
