using FtlAuth.Gateway.Discovery;

namespace FtlAuth.Gateway.Doctor;

/// <summary>Where an issuer's metadata is.</summary>
internal static class IssuerDocuments
{
    public static string AuthorizationServer(string issuer) => AuthorizationServerMetadata.MetadataUri(issuer);

    /// <summary>OpenID Connect Discovery 1.0 section 4 puts the well-known part behind the path, where RFC 8414 puts it before.</summary>
    public static string OpenId(string issuer) => issuer.TrimEnd('/') + "/.well-known/openid-configuration";
}
