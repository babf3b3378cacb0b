namespace FtlAuth.Tests.Fuzzing;

/// <summary>Who signs a token, and how.</summary>
internal enum Signer
{
    Es256,
    Es384,
    Rs256,
    Ps256,

    /// <summary>A P-256 key that the issuer does not have.</summary>
    Foreign,

    /// <summary>The right key, but the signature in ASN.1 as other protocols have it.</summary>
    Es256InDer,

    /// <summary>HMAC with the public key as the secret, for those who take the algorithm's word.</summary>
    HmacOfPublicKey,

    /// <summary>A signature of zeros, which a missing range check accepts (CVE-2022-21449).</summary>
    Zeros,

    /// <summary>Nobody: the part is empty.</summary>
    Nobody,
}
