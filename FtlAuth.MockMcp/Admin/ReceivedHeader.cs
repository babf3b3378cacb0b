namespace FtlAuth.MockMcp.Admin;

/// <summary>One header line; a repeated header is one entry per line.</summary>
internal sealed record ReceivedHeader(string Name, string Value);
