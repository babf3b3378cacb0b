namespace FtlAuth.Gateway.Authentication;

/// <summary>The token that the request presents, for the gateway to verify.</summary>
internal sealed class BearerCredentialsFeature(ReadOnlyMemory<char> token, long read)
{
    /// <summary>The token.</summary>
    public ReadOnlyMemory<char> Token => token;

    /// <summary>When it was read, as a timestamp of the clock.</summary>
    public long Read => read;
}
