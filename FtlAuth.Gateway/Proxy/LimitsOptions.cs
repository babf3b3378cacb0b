using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Proxy;

/// <summary>Sizes and times. Section <c>Limits</c>.</summary>
public sealed class LimitsOptions : ISettings
{
    static string ISettings.Section => "Limits";

    /// <summary>The largest body of a POST, in bytes. Default: 4194304 (4 MiB); at most 104857600.</summary>
    /// <remarks>A larger one is 413.</remarks>
    public int MaxBodySize { get; set; } = 4 * 1024 * 1024;

    /// <summary>How long the body of a POST may take to come, so that nobody holds memory by sending slowly. Default: 00:01:00.</summary>
    /// <remarks>A slower one is 408.</remarks>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether several JSON-RPC messages may come in one body, as servers of revision 2025-03-26 take them, except <c>initialize</c>; at most 100. Default: false.
    /// </summary>
    /// <remarks>Where it is false, several messages in one body are 400.</remarks>
    public bool AllowBatch { get; set; }

    /// <summary>How long the MCP server may take until its response headers; a stream that has begun is not timed. Default: 00:01:00.</summary>
    /// <remarks>A slower answer is 504, and the request to the server is given up.</remarks>
    public TimeSpan UpstreamTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long an event stream may be silent before a comment is written on it, so that no proxy on the way takes it for dead.
    /// Default: 00:00:15; 0 for never.
    /// </summary>
    /// <remarks>Keep it below the shortest idle timeout of the proxies on the way. A comment never stands inside an event.</remarks>
    public TimeSpan SseKeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the gateway goes on serving new requests after the order to stop, while <c>/health</c> says 503 already.
    /// Default: 00:00:05, and none where only loopback is listened on.
    /// </summary>
    /// <remarks>It is the time that a load balancer has to notice. Streams that only listen end at its beginning.</remarks>
    public TimeSpan? DrainDelay { get; set; }

    /// <summary>How long the requests under way may take to end after that. Default: 00:00:30.</summary>
    /// <remarks>What has not ended then is cut, and counted in the log. The platform's grace period has to be longer than <see cref="DrainDelay"/> and this together.</remarks>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many verified tokens are remembered, so that their signature is checked once. When there is no more room, a token that comes again takes
    /// the place of the least recently used. Default: 10000; 0 for none.
    /// </summary>
    /// <remarks>A token is remembered by its hash for five minutes, or until it expires, or until the key set changes.</remarks>
    public int VerifiedTokens { get; set; } = 10_000;

    void ISettings.Validate(SettingMistakes mistakes)
    {
        const int Largest = 100 * 1024 * 1024;
        const int MostTokens = 1_000_000;
        if (MaxBodySize is < 1024 or > Largest)
        {
            mistakes.Add("Limits:MaxBodySize", $"{MaxBodySize}", $"must be between 1024 and {Largest} bytes.");
        }

        if (VerifiedTokens is < 0 or > MostTokens)
        {
            mistakes.Add("Limits:VerifiedTokens", $"{VerifiedTokens}", $"must be between 0 and {MostTokens}.");
        }

        mistakes.RequireBetween("Limits:BodyTimeout", BodyTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        mistakes.RequireBetween("Limits:UpstreamTimeout", UpstreamTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        if (SseKeepAlive != TimeSpan.Zero && (SseKeepAlive < TimeSpan.FromSeconds(1) || SseKeepAlive > TimeSpan.FromHours(1)))
        {
            mistakes.Add("Limits:SseKeepAlive", SseKeepAlive.ToString("c"), "must be 0, or between 00:00:01 and 01:00:00, written as hh:mm:ss (a plain number means days).");
        }

        mistakes.RequireBetween("Limits:DrainDelay", DrainDelay ?? TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        mistakes.RequireBetween("Limits:DrainTimeout", DrainTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10));
    }
}
