using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.Authentication;

/// <summary>The audiences that tokens must name, from configuration alone; the gateway's own resource unless configured otherwise.</summary>
internal sealed class AcceptedAudience(AuthKitOptions authKit, GatewayOptions gateway, PublicOrigin origin)
{
    /// <summary>Null when the audience is not checked. Known once the server listens.</summary>
    public IReadOnlyList<string>? Values => !authKit.ValidateAudience
        ? null
        : authKit.Audience.Count > 0 ? authKit.Audience : [origin.Fixed + gateway.Path];
}
