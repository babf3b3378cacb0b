namespace FtlAuth.Tests.Testing;

/// <summary>What speaks Redis' protocol in a test.</summary>
public enum CacheKind
{
    /// <summary><c>redis-server</c> in a process of its own.</summary>
    Redis,

    /// <summary>The cache of the system in this process.</summary>
    Garnet,
}
