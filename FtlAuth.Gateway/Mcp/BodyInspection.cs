using System.Diagnostics;
using FtlAuth.Gateway.Audit;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Operations;
using FtlAuth.Gateway.Proxy;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FtlAuth.Gateway.Mcp;

/// <summary>Reads and judges the body before anything of it goes on. The body of GET and DELETE is dropped.</summary>
internal sealed class BodyInspection(
    RequestDelegate next, LimitsOptions limits, IdentityOptions options, Decisions decisions, TimeProvider time)
{
    private const string Json = "application/json";

    // A byte in a chunk of its own takes six.
    private const long MostFraming = 8;

    public Task InvokeAsync(HttpContext context)
    {
        // Whoever forwards the request has nothing to read from the client any more.
        context.Features.Set<IHttpRequestBodyDetectionFeature>(NoBody.Instance);
        if (HttpMethods.IsPost(context.Request.Method))
        {
            return InspectAsync(context);
        }

        context.Request.Headers.ContentLength = null;
        context.Features.Set(new McpRequest(context.Request));
        return next(context);
    }

    private async Task InspectAsync(HttpContext context)
    {
        using var body = await ReadAndJudgeAsync(context);
        if (body is not null)
        {
            await next(context);
        }
    }

    /// <summary>The body of a good message; null when there is none, which is answered here.</summary>
    private async ValueTask<PooledBody?> ReadAndJudgeAsync(HttpContext context)
    {
        using var span = GatewayTracing.StartInspection();
        var body = await ReadAsync(context);
        try
        {
            if (body is not null && await JudgeAsync(context, body, span))
            {
                return body;
            }
        }
        catch
        {
            body?.Dispose();
            throw;
        }

        span?.SetTag(GatewayTracing.ErrorType, context.Response.StatusCode);
        body?.Dispose();
        return null;
    }

    /// <summary>The body; null when there is none to judge, which is answered here.</summary>
    private async ValueTask<PooledBody?> ReadAsync(HttpContext context)
    {
        // (1) What the headers tell.
        var request = context.Request;
        if (!IsJson(request))
        {
            await RefuseAsync(context, RequestRefusal.MediaType, StatusCodes.Status415UnsupportedMediaType, JsonRpcError.InvalidRequest,
                "The body must be application/json in UTF-8, without Content-Encoding");
            return null;
        }

        if (request.ContentLength > limits.MaxBodySize)
        {
            await WriteTooLargeAsync(context);
            return null;
        }

        // (2) The body, up to the limit. The server would count the framing of chunks too, which may be several times as much.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = limits.MaxBodySize * MostFraming;
        }

        try
        {
            if (await PooledBody.ReadAsync(request.BodyReader, limits.MaxBodySize, limits.BodyTimeout, time, context.RequestAborted) is { } body)
            {
                return body;
            }

            await WriteTooLargeAsync(context);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await WriteTooLargeAsync(context);
        }
        catch (BadHttpRequestException exception)
        {
            // Broken framing, or a body that comes more slowly than the server waits for (408).
            await RefuseAsync(context, RequestRefusal.BodyUnreadable, exception.StatusCode, JsonRpcError.ParseError, "The body could not be read");
        }
        catch (TimeoutException)
        {
            // RFC 9110 section 15.5.9: nobody waits for the rest of it either. HTTP/2 has no such header, and ends the stream.
            if (HttpProtocol.IsHttp11(request.Protocol) || HttpProtocol.IsHttp10(request.Protocol))
            {
                context.Response.Headers.Connection = "close";
            }

            await RefuseAsync(
                context, RequestRefusal.BodyUnreadable, StatusCodes.Status408RequestTimeout, JsonRpcError.InvalidRequest, $"The body did not come within {limits.BodyTimeout.TotalSeconds} seconds");
        }
        catch (IOException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // A chunk whose size is beyond every number.
            await RefuseAsync(context, RequestRefusal.BodyUnreadable, StatusCodes.Status400BadRequest, JsonRpcError.ParseError, "The body could not be read");
        }

        return null;
    }

    /// <summary>Whether the message may go on; what is wrong with it is answered here.</summary>
    private async ValueTask<bool> JudgeAsync(HttpContext context, PooledBody body, Activity? span)
    {
        // (3) The message.
        var message = MessageInspector.Inspect(body.Span, options.MetaKey, limits.AllowBatch);
        var request = new McpRequest(context.Request, body, message);
        context.Features.Set(request);
        context.TraceMessage(span, request);
        var mistake = message.Mistake ?? (message.Batch is not null && request.IsModern ? "This version of MCP has no batches" : null);
        if (mistake is null)
        {
            return true;
        }

        await RefuseAsync(
            context,
            RequestRefusal.MalformedMessage,
            StatusCodes.Status400BadRequest,
            message.Mistake is null ? JsonRpcError.InvalidRequest : message.ErrorCode,
            mistake);
        return false;
    }

    private static bool IsJson(HttpRequest request) =>
        !request.Headers.ContainsKey(HeaderNames.ContentEncoding)
        && (string.Equals(request.ContentType, Json, StringComparison.OrdinalIgnoreCase) || IsJsonWithParameters(request.ContentType));

    private static bool IsJsonWithParameters(string? contentType) =>

        // As it goes on: the parser overlooks white space within.
        contentType?.StartsWith(Json, StringComparison.OrdinalIgnoreCase) == true
        && MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        && type.Parameters.Count(parameter => parameter.Name.StartsWith("charset", StringComparison.OrdinalIgnoreCase)) <= (type.Charset.HasValue ? 1 : 0)
        && (!type.Charset.HasValue || type.Charset.AsSpan().Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private Task WriteTooLargeAsync(HttpContext context) => RefuseAsync(
        context, RequestRefusal.BodyTooLarge, StatusCodes.Status413PayloadTooLarge, JsonRpcError.InvalidRequest, $"The body is larger than {limits.MaxBodySize} bytes");

    private Task RefuseAsync(HttpContext context, RequestRefusal reason, int status, int code, string message)
    {
        decisions.Refused(context, reason, $"Refused {context.GetVerifiedToken().Subject}: {message}.");
        return JsonRpcError.WriteAsync(context, status, code, message);
    }

    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public static readonly NoBody Instance = new();

        public bool CanHaveBody => false;
    }
}
