using Microsoft.AspNetCore.Authentication.JwtBearer;
using ModelContextProtocol.AspNetCore.Authentication;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>What stands beside the gateway, each as a process of its own: <c>serve upstream|yarp|jwtbearer URL …</c>.</summary>
internal static class Services
{
    /// <summary>The query that asks the upstream for two events, and for so many milliseconds between them; -1 lets the second never come.</summary>
    public const string StreamQuery = "delay";

    private static readonly byte[] Answer =
        """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"hello"}],"isError":false}}"""u8.ToArray();

    private static readonly byte[] Event = [.. "event: message\ndata: "u8, .. Answer, .. "\n\n"u8];

    public static Task RunAsync(string[] args) => args switch
    {
        ["upstream", var url] => RunUpstreamAsync(url),
        ["yarp", var url, var upstream] => RunYarpAsync(url, upstream),
        ["jwtbearer", var url, var upstream, var issuer, var audience] => RunJwtBearerAsync(url, upstream, issuer, audience),
        _ => throw new ArgumentException($"There is no service «{string.Join(' ', args)}».", nameof(args)),
    };

    /// <summary>A service without a word in the log for each request, as in the templates' settings for production.</summary>
    public static WebApplicationBuilder CreateBuilder(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(url);
        return builder;
    }

    // Answers from memory, having read the request; or two events with a pause between them.
    private static Task RunUpstreamAsync(string url)
    {
        var app = CreateBuilder(url).Build();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            var response = context.Response;
            if (!int.TryParse(context.Request.Query[StreamQuery], out var delay))
            {
                response.ContentType = "application/json";
                response.ContentLength = Answer.Length;
                await response.Body.WriteAsync(Answer);
                return;
            }

            response.ContentType = "text/event-stream";
            await response.Body.WriteAsync(Event);
            await response.Body.FlushAsync();
            await Task.Delay(delay, context.RequestAborted);
            await response.Body.WriteAsync(Event);
        });
        return app.RunAsync();
    }

    private static Task RunYarpAsync(string url, string upstream)
    {
        var builder = CreateBuilder(url);
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        app.MapForwarder("/{**path}", upstream);
        return app.RunAsync();
    }

    // As the documentation of the C# SDK has it for a protected server, with a forwarder in the server's place.
    private static Task RunJwtBearerAsync(string url, string upstream, string issuer, string audience)
    {
        var builder = CreateBuilder(url);
        builder.Services.AddHttpForwarder();
        builder.Services
            .AddAuthentication(options =>
            {
                options.DefaultAuthenticateScheme = JwtBearerDefaults.AuthenticationScheme;
                options.DefaultChallengeScheme = McpAuthenticationDefaults.AuthenticationScheme;
            })
            .AddJwtBearer(options =>
            {
                options.Authority = issuer;
                options.RequireHttpsMetadata = false;
                options.TokenValidationParameters.ValidAudience = audience;
                options.TokenValidationParameters.ValidIssuer = issuer;
            })
            .AddMcp(options => options.ResourceMetadata = new() { Resource = audience, AuthorizationServers = { issuer } });
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapForwarder("/{**path}", upstream).RequireAuthorization();
        return app.RunAsync();
    }
}
