namespace FtlAuth.Benchmarks.Compare;

/// <summary>A load: which tokens, how many connections at once, how large a body.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Tokens">The kind of the tokens.</param>
/// <param name="Connections">How many requests are under way at any time.</param>
internal sealed record Scenario(string Name, TokenKind Tokens, int Connections)
{
    /// <summary>How many tokens take turns.</summary>
    public int Count { get; init; } = 1;

    /// <summary>In bytes, about.</summary>
    public int BodySize { get; init; } = 100;

    /// <summary>Whether this is about those that look at tokens alone.</summary>
    public bool IsRefused => Tokens != TokenKind.Good;

    public static IEnumerable<Scenario> All(int distinct)
    {
        foreach (var connections in new[] { 1, 32, 256 })
        {
            yield return new($"one token, {connections} connections", TokenKind.Good, connections);
        }

        yield return new($"{distinct} tokens, 32 connections", TokenKind.Good, 32) { Count = distinct };
        foreach (var kind in Enum.GetValues<TokenKind>().Where(kind => kind != TokenKind.Good))
        {
            // An attacker does not send the same one twice.
            yield return new($"refused: {kind}, 32 connections", kind, 32) { Count = 1000 };
        }

        yield return new("body of 10 KB, 32 connections", TokenKind.Good, 32) { BodySize = 10_000 };
        yield return new("body of 1 MB, 8 connections", TokenKind.Good, 8) { BodySize = 1_000_000 };
    }
}
