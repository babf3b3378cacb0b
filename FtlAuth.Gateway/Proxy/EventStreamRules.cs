namespace FtlAuth.Gateway.Proxy;

/// <summary>What happens to an event stream besides its events.</summary>
/// <param name="KeepAlive">How long it may be silent before a comment is written; 0 for ever.</param>
/// <param name="Ends">When it ends, whatever the server has still to say.</param>
/// <param name="Draining">Ends it too.</param>
internal sealed record EventStreamRules(TimeSpan KeepAlive, DateTimeOffset Ends, CancellationToken Draining);
