using Microsoft.Extensions.Options;
using ModelContextProtocol.AspNetCore;

namespace FtlAuth.MockMcp.Sessions;

/// <summary>Answers a bare legacy request (no session, no <c>initialize</c>) statelessly, where the SDK would refuse it with 400.</summary>
/// <remarks>
/// A single <c>curl</c> with <c>tools/list</c> must work. The SDK's switch for that starts a session that nobody will ever end;
/// its stateless mode is the right one, but it is chosen per server, so the server is given its options per request.
/// </remarks>
internal sealed class SessionModePerRequest(IOptionsFactory<HttpServerTransportOptions> factory, IHttpContextAccessor accessor)
    : IOptions<HttpServerTransportOptions>
{
    private readonly HttpServerTransportOptions _sessions = factory.Create(Options.DefaultName);
    private readonly HttpServerTransportOptions _stateless = CreateStateless(factory);

    public HttpServerTransportOptions Value =>
        accessor.HttpContext?.Features.Get<BareRequest>() is null ? _sessions : _stateless;

    private static HttpServerTransportOptions CreateStateless(IOptionsFactory<HttpServerTransportOptions> factory)
    {
        var options = factory.Create(Options.DefaultName);
        options.SessionMode = HttpServerSessionMode.Stateless;
        return options;
    }
}
