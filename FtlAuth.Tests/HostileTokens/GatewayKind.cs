namespace FtlAuth.Tests.HostileTokens;

/// <summary>The gateways that the tokens are sent to; they differ in what they accept.</summary>
internal enum GatewayKind
{
    /// <summary>RS256 only, a minute of skew, every key of <see cref="PublishedKeys"/>.</summary>
    Default,

    /// <summary>All eight algorithms.</summary>
    EveryAlgorithm,

    /// <summary>A set with one usable key among unusable ones, so that tokens need not name it.</summary>
    OneKey,

    /// <summary>Only the client <c>client_1</c>.</summary>
    ListedClient,

    /// <summary>No skew at all.</summary>
    NoSkew,
}
