namespace FtlAuth.Tests.HostileMessages;

/// <summary>The gateways that the messages are sent to; they differ in what they accept.</summary>
internal enum GatewayKind
{
    /// <summary>Default settings.</summary>
    Default,

    /// <summary>Batches are allowed.</summary>
    Batches,

    /// <summary>The identity goes into <c>_meta</c> too, and batches are allowed.</summary>
    Meta,

    /// <summary>Rules for tools and methods, which the user's token does not fulfil; batches are allowed.</summary>
    Tools,

    /// <summary>Bodies of 1024 bytes at most.</summary>
    SmallBodies,
}
