namespace FtlAuth.MockAuthKit.Discovery;

/// <summary>Clients in browsers, of any origin, may use the endpoints that need no cookie.</summary>
internal static class PublicCors
{
    private const string PolicyName = "public";

    public static IServiceCollection AddPublicCors(this IServiceCollection services) =>
        services.AddCors(options => options.AddPolicy(PolicyName, policy => policy
            .AllowAnyOrigin().AllowAnyMethod().AllowAnyHeader()
            .WithExposedHeaders("WWW-Authenticate")
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));

    public static TBuilder RequirePublicCors<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireCors(PolicyName);
}
