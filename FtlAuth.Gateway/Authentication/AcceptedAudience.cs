using FtlAuth.Gateway.Configuration;
using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.Authentication;

/// <summary>The audiences that tokens must name, from configuration alone; the gateway's own resource unless configured otherwise.</summary>
internal sealed class AcceptedAudience(GatewayOptions gateway, PublicOrigin origin)
{
    /// <summary>Null when the issuer's audience is not checked. Known once the server listens.</summary>
    public IReadOnlyList<string>? Of(AuthKitOptions issuer) => !issuer.ValidateAudience
        ? null
        : issuer.Audience.Count > 0 ? issuer.Audience : [origin.Fixed + gateway.Path];
}
