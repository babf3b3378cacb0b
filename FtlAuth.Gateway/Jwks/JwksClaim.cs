namespace FtlAuth.Gateway.Jwks;

/// <summary>What one replica does for all.</summary>
internal enum JwksClaim
{
    /// <summary>The refresh that is due.</summary>
    Refresh,

    /// <summary>The look for an unknown key, with the cool-down after it.</summary>
    Look,
}
