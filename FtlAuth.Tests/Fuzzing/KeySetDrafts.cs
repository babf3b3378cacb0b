using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>Makes key sets of good keys, weak keys and keys that are none.</summary>
internal sealed class KeySetDrafts
{
    public static readonly string[] KeyIds = ["a", "b", "c", "é", ""];

    private static readonly Fragment KeyId = new("kid", 20, 5, [.. KeyIds.Select(id => $"\"{id}\""), "\"\\u0061\""], ["\"\\ud800\"", "1", "null"]);
    private static readonly Fragment Use = new("use", 60, 8, ["\"sig\"", "\"s\\u0069g\""], ["\"enc\"", "\"\"", "\"\\ud800\"", "null"]);
    private static readonly Fragment Operations = new("key_ops", 75, 8, ["[\"verify\"]", "[\"sign\",\"verify\"]", "[1,\"verify\"]"], ["[]", "[\"sign\"]", "[\"\\ud800\"]", "\"verify\"", "{}"]);
    private static readonly JsonMember[] Harmless = [new("\"x5c\"", "[\"MII\"]"), new("\"x\\ud800\"", "1"), new("\"d\"", "\"AQAB\""), new("\"Kty\"", "\"oct\""), new("\"k\"", "\"AQAB\"")];
    private static readonly JsonMember[] Harmful = [new("\"kty\"", "\"oct\""), new("\"x\"", "[[[[[[[[[1]]]]]]]]]"), new("\"alg\"", "\"HS256\""), new("\"kid\"", "\"a\"")];

    private static readonly JsonDraft Filler = new([new("\"kty\"", "\"oct\"")]);

    public KeySetDrafts(SignedTokens tokens)
    {
        using var weak = RSA.Create(1024);
        var rsa = tokens.Rsa.ExportParameters(false);
        var even = rsa.Modulus!.ToArray();
        even[^1] &= 0xFE;
        string[] oddNumbers =
        [
            Quote(weak.ExportParameters(false).Modulus!), Quote(even), Quote(new byte[256]), Quote([.. Enumerable.Repeat((byte)255, 256)]), Quote([1, 0, .. new byte[254], 1]),
            Quote([.. Enumerable.Repeat((byte)255, 1024)]), Quote([.. Enumerable.Repeat((byte)255, 1025)]), Quote([128, .. new byte[255]]), "\"\"", "\"A\"", "\"AB\"", "\"=\"", "\"\\udc00\"", "1",
        ];
        string[] oddExponents =
        [
            "\"Aw\"", "\"AQ\"", "\"Ag\"", "\"AA\"", "\"_____w\"", "\"AQAAAAE\"", "\"\"", "\"AQAB=\"", "\"AAEAAQ\"", "1", "null", Quote(rsa.Modulus!),
        ];
        var p256 = tokens.P256.ExportParameters(false).Q;
        var p384 = tokens.P384.ExportParameters(false).Q;
        string[] oddPoints = [Quote(new byte[32]), Quote([.. Enumerable.Repeat((byte)255, 32)]), Quote(p384.X!), Quote(p256.X!), Quote(p256.Y!), Quote(p256.X![..31]), "\"\"", "\"!\"", "null"];

        All = Sets(Gen.OneOf(
            Key("RSA", "\"RS256\"", new Fragment("n", 2, 25, [Quote(rsa.Modulus!), Quote([0, .. rsa.Modulus!])], oddNumbers), new Fragment("e", 2, 25, ["\"AQAB\""], oddExponents)),
            Key("EC", "\"ES256\"", Curve("P-256"), Coordinate("x", p256.X!, oddPoints), Coordinate("y", p256.Y!, oddPoints)),
            Key("EC", "\"ES384\"", Curve("P-384"), Coordinate("x", p384.X!, oddPoints), Coordinate("y", p384.Y!, oddPoints))));
    }

    public Gen<KeySetDraft> All { get; }

    private static Gen<KeySetDraft> Sets(Gen<JsonDraft> key) =>
        from count in Gen.Frequency((60, Gen.Choose(1, 4)), (2, Gen.Constant(0)), (1, Gen.Choose(98, 103)))
        from keys in count > 4 ? key.Select(one => Enumerable.Repeat(Filler, count - 1).Prepend(one).ToArray()) : Gen.ArrayOf(key, count)
        from before in Gen.Frequency((40, Gen.Constant("{\"keys\":[")), (1, Gen.Elements("{\"Keys\":[", "[", "{\"keys\":[],\"keys\":[", "{\"\\ud800\":1,\"keys\":[", "{\"keys\":[null,1,[],", "\uFEFF{\"keys\":[")))
        from after in Gen.Frequency((40, Gen.Constant("]}")), (1, Gen.Elements("]", "]}x", ",]}", "],\"x\":\"\\ud800\"}", "],\"k\\u0065ys\":[]}", ",\"\\ud800\"]}")))
        from edits in Gen.Frequency((6, Gen.Constant<ByteEdit[]>([])), (1, Gen.ArrayOf(JsonDrafts.Edits, 1)), (1, Gen.ArrayOf(JsonDrafts.Edits, 3)))
        select new KeySetDraft(keys, before, after, edits);

    private static Gen<JsonDraft> Key(string type, string algorithm, params Fragment[] numbers) => JsonDrafts.Of(
        [
            new Fragment("kty", 2, 3, [$"\"{type}\""], ["\"rsa\"", "\"oct\"", "\"OKP\"", "1", "\"\\ud800\""]),
            new Fragment("alg", 50, 8, [algorithm], ["\"RS512\"", "\"PS384\"", "\"HS256\"", "\"none\"", "\"RSA-OAEP\"", "\"\\ud800\"", "1"]),
            KeyId, Use, Operations, .. numbers,
        ],
        Harmless,
        Harmful);

    private static Fragment Curve(string name) => new("crv", 2, 6, [$"\"{name}\""], ["\"P-256\"", "\"P-384\"", "\"P-521\"", "\"secp256k1\"", "\"p-256\"", "1", "\"\\ud800\""]);

    private static Fragment Coordinate(string name, byte[] value, string[] odd) => new(name, 2, 12, [Quote(value)], odd);

    private static string Quote(byte[] bytes) => $"\"{SignedTokens.Encode(bytes)}\"";
}
