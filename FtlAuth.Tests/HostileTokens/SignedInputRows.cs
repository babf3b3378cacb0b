using System.Security.Cryptography;
using System.Text;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>The right key over something else than the two parts as they stand (RFC 7515 section 5.2).</summary>
internal static class SignedInputRows
{
    public static IReadOnlyList<HostileToken> All { get; } =
    [
        Row("payload alone", (_, payload) => payload),
        Row("header alone", (header, _) => header),
        Row("no full stop between", (header, payload) => header + payload),
        Row("full stop behind", (header, payload) => $"{header}.{payload}."),
        Row("line end behind", (header, payload) => $"{header}.{payload}\n"),
        Row("line end for the full stop", (header, payload) => $"{header}\n{payload}"),
        Row("parts in the other order", (header, payload) => $"{payload}.{header}"),
        Row("parts decoded", (header, payload) => $"{Decode(header)}.{Decode(payload)}"),
        Row("payload decoded, as with b64", (header, payload) => $"{header}.{Decode(payload)}"),
        Row("parts with padding", (header, payload) => $"{Pad(header)}.{Pad(payload)}"),
        Row("lower case", (header, payload) => $"{header}.{payload}".ToLowerInvariant()),
        Row("nothing", (_, _) => ""),
        Row("NUL behind", (header, payload) => $"{header}.{payload}\0"),
        Bytes("UTF-16", input => Encoding.Unicode.GetBytes(input)),
        Bytes("hash of the input", input => SHA256.HashData(Forge.Bytes(input))),
        Bytes("hash of the input in hex", input => Forge.Bytes(Convert.ToHexStringLower(SHA256.HashData(Forge.Bytes(input))))),
        Bytes("byte order mark before", input => [0xEF, 0xBB, 0xBF, .. Forge.Bytes(input)]),
    ];

    private static HostileToken Row(string name, Func<string, string, string> signed) => Bytes(
        name,
        input => Forge.Bytes(input.Split('.') is [var header, var payload] ? signed(header, payload) : ""));

    private static HostileToken Bytes(string name, Func<string, byte[]> signed) => HostileToken.Of(
        name,
        TokenRefusal.BadSignature,
        forge =>
        {
            var input = Forge.Input(SignedTokens.Header, Forge.ClaimsFor("input: " + name));
            return Forge.Join(input, forge.Tokens.Rsa.SignData(signed(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        },
        forge => forge.GoodFor("input: " + name));

    private static string Decode(string part) => Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part));

    // One more than needed where none is needed.
    private static string Pad(string part) => part + new string('=', part.Length % 4 == 0 ? 1 : 4 - (part.Length % 4));
}
