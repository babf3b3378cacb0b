using FtlAuth.AppHost;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

// What clients talk to, and the only resource that anybody outside can reach. Its secret is made once and kept.
var gateway = builder.AddProject<Projects.FtlAuth_Gateway>("gateway")
    .DisableForwardedHeaders()
    .WithEnvironment("Gateway__Secret", builder.AddGatewaySecret());

// Keys shared between replicas: Redis, or Garnet on a machine where no container engine answers.
var containers = builder.ExecutionContext.IsPublishMode || (builder.Configuration.GetValue<bool?>("Containers") ?? ContainerEngine.Answers());
IResourceBuilder<IResourceWithConnectionString> cache = containers ? builder.AddRedis("cache") : builder.AddEmbeddedCache("cache");
gateway.WithReference(cache).WaitFor(cache);

if (builder.ExecutionContext.IsPublishMode)
{
    gateway.WithPublishedEndpoints().WithExternalParties();
}
else
{
    gateway.WithHttpEndpoint(port: 3000)
        .WithUrlForEndpoint("http", url => url.DisplayText = "How to connect")
        .WithEnvironment("Gateway__PublicUrl", gateway.GetEndpoint("http"));

    // The mock issuer: signs people in, and mints tokens for the gateway's resource.
    var authKit = builder.AddProject<Projects.FtlAuth_MockAuthKit>("authkit")
        .WithHttpEndpoint(port: 3001)
        .WithHttpHealthCheck("/health")
        .WithUrlForEndpoint("http", url => url.Url = "/.well-known/oauth-authorization-server")
        .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development");
    authKit.WithEnvironment("MockAuthKit__Issuer", authKit.GetEndpoint("http"))
        .WithEnvironment("MockAuthKit__Resources__0", ReferenceExpression.Create($"{gateway.GetEndpoint("http")}/mcp"));

    // The mock MCP gateway: what the gateway protects, found by its name.
    var mcp = builder.AddProject<Projects.FtlAuth_MockMcp>("ftl-mcp-gateway")
        .WithHttpEndpoint(port: 3002)
        .WithHttpHealthCheck("/health")
        .WithUrlForEndpoint("http", url => url.Url = "/mcp-internal")
        .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development");

    gateway.WithEnvironment("AuthKit__Issuer", authKit.GetEndpoint("http"))
        .WithReference(mcp)
        .WaitFor(authKit)
        .WaitFor(mcp);
}

gateway.WithHttpHealthCheck("/health").WithExternalHttpEndpoints();

builder.Build().Run();
