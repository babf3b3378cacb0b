using System.ComponentModel;
using ModelContextProtocol.Server;

namespace FtlAuth.MockMcp.Tools;

internal sealed class AddTool
{
    [McpServerTool(Name = "add", ReadOnly = true)]
    [Description("Adds two numbers.")]
    public static double Add([Description("The first number.")] double a, [Description("The second number.")] double b) => a + b;
}
