namespace FtlAuth.Gateway.Mcp;

/// <summary>A change to a body: the bytes from <paramref name="Start"/> to <paramref name="End"/> give way to <paramref name="Insert"/>.</summary>
internal readonly record struct Edit(int Start, int End, byte[]? Insert = null);
