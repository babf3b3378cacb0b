using System.ComponentModel;
using ModelContextProtocol.Server;

namespace FtlAuth.MockMcp.Tools;

internal sealed class EchoTool
{
    [McpServerTool(Name = "echo", ReadOnly = true)]
    [Description("Answers with the text it was given.")]
    public static string Echo([Description("Any text.")] string text) => text;
}
