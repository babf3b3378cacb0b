using System.Text;
using FtlAuth.Gateway.Proxy;

namespace FtlAuth.Tests.Proxy;

public sealed class EventPositionTests
{
    /// <summary>A stream, and for each place in it, before its first byte to behind its last, whether it is between two events.</summary>
    public static TheoryData<string, string> Streams { get; } = new()
    {
        { "", "+" },
        { "a", "+-" },
        { "a\n", "+--" },
        { "a\n\n", "+--+" },
        { "a\r\r", "+--+" },
        { "a\r\n\r\n", "+---++" },
        { "a\n\r\n", "+--++" },
        { "a\r\n\n", "+---+" },
        { "a\n\r", "+--+" },
        { "a\r\r\n", "+--++" },
        { "a\r\n\rb", "+---+-" },
        { "a\r\n\r\nb\r\n\r\n", "+---++---++" },
        { "a\nb\n\n", "+----+" },
        { "a\rb\r\r", "+----+" },
        { "a\r\nb\r\n\r\n", "+------++" },
        { "a\n\nb\r\n\r\nc\r\r", "+--+---++--+" },

        // Blank lines alone are no events.
        { "\n", "++" },
        { "\n\n\n", "++++" },
        { "\r\n\r\n", "+++++" },
        { "a\n\n\n\n", "+--+++" },

        // Comments stand between events, and also within one.
        { ":", "+-" },
        { ":c\n", "+--+" },
        { ":c\r", "+--+" },
        { ":c\r\n", "+--++" },
        { ":\n:\n:", "+-+-+-" },
        { ":c\n\n", "+--++" },
        { ":c\na\n\n", "+--+--+" },
        { "a\n:c\n", "+-----" },
        { "a\n:c\n\n", "+-----+" },
        { "a\n\n:c\nb\n\n", "+--+--+--+" },

        // No comments: the colon is not the first of its line.
        { "a:b\n\n", "+----+" },
        { " :c\n\n", "+----+" },
        { " \n\n", "+--+" },

        // A byte order mark belongs to the first line.
        { "\u00EF\u00BB\u00BFa\n\n", "+-----+" },
        { "a\u0000\u0085\u00E2\u0080\u00A8\n\n", "+-------+" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Position_HoweverTheBytesCome_IsTheSame(string stream, string expected)
    {
        var bytes = Encoding.Latin1.GetBytes(stream);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                var position = new EventPosition();
                foreach (var (part, end) in new[] { (bytes[..first], first), (bytes[first..second], second), (bytes[second..], bytes.Length) })
                {
                    position.Advance(part);

                    Assert.True(position.IsBetweenEvents == (expected[end] == '+'), $"Behind {end} bytes, in parts up to {first} and {second}.");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Position_ByteByByte_IsTheSame(string stream, string expected)
    {
        var position = new EventPosition();
        var found = position.IsBetweenEvents ? "+" : "-";
        foreach (var value in Encoding.Latin1.GetBytes(stream))
        {
            position.Advance([value]);
            found += position.IsBetweenEvents ? "+" : "-";
        }

        Assert.Equal(expected, found);
    }
}
