using System.Text.Json.Nodes;

namespace FtlAuth.Tests.Testing;

internal static class AssertJson
{
    /// <summary>The same JSON, whatever its white space and the order of its members.</summary>
    public static void Equal(string expected, ReadOnlySpan<byte> actual) => Equal(JsonNode.Parse(expected), JsonNode.Parse(actual));

    public static void Equal(string expected, string actual) => Equal(JsonNode.Parse(expected), JsonNode.Parse(actual));

    public static void Equal(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {expected?.ToJsonString()}, but it is {actual?.ToJsonString()}");
}
