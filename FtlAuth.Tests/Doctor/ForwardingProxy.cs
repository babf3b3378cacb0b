using System.Text;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Doctor;

/// <summary>A reverse proxy before a gateway, which names itself to it by <c>X-Forwarded-*</c>, and spoils what the test says.</summary>
internal sealed class ForwardingProxy : IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private FakeServer _server = null!;

    public string Origin => _server.Origin;

    /// <summary>Whether it hands on what a client claims to be forwarded, where a proxy has to replace it.</summary>
    public bool BelievesClients { get; init; }

    /// <summary>Answers in place of the gateway where it gives true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; init; } = _ => Task.FromResult(false);

    /// <summary>Changes an answer of the gateway before it goes to the client.</summary>
    public Action<HttpContext> Change { get; init; } = _ => { };

    public async Task<ForwardingProxy> StartAsync(string gateway)
    {
        _server = await FakeServer.StartAsync(context => ForwardAsync(context, gateway));
        return this;
    }

    /// <summary>Answers one path with a status and a text.</summary>
    public static Func<HttpContext, Task<bool>> Answering(string path, int status, string text = "") => async context =>
    {
        if (context.Request.Path != path)
        {
            return false;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync(text);
        return true;
    };

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task ForwardAsync(HttpContext context, string gateway)
    {
        if (await Instead(context))
        {
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), gateway + context.Request.Path);
        if (context.Request.ContentLength > 0)
        {
            using var reader = new StreamReader(context.Request.Body);
            request.Content = new StringContent(await reader.ReadToEndAsync(context.RequestAborted), Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in context.Request.Headers.Where(header => header.Key is not ("Host" or "Content-Type" or "Content-Length") && (BelievesClients || !header.Key.StartsWith("X-Forwarded-", StringComparison.Ordinal))))
        {
            request.Headers.TryAddWithoutValidation(name, value.ToArray());
        }

        if (!request.Headers.Contains("X-Forwarded-Host"))
        {
            request.Headers.Add("X-Forwarded-Host", context.Request.Host.Value);
            request.Headers.Add("X-Forwarded-Proto", "http");
        }

        using var response = await _client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).Where(header => header.Key is not ("Transfer-Encoding" or "Content-Length")))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        Change(context);
        await context.Response.Body.WriteAsync(await response.Content.ReadAsByteArrayAsync(context.RequestAborted), context.RequestAborted);
    }
}
