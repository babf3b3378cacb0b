namespace FtlAuth.MockMcp.Admin;

/// <summary>The body of <c>PUT /admin/faults</c>, such as <c>{"mcp":"error"}</c>.</summary>
internal sealed record FaultSettings(Fault Mcp);
