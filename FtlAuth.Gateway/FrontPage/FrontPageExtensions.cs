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
        // Made for the first who asks, which in front of a server that only programs use nobody may.
        endpoints.MapMethods("/", Methods, context => context.RequestServices.GetRequiredService<FrontPageEndpoint>().WriteAsync(context));
        return endpoints;
    }
}
