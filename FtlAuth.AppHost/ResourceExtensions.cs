namespace FtlAuth.AppHost;

/// <summary>The parts of the model that need more than a line.</summary>
internal static class ResourceExtensions
{
    // Letters and digits only, and a multiple of four of them: base64 of 33 bytes.
    private const int SecretLength = 44;
    private const int ContainerPort = 8080;
    private const string PublicUrlParameter = "public-url";

    /// <summary>The gateway's secret: generated, kept in user secrets while developing, an input of the deployment otherwise.</summary>
    public static IResourceBuilder<ParameterResource> AddGatewaySecret(this IDistributedApplicationBuilder builder) => builder.AddParameter(
        "gateway-secret", new GenerateParameterDefault { MinLength = SecretLength, Special = false }, secret: true, persist: true);

    /// <summary>The cache without containers: FtlAuth.AllInOne, which then runs nothing but its Garnet.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddEmbeddedCache(this IDistributedApplicationBuilder builder, string name)
    {
        var password = builder.AddParameter($"{name}-password", new GenerateParameterDefault { Special = false }, secret: true, persist: true);
        var garnet = builder.AddProject<Projects.FtlAuth_AllInOne>("garnet")
            .WithArgs("--only", "cache")
            .WithEndpoint(scheme: "tcp", env: "Ports__Cache")
            .WithEnvironment("Cache__Password", password);
        var address = garnet.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort);
        return builder.AddConnectionString(name, ReferenceExpression.Create($"{address},password={password}"));
    }

    /// <summary>The endpoints of the deployed gateway: http in the container, https where the platform ends TLS for it.</summary>
    public static IResourceBuilder<ProjectResource> WithPublishedEndpoints(this IResourceBuilder<ProjectResource> gateway) => gateway
        .WithHttpEndpoint(targetPort: ContainerPort)
        .WithHttpsEndpoint(targetPort: ContainerPort)
        .WithEnvironment(context => { context.EnvironmentVariables.Remove("HTTPS_PORTS"); });

    /// <summary>Who the deployed gateway works with: parameters, since the mocks stay at home.</summary>
    public static IResourceBuilder<ProjectResource> WithExternalParties(this IResourceBuilder<ProjectResource> gateway)
    {
        var builder = gateway.ApplicationBuilder;
        gateway.WithEnvironment("AuthKit__Issuer", builder.AddParameter("authkit-issuer"))
            .WithEnvironment("McpGateway__Url", builder.AddParameter("mcp-gateway-url"));

        // Before the first deployment nobody knows the address, so the platform fills it in unless a parameter does.
        return builder.Configuration[$"Parameters:{PublicUrlParameter}"] is null
            ? gateway.WithEnvironment("Gateway__PublicUrl", gateway.GetEndpoint("https"))
            : gateway.WithEnvironment("Gateway__PublicUrl", builder.AddParameter(PublicUrlParameter));
    }
}
