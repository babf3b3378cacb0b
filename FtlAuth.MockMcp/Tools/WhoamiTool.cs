using System.ComponentModel;
using FtlAuth.MockMcp.Sessions;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace FtlAuth.MockMcp.Tools;

internal sealed class WhoamiTool(IHttpContextAccessor accessor)
{
    private const string HeaderPrefix = "X-Auth-";
    private const string MetaKey = "dev.ftl/user";

    [McpServerTool(Name = "whoami", ReadOnly = true, UseStructuredContent = true)]
    [Description("Tells who you are, as the gateway in front of this server sees it.")]
    public Caller Whoami(RequestContext<CallToolRequestParams> request) => new(
        accessor.HttpContext!.Request.Headers
            .Where(header => header.Key.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value.ToString()),
        request.Params.Meta?[MetaKey],
        InitializeAuthContext.Of(request));
}
