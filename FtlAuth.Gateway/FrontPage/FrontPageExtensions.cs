namespace FtlAuth.Gateway.FrontPage;

internal static class FrontPageExtensions
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddFrontPage(this IServiceCollection services) => services
        .AddSingleton<FrontPageDocument>()
        .AddSingleton<PublicStatus>()
        .AddSingleton<FrontPageEndpoint>();

    /// <summary>Maps <c>/</c>: for a browser a page that says what this is and how to connect a client; for anything else 404.</summary>
    public static IEndpointRouteBuilder MapFrontPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/", Methods, endpoints.ServiceProvider.GetRequiredService<FrontPageEndpoint>().WriteAsync);
        return endpoints;
    }
}
