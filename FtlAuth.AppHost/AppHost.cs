using FtlAuth.AllInOne;
using FtlAuth.AppHost;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

// The keys that replicas share: Redis, or Garnet on a machine where no container engine answers.
var cache = builder.UsesContainers() ? builder.AddRedis("cache") : builder.AddEmbeddedCache("cache");

// Who signs people in: a mock of WorkOS AuthKit, unless the parameter names a real one.
var authKit = builder.AddMock<Projects.FtlAuth_MockAuthKit>("authkit", port: DefaultPorts.AuthKit, unlessGiven: ParameterNames.AuthKitIssuer)
    ?.WithLink("/", "Who signs in")
    .WithLink("/.well-known/oauth-authorization-server", "Issuer metadata")
    .WithIssuerCommands();

// What is protected: a mock of the internal MCP gateway, unless the parameter names a real server. Found by its name.
var mcp = builder.AddMock<Projects.FtlAuth_MockMcp>("ftl-mcp-gateway", port: DefaultPorts.Mcp, unlessGiven: ParameterNames.McpGatewayUrl)
    ?.WithLink("/mcp-internal", "MCP, without authentication");

// What clients talk to, and the only one that anybody outside can reach.
builder.AddProject<Projects.FtlAuth_Gateway>("gateway")
    .WithReplicas(builder.Configuration.GetValue("Replicas", 1))
    .WithPublicUrl(port: DefaultPorts.Gateway)
    .WithSecret()
    .WithReference(cache).WaitFor(cache)
    .WithIssuer(authKit)
    .WithMcpServer(mcp)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithLink("/", "How to connect")
    .WithLink("/.well-known/oauth-protected-resource/mcp", "Resource metadata");

builder.Build().Run();
