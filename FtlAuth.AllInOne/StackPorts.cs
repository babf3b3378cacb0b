using System.Globalization;
using Microsoft.Extensions.Options;

namespace FtlAuth.AllInOne;

/// <summary>The configuration section <c>Ports</c>: where each part listens, on loopback; 0 picks a free port.</summary>
/// <param name="Gateway">The gateway. Default: <see cref="DefaultPorts.Gateway"/>.</param>
/// <param name="AuthKit">The mock issuer. Default: <see cref="DefaultPorts.AuthKit"/>.</param>
/// <param name="Mcp">The mock MCP gateway. Default: <see cref="DefaultPorts.Mcp"/>.</param>
/// <param name="Cache">The cache. Default: 0.</param>
internal sealed record StackPorts(int Gateway, int AuthKit, int Mcp, int Cache)
{
    public const string GatewayKey = "Ports:Gateway";
    public const string AuthKitKey = "Ports:AuthKit";
    public const string McpKey = "Ports:Mcp";

    /// <exception cref="OptionsValidationException">A value is no port.</exception>
    public static StackPorts Read(IConfiguration configuration)
    {
        var mistakes = new List<string>();
        var ports = new StackPorts(
            Port(GatewayKey, DefaultPorts.Gateway), Port(AuthKitKey, DefaultPorts.AuthKit), Port(McpKey, DefaultPorts.Mcp), Port(EmbeddedCache.PortKey, 0));
        return mistakes.Count == 0 ? ports : throw new OptionsValidationException("Ports", typeof(StackPorts), mistakes);

        int Port(string key, int byDefault)
        {
            var value = configuration[key];
            if (string.IsNullOrEmpty(value))
            {
                return byDefault;
            }

            if (!ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                mistakes.Add($"{key} is '{value}': give a port from 1 to 65535, or 0 for any free one.");
            }

            return port;
        }
    }
}
