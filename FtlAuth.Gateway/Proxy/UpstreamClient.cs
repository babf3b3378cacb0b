using System.Net;
using System.Text;

namespace FtlAuth.Gateway.Proxy;

/// <summary>The connections to the MCP server. Nothing is followed, unpacked, remembered or sent again.</summary>
internal sealed class UpstreamClient : IDisposable
{
    private readonly SocketsHttpHandler _connections = new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,

        // As the server has decoded them: a name in UTF-8, in User-Agent for one, is no reason to fail.
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        UseProxy = false,

        // What of an answer nobody wants is not waited for: the server is to know at once that its stream has no reader.
        MaxResponseDrainSize = 0,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),

        // Servers such as uvicorn and Node.js close a connection that was idle for 5 s. A request that meets the close on its way is lost, since it must not
        // be sent again: who closes first must be the gateway, which is up to a second late.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(3),
        ActivityHeadersPropagator = new TraceContextPropagator(),
    };

    /// <summary>What sends the request of an exchange.</summary>
    public HttpMessageInvoker InvokerOf(UpstreamExchange exchange) => new Invoker(_connections, exchange);

    public void Dispose() => _connections.Dispose();

    private sealed class Invoker(HttpMessageHandler connections, UpstreamExchange exchange) : HttpMessageInvoker(connections, disposeHandler: false)
    {
        public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            exchange.Complete(request, cancellationToken);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
