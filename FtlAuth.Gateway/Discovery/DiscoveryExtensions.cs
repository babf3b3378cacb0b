namespace FtlAuth.Gateway.Discovery;

internal static class DiscoveryExtensions
{
    public static IServiceCollection AddDiscovery(this IServiceCollection services) => services
        .AddSingleton<PublicOrigin>()
        .AddSingleton<AuthorizationServerMetadata>();
}
