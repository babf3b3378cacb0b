namespace FtlAuth.MockAuthKit.Clients;

internal static class ClientsExtensions
{
    public static IServiceCollection AddClients(this IServiceCollection services) => services
        .AddSingleton<ClientIdMetadataDocuments>()
        .AddSingleton<ClientDirectory>()
        .AddSingleton<ClientAuthentication>()
        .AddSingleton<ClientRegistrationEndpoint>();

    public static IEndpointRouteBuilder MapClients(this IEndpointRouteBuilder endpoints)
    {
        ClientRegistrationEndpoint.Map(endpoints);
        return endpoints;
    }
}
