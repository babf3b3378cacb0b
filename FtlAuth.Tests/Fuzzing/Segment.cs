using FtlAuth.Tests.Authentication;

namespace FtlAuth.Tests.Fuzzing;

internal static class Segment
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static string Write(byte[] bytes, SegmentForm form)
    {
        var plain = SignedTokens.Encode(bytes);
        return form switch
        {
            SegmentForm.Padded => plain + (bytes.Length % 3 == 0 ? "====" : new string('=', 3 - (bytes.Length % 3))),

            // One of the bits that do not count is set.
            SegmentForm.NonCanonical when bytes.Length % 3 > 0 => plain[..^1] + Alphabet[Alphabet.IndexOf(plain[^1], StringComparison.Ordinal) | 1],
            SegmentForm.StandardAlphabet => plain.Replace('-', '+').Replace('_', '/'),
            SegmentForm.WithSpace => plain.Insert(plain.Length / 2, " "),
            SegmentForm.WithLineBreak => plain + "\r\n",
            _ => plain,
        };
    }
}
