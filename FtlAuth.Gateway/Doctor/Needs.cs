namespace FtlAuth.Gateway.Doctor;

/// <summary>What must be there before a check can say anything; without it, it is skipped.</summary>
[Flags]
internal enum Needs
{
    Nothing = 0,

    /// <summary>A public URL that answers.</summary>
    PublicUrl = 1,

    /// <summary>A configuration without mistakes.</summary>
    Settings = 2,

    /// <summary>An issuer, from the configuration or from what the gateway publishes.</summary>
    Issuers = 4,
}
