using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace FtlAuth.Gateway.Authentication;

/// <summary>Error answers with the body of OAuth (RFC 6749 section 5.2, RFC 6750 section 3.1).</summary>
internal static class OAuthError
{
    public const string Unauthorized = "unauthorized";
    public const string InvalidRequest = "invalid_request";
    public const string InvalidToken = "invalid_token";
    public const string InsufficientScope = "insufficient_scope";

    public static Task WriteUnavailableAsync(HttpContext context, string description, TimeSpan retryAfter)
    {
        SetRetryAfter(context, retryAfter);
        return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "temporarily_unavailable", description);
    }

    /// <summary>Answers 429 (RFC 6585 section 4).</summary>
    public static Task WriteTooManyAsync(HttpContext context, TimeSpan retryAfter)
    {
        SetRetryAfter(context, retryAfter);
        return WriteAsync(context, StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many requests, try again later");
    }

    public static Task WriteAsync(HttpContext context, int status, string error, string description) => WriteAsync(context, status, BodyOf(error, description));

    /// <summary>Writes a body that was made before.</summary>
    public static Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> body)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.ContentType = "application/json";
        response.ContentLength = body.Length;

        // Without the token of the request's end, which would be made for this alone: with the connection gone, the write ends by itself.
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.BodyWriter.WriteAsync(body, CancellationToken.None).AsTask();
    }

    public static ReadOnlyMemory<byte> BodyOf(string error, string description)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("error"u8, error);
            writer.WriteString("error_description"u8, description);
            writer.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    private static void SetRetryAfter(HttpContext context, TimeSpan retryAfter) =>
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
