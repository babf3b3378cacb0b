using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.HostileTokens;

/// <summary>What one request presents as its credentials, as it stands on the wire: one character per byte.</summary>
internal sealed record Presented(string[] Headers, string Target = "/mcp", string Body = TestSystem.ToolsList)
{
    public static implicit operator Presented(string token) => new([$"Authorization: Bearer {token}"]);

    public Task<RawResponse> SendAsync(string origin)
    {
        string[] type = Headers.Any(line => line.StartsWith("Content-Type", StringComparison.Ordinal)) ? [] : ["Content-Type: application/json"];
        return RawHttp.SendAsync(origin, "POST", Target, [.. Headers, .. type, "Accept: application/json, text/event-stream"], Body);
    }

    /// <summary>Asserts that a text has not so much as 16 characters of a part of the token.</summary>
    public void AssertUntold(string text)
    {
        var pieces = string.Join(' ', [Target, Body, .. Headers]).Split([' ', '.', '=', ',', '"', '?', '&', '/', ':', ';', '\t', '\r', '\n']);
        Assert.DoesNotContain(pieces.SelectMany(Windows), Windows(text).ToHashSet(StringComparer.OrdinalIgnoreCase).Contains);

        static IEnumerable<string> Windows(string text) => Enumerable.Range(0, Math.Max(0, text.Length - 15)).Select(start => text.Substring(start, 16));
    }
}
