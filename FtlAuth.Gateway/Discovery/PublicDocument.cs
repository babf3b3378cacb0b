namespace FtlAuth.Gateway.Discovery;

/// <summary>A JSON document for everyone: GET and HEAD, readable from every origin.</summary>
internal static class PublicDocument
{
    public static Task WriteAsync(HttpContext context, byte[] json)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }
}
