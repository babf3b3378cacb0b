namespace FtlAuth.MockAuthKit.Authorization;

/// <summary>A redirect with 303: whatever the method was, the redirect URI is fetched with GET.</summary>
internal sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
