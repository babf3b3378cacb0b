using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FtlAuth.Tests.Mcp;

/// <summary>Makes the headers that a modern request has, which often say what random bodies say.</summary>
internal static class RandomHeaders
{
    private static readonly StringValues[] Versions = ["2026-07-28", "2026-07-28", "2025-06-18", "2031-01-01", "2026-7-28", "", new(["2026-07-28", "2026-07-28"])];

    private static readonly StringValues[] Methods =
        ["tools/call", "tools/call", "prompts/get", "resources/read", "initialize", "x", "Tools/Call", "", new(["tools/call", "tools/call"])];

    private static readonly StringValues[] Names =
    [
        "echo", "echo", "delete_user", "é", "=?base64?w6k=?=", "=?base64?ZWNobw==?=", "=?base64?ZWNobx==?=", "=?base64?ZWNo bw==?=", "=?base64?ZWNobw?=",
        "=?base64??=", "=?base64?=", "=?base64?7aCA?=", "", "7", new(["echo", "echo"]),
    ];

    public static IHeaderDictionary Next(RandomBody random)
    {
        var headers = new HeaderDictionary();
        Add("MCP-Protocol-Version", Versions);
        Add("Mcp-Method", Methods);
        Add("Mcp-Name", Names);
        return headers;

        void Add(string name, StringValues[] values)
        {
            if (random.Choose(2) == 0)
            {
                headers[name] = values[random.Choose(values.Length)];
            }
        }
    }
}
