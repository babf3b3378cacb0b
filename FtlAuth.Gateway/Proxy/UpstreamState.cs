namespace FtlAuth.Gateway.Proxy;

/// <summary>How the last request to the MCP server went.</summary>
internal sealed class UpstreamState
{
    private volatile string? _trouble;

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Trouble
    {
        get => _trouble;
        set
        {
            // Written for every request by every thread: only a change is worth a write.
            if (_trouble != value)
            {
                _trouble = value;
            }
        }
    }
}
