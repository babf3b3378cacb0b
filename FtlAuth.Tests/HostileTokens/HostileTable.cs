namespace FtlAuth.Tests.HostileTokens;

/// <summary>All hostile tokens, by the rule of the specification that they offend, in the order in which the rules are checked.</summary>
internal static class HostileTable
{
    public static IReadOnlyDictionary<string, HostileToken> Rows { get; } = Under("presentation", PresentationRows.All)
        .Concat(Under("credentials", CredentialsRows.All))
        .Concat(Under("structure", StructureRows.All))
        .Concat(Under("base64url", Base64UrlRows.All))
        .Concat(Under("header", HeaderRows.All))
        .Concat(Under("algorithm", AlgorithmRows.All))
        .Concat(Under("HMAC", HmacRows.All))
        .Concat(Under("header member", HeaderMemberRows.All))
        .Concat(Under("typ", TypeRows.All))
        .Concat(Under("kid", KeyIdRows.All))
        .Concat(Under("key", KeyRows.All))
        .Concat(Under("signature", SignatureRows.All))
        .Concat(Under("signed input", SignedInputRows.All))
        .Concat(Under("RSA padding", RsaPaddingRows.All))
        .Concat(Under("elliptic curve", EllipticCurveRows.All))
        .Concat(Under("claims", ClaimsRows.All))
        .Concat(Under("iss", IssuerRows.All))
        .Concat(Under("exp", ExpiryRows.All))
        .Concat(Under("nbf and iat", TimeRows.All))
        .Concat(Under("sub", SubjectRows.All))
        .Concat(Under("aud", AudienceRows.All))
        .Concat(Under("purpose", PurposeRows.All))
        .ToDictionary(StringComparer.Ordinal);

    // Two rows of one name are a mistake of the table, which ends its construction.
    private static IEnumerable<KeyValuePair<string, HostileToken>> Under(string rule, IEnumerable<HostileToken> rows) =>
        rows.Select(row => KeyValuePair.Create($"{rule}: {row.Name}", row));
}
