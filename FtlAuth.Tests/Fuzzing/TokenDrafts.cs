using FsCheck;
using FsCheck.Fluent;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>Makes tokens that get far: a good share is acceptable, and most of the others have one or two mistakes.</summary>
internal static class TokenDrafts
{
    // An RSA signature costs a millisecond: such tokens are combined from a few headers and claims, and each is signed once.
    private const int RsaHeaders = 16;
    private const int RsaClaims = 24;
    private const int AnySize = 50;
    private static readonly Rnd RsaSeed = new(1, 3);

    private static readonly Gen<JsonDraft> Claims = JsonDrafts.Of(ClaimFragments.All, ClaimFragments.Harmless, ClaimFragments.Harmful);

    private static readonly Gen<JsonDraft> LargeClaims =
        from claims in Claims
        from length in Gen.Choose(10_000, 12_500)
        select claims with { Members = [.. claims.Members, new JsonMember("\"large\"", $"\"{new string('x', length)}\"")] };

    private static readonly Gen<TokenDraft> Signed = Gen.Frequency(
        (80, Fresh(Signer.Es256)),
        (4, Fresh(Signer.Es384)),
        (12, Combined(Signer.Rs256)),
        (4, Combined(Signer.Ps256)),
        (3, Fresh(Signer.Foreign)),
        (1, Fresh(Signer.Es256InDer)),
        (2, Fresh(Signer.HmacOfPublicKey)),
        (1, Fresh(Signer.Zeros)),
        (1, Fresh(Signer.Nobody)));

    private static readonly Gen<SegmentForm> Forms = Gen.Frequency((120, Gen.Constant(SegmentForm.Plain)), (1, Gen.Elements(Enum.GetValues<SegmentForm>())));

    private static readonly Gen<PartEdit?> PartEdits = Gen.Frequency(
        (19, Gen.Constant<PartEdit?>(null)),
        (1,
            from kind in Gen.Elements(Enum.GetValues<PartEditKind>())
            from part in Gen.Choose(0, 2)
            from other in Gen.Choose(0, 2)
            select (PartEdit?)new PartEdit(kind, part, other)));

    private static readonly Gen<ByteEdit[]> ByteEdits = Gen.Frequency(
        (20, Gen.Constant<ByteEdit[]>([])), (1, Gen.ArrayOf(JsonDrafts.Edits, 1)), (1, Gen.Choose(2, 4).SelectMany(count => Gen.ArrayOf(JsonDrafts.Edits, count))));

    private static readonly Gen<byte[]?> Raw = Gen.Frequency(
        (90, Gen.Constant<byte[]?>(null)), (1, RandomBytes(0, 255)), (1, RandomBytes('-', 'z')), (1, RandomBytes('.', '/')));

    private static readonly Gen<KeyChoice> Keys = Gen.Frequency(
        (20, Gen.Constant(KeyChoice.Three)), (8, Gen.Constant(KeyChoice.One)), (8, Gen.Constant(KeyChoice.Bound)), (1, Gen.Constant(KeyChoice.Unavailable)));

    private static readonly Gen<PolicyChoice> Policies = Gen.Frequency(
        (6, Gen.Constant(PolicyChoice.Usual)), (1, Gen.Elements(Enum.GetValues<PolicyChoice>())));

    public static readonly Gen<TokenDraft> All =
        from draft in Signed
        from partEdit in PartEdits
        from byteEdits in ByteEdits
        from signatureForm in Forms
        from raw in Raw
        from keys in Keys
        from policy in Policies
        select draft with
        {
            PartEdit = partEdit,
            ByteEdits = byteEdits,
            SignatureForm = signatureForm,
            Raw = raw,
            Keys = keys,
            Policy = policy,
        };

    public static string AlgorithmOf(Signer signer) => signer switch
    {
        Signer.Es384 => "ES384",
        Signer.Rs256 => "RS256",
        Signer.Ps256 => "PS256",
        _ => "ES256",
    };

    private static Gen<TokenDraft> Fresh(Signer signer) =>
        from header in Header(signer)
        from claims in Gen.Frequency((200, Claims), (1, LargeClaims))
        from headerForm in Forms
        from claimsForm in Forms
        select new TokenDraft(header, claims, signer) { HeaderForm = headerForm, ClaimsForm = claimsForm };

    private static Gen<TokenDraft> Combined(Signer signer) =>
        from header in Gen.Elements(Gen.Sample(Header(signer), RsaHeaders, RsaSeed, AnySize).ToArray())
        from claims in Gen.Elements(Gen.Sample(Claims, RsaClaims, RsaSeed, AnySize).ToArray())
        select new TokenDraft(header, claims, signer);

    private static Gen<JsonDraft> Header(Signer signer)
    {
        var keyId = signer switch
        {
            Signer.Es384 => "p384",
            Signer.Rs256 or Signer.Ps256 => "key-1",
            _ => "p256",
        };
        return JsonDrafts.Of(HeaderFragments.For(AlgorithmOf(signer), keyId), HeaderFragments.Harmless, HeaderFragments.Harmful);
    }

    private static Gen<byte[]?> RandomBytes(int first, int last) => Gen.Choose(0, 200)
        .SelectMany(length => Gen.ArrayOf(Gen.Choose(first, last).Select(value => (byte)value), length))
        .Select(bytes => (byte[]?)bytes);
}
