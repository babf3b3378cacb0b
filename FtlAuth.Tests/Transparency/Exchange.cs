namespace FtlAuth.Tests.Transparency;

/// <summary>The same request sent to the MCP server with and without the gateway between: what each side received.</summary>
internal sealed record Exchange(MessagePair Request, MessagePair Answer, Surroundings Surroundings)
{
    /// <summary>What differs and should not, a line each.</summary>
    public IReadOnlyList<string> Differences()
    {
        foreach (var difference in ExpectedDifferences.OfRequests)
        {
            difference.Apply(Request, Surroundings);
        }

        foreach (var difference in ExpectedDifferences.OfAnswers)
        {
            difference.Apply(Answer, Surroundings);
        }

        return
        [
            .. Request.Differences().Select(line => $"The MCP server received another {line}"),
            .. Answer.Differences().Select(line => $"The client received another {line}"),
        ];
    }

    public void AssertTransparent()
    {
        var differences = Differences();
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }
}
