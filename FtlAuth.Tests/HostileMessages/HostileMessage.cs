namespace FtlAuth.Tests.HostileMessages;

/// <summary>
/// A row of the table: a hostile request, and either how it is refused, with a twin that differs in as little as makes it good, or what is left of it
/// when it has passed.
/// </summary>
internal sealed record HostileMessage(string Name, Sent Hostile, Refusal? Refusal, Sent? Twin, GatewayKind Gateway)
{
    /// <summary>Refused, and its twin is not.</summary>
    public static HostileMessage Refused(string name, Refusal refusal, Sent hostile, Sent twin, GatewayKind gateway = default) =>
        new(name, hostile, refusal, twin, gateway);

    /// <summary>Passes, without what is hostile in it.</summary>
    public static HostileMessage Cleaned(string name, Sent hostile, string reaches, GatewayKind gateway = default) =>
        new(name, hostile.Reaching(reaches), null, null, gateway);

    /// <summary>Passes as it is: it only looks hostile.</summary>
    public static HostileMessage Passed(string name, Sent sent, GatewayKind gateway = default) => new(name, sent, null, null, gateway);
}
