namespace FtlAuth.Gateway.Mcp;

/// <summary>The inspected body of the request and its pooled memory, for as long as the request lasts.</summary>
internal sealed class RequestMessage(PooledBody body, InspectedMessage message)
{
    /// <summary>The id as it was written; empty when there is none.</summary>
    public ReadOnlySpan<byte> Id => message.HasId ? body.Span[message.Id] : default;
}
