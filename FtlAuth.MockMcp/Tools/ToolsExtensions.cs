using System.Text.Json;
using ModelContextProtocol;

namespace FtlAuth.MockMcp.Tools;

internal static class ToolsExtensions
{
    /// <summary>Adds the tools <c>whoami</c>, <c>echo</c>, <c>add</c> and <c>countdown</c>.</summary>
    public static IMcpServerBuilder WithMockTools(this IMcpServerBuilder builder)
    {
        var options = new JsonSerializerOptions(McpJsonUtilities.DefaultOptions);
        options.TypeInfoResolverChain.Insert(0, ToolsJsonContext.Default);
        return builder
            .WithTools<WhoamiTool>(options)
            .WithTools<EchoTool>(options)
            .WithTools<AddTool>(options)
            .WithTools<CountdownTool>(options);
    }
}
