using FtlAuth.MockMcp.Admin;
using FtlAuth.MockMcp.Sessions;
using FtlAuth.MockMcp.Tools;
using FtlAuth.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FtlAuth.MockMcp;

/// <summary>The mock of the internal MCP gateway: a real MCP server at <see cref="Path"/> that tells what it was told.</summary>
public static class MockMcpApplication
{
    /// <summary>The path of the MCP endpoint.</summary>
    public const string Path = "/mcp-internal";

    private const string Name = "FtlAuth.MockMcp";

    /// <summary>Composes the service; the caller runs it.</summary>
    /// <param name="args">The command line; read only when <paramref name="configuration"/> is null.</param>
    /// <param name="configuration">The whole configuration, for a host that runs several services; null to read the process's own.</param>
    public static WebApplication Create(string[] args, IConfiguration? configuration = null)
    {
        var builder = ServiceApplication.CreateBuilder(Name, args, configuration);
        builder.AddServiceDefaults();

        // What is flushed is on its way: a stream that is broken off later does not take it back.
        builder.WebHost.UseSockets(sockets => sockets.MaxWriteBufferSize = 1);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddAdmin();
        builder.Services.AddMcpServer(options => options.ServerInfo = new() { Name = Name, Version = "1.0.0" })
            .WithSessionsForInitializeClients()
            .WithMockTools();

        var app = builder.Build();
        app.UseBufferedBody();
        app.UseRecordingAndFaults();
        app.UseBareRequests();
        app.MapDefaultEndpoints();
        app.MapAdmin();
        app.MapMcp(Path);
        return app;
    }
}
