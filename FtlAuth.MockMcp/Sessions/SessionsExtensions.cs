using Microsoft.Extensions.Options;
using ModelContextProtocol.AspNetCore;

namespace FtlAuth.MockMcp.Sessions;

internal static class SessionsExtensions
{
    /// <summary>Serves the MCP server over Streamable HTTP: with a session after <c>initialize</c>, without one otherwise.</summary>
    public static IMcpServerBuilder WithSessionsForInitializeClients(this IMcpServerBuilder builder)
    {
        builder.WithHttpTransport(options =>
        {
            options.SessionMode = HttpServerSessionMode.StatefulForInitializeClients;
            options.ConfigureSessionOptions = (context, server, _) =>
            {
                InitializeAuthContext.Capture(context, server);
                return Task.CompletedTask;
            };
        });
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<IOptions<HttpServerTransportOptions>, SessionModePerRequest>();
        return builder;
    }

    /// <summary>Marks every <see cref="BareRequest"/> for <see cref="SessionModePerRequest"/>.</summary>
    public static IApplicationBuilder UseBareRequests(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (BareRequest.From(context) is { } bare)
        {
            context.Features.Set(bare);
        }

        return next(context);
    });
}
