using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.MockMcp;

internal static class BufferedBodyExtensions
{
    /// <summary>Reads every request's body into a <see cref="BufferedBody"/> feature; Kestrel's own limit bounds it.</summary>
    public static IApplicationBuilder UseBufferedBody(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Request.Body = body;
        context.Features.Set(new BufferedBody(body.GetBuffer().AsMemory(0, (int)body.Length)));
        await next(context);
    });

    /// <summary>The body that <see cref="UseBufferedBody"/> read.</summary>
    public static ReadOnlyMemory<byte> BufferedBody(this HttpContext context) => context.Features.GetRequiredFeature<BufferedBody>().Bytes;
}
