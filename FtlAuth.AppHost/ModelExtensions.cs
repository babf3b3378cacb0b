using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;

namespace FtlAuth.AppHost;

/// <summary>The parts of the model that need more than a line.</summary>
internal static class ModelExtensions
{
    private const string Http = "http";

    // Where the image of .NET listens.
    private const int ContainerPort = 8080;

    // Letters and digits only, and a multiple of four of them: base64 of 33 bytes.
    private const int SecretLength = 44;

    /// <summary>Whether the cache is a container: always where the model is published, else as <c>Containers</c> says, else when an engine answers.</summary>
    public static bool UsesContainers(this IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsPublishMode || (builder.Configuration.GetValue<bool?>("Containers") ?? ContainerEngine.Answers());

    /// <summary>The cache without containers: FtlAuth.AllInOne, which then runs nothing but its Garnet.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddEmbeddedCache(this IDistributedApplicationBuilder builder, string name)
    {
        var password = builder.AddParameter($"{name}-password", new GenerateParameterDefault { Special = false }, secret: true, persist: true);
        var garnet = builder.AddProject<Projects.FtlAuth_AllInOne>("garnet")
            .WithArgs("--only", "cache")
            .WithEndpoint(scheme: "tcp", env: "Ports__Cache")
            .WithEnvironment("Cache__Password", password);
        var address = garnet.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort);
        return builder.AddConnectionString(name, ReferenceExpression.Create($"{address},password={password}"));
    }

    /// <summary>A mock for development; null where the model is published, or where a parameter names the real thing: mocks stay at home.</summary>
    public static IResourceBuilder<ProjectResource>? AddMock<TProject>(
        this IDistributedApplicationBuilder builder, string name, int port, string unlessGiven)
        where TProject : IProjectMetadata, new() =>
        builder.ExecutionContext.IsPublishMode || builder.IsGiven(unlessGiven)
            ? null
            : builder.AddProject<TProject>(name)
                .WithHttpEndpoint(port: port)
                .WithHttpHealthCheck("/health")
                .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development");

    /// <summary>A link on the dashboard, beside the resource's address.</summary>
    public static IResourceBuilder<ProjectResource> WithLink(this IResourceBuilder<ProjectResource> resource, string path, string text) =>
        resource.WithUrlForEndpoint(Http, endpoint => new ResourceUrlAnnotation { Url = path, DisplayText = text });

    /// <summary>Commands of the issuer, on the dashboard and as <c>aspire resource authkit …</c>.</summary>
    public static IResourceBuilder<ProjectResource> WithIssuerCommands(this IResourceBuilder<ProjectResource> authKit) => authKit
        .WithHttpCommand("/admin/tokens", "Mint a token", commandName: "mint-token", commandOptions: new()
        {
            Description = "A good access token for the gateway.",
            IconName = "Key",
            IsHighlighted = true,
            ResultMode = HttpCommandResultMode.Json,
        })
        .WithHttpCommand("/admin/keys", "Rotate the keys", commandName: "rotate-keys", commandOptions: new()
        {
            Description = "Signs with a new key from now on. The gateway finds it at the first token that names it.",
            IconName = "ArrowRotateClockwise",
            ResultMode = HttpCommandResultMode.Json,
        })
        .WithHttpCommand("/admin/faults", "Break", commandName: "break", commandOptions: Fault(
            "error", "Keys, metadata and tokens answer 500 from now on. The gateway goes on with the keys that it has."))
        .WithHttpCommand("/admin/faults", "Mend", commandName: "mend", commandOptions: Fault("none", "Everything answers again."));

    /// <summary>Where clients find the gateway: a fixed port while developing; deployed, https where the platform ends TLS for it.</summary>
    public static IResourceBuilder<ProjectResource> WithPublicUrl(this IResourceBuilder<ProjectResource> gateway, int port)
    {
        // The gateway judges these headers itself, and only from proxies that it knows.
        gateway.DisableForwardedHeaders();
        if (!gateway.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            gateway.WithHttpEndpoint(port: port);
            return gateway.WithEnvironment("Gateway__PublicUrl", gateway.GetEndpoint(Http));
        }

        gateway.WithHttpEndpoint(targetPort: ContainerPort)
            .WithHttpsEndpoint(targetPort: ContainerPort)
            .WithEnvironment(context => { context.EnvironmentVariables.Remove("HTTPS_PORTS"); });

        // Before the first deployment nobody knows the address, so the platform fills it in unless a parameter does.
        return gateway.ApplicationBuilder.IsGiven(ParameterNames.PublicUrl)
            ? gateway.WithEnvironment("Gateway__PublicUrl", gateway.ApplicationBuilder.AddParameter(ParameterNames.PublicUrl))
            : gateway.WithEnvironment("Gateway__PublicUrl", gateway.GetEndpoint("https"));
    }

    /// <summary>The secret of all replicas: generated, kept in user secrets while developing, an input of the deployment otherwise.</summary>
    public static IResourceBuilder<ProjectResource> WithSecret(this IResourceBuilder<ProjectResource> gateway) => gateway.WithEnvironment(
        "Gateway__Secret",
        gateway.ApplicationBuilder.AddParameter(
            ParameterNames.GatewaySecret, new GenerateParameterDefault { MinLength = SecretLength, Special = false }, secret: true, persist: true));

    /// <summary>Trusts the mock, and has it make tokens for the gateway; without one, trusts the issuer that the parameter names.</summary>
    public static IResourceBuilder<ProjectResource> WithIssuer(this IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ProjectResource>? mock)
    {
        if (mock is null)
        {
            return gateway.WithEnvironment("AuthKit__Issuer", gateway.ApplicationBuilder.AddParameter(ParameterNames.AuthKitIssuer));
        }

        mock.WithEnvironment("MockAuthKit__Issuer", mock.GetEndpoint(Http))
            .WithEnvironment("MockAuthKit__Resources__0", ReferenceExpression.Create($"{gateway.GetEndpoint(Http)}/mcp"));
        return gateway.WithEnvironment("AuthKit__Issuer", mock.GetEndpoint(Http)).WaitFor(mock);
    }

    /// <summary>Protects the mock, which the gateway finds by its name; without one, the server that the parameter names.</summary>
    public static IResourceBuilder<ProjectResource> WithMcpServer(this IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ProjectResource>? mock) =>
        mock is null
            ? gateway.WithEnvironment("McpGateway__Url", gateway.ApplicationBuilder.AddParameter(ParameterNames.McpGatewayUrl))
            : gateway.WithReference(mock).WaitFor(mock);

    private static bool IsGiven(this IDistributedApplicationBuilder builder, string parameter) =>
        !string.IsNullOrWhiteSpace(builder.Configuration[$"Parameters:{parameter}"]);

    private static HttpCommandOptions Fault(string fault, string description) => new()
    {
        Description = description,
        Method = HttpMethod.Put,
        ResultMode = HttpCommandResultMode.Json,
        PrepareRequest = context =>
        {
            context.Request.Content = JsonContent.Create(new { jwks = fault, metadata = fault, token = fault });
            return Task.CompletedTask;
        },
    };
}
