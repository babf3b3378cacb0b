using System.Text;

namespace FtlAuth.Tests.Transparency;

/// <summary>One message twice: as it arrives without the gateway, which is made into what is expected, and as it arrives through it.</summary>
internal sealed class MessagePair(RawMessage direct, RawMessage proxied)
{
    private const int Shown = 200;

    public string ExpectedStart { get; set; } = direct.StartLine;

    public List<RawField> Expected { get; private set; } = [.. direct.Fields];

    public List<RawField> Actual { get; private set; } = [.. proxied.Fields];

    public byte[] ExpectedBody { get; set; } = direct.Body;

    public byte[] ActualBody => proxied.Body;

    /// <summary>The first value of a header through the gateway.</summary>
    public string? ActualValue(string name) => Actual.Find(field => field.Is(name))?.Value;

    public string? ExpectedValue(string name) => Expected.Find(field => field.Is(name))?.Value;

    /// <summary>Expects that nothing of these names arrives.</summary>
    public void ExpectNone(Predicate<RawField> which) => Expected.RemoveAll(which);

    public void ExpectNone(params string[] names) => ExpectNone(field => names.Any(field.Is));

    /// <summary>Expects just this value, whatever arrives otherwise.</summary>
    public void Expect(string name, string value)
    {
        ExpectNone(name);
        Expected.Add(new RawField(name, value));
    }

    public void ExpectMore(string name, string value) => Expected.Add(new RawField(name, value));

    /// <summary>Does not compare headers of these names at all.</summary>
    public void Ignore(params string[] names)
    {
        ExpectNone(names);
        Actual.RemoveAll(field => names.Any(field.Is));
    }

    /// <summary>What is not as expected, a line each; none when all is.</summary>
    public IReadOnlyList<string> Differences()
    {
        var lines = new List<string>();
        if (ExpectedStart != proxied.StartLine)
        {
            lines.Add($"first line: expected '{ExpectedStart}', but it is '{proxied.StartLine}'");
        }

        foreach (var name in Expected.Concat(Actual).Select(field => field.Name).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var expected = Values(Expected, name);
            var actual = Values(Actual, name);
            if (expected != actual)
            {
                lines.Add($"{name}: expected {expected ?? "none"}, but it is {actual ?? "none"}");
            }
        }

        if (!ExpectedBody.AsSpan().SequenceEqual(ActualBody))
        {
            lines.Add(BodyDifference());
        }

        return lines;
    }

    // The lines of one name are a list, however they are split (RFC 9110 section 5.3); names are compared without case, and their order says nothing.
    private static string? Values(List<RawField> fields, string name) =>
        fields.Any(field => field.Is(name)) ? $"'{string.Join(", ", fields.Where(field => field.Is(name)).Select(field => field.Value))}'" : null;

    private string BodyDifference()
    {
        var same = ExpectedBody.AsSpan().CommonPrefixLength(ActualBody);
        return $"body: {ExpectedBody.Length} bytes expected, {ActualBody.Length} came; from byte {same} on expected '{Excerpt(ExpectedBody, same)}', but it is '{Excerpt(ActualBody, same)}'";
    }

    private static string Excerpt(byte[] body, int start) =>
        Encoding.UTF8.GetString(body, start, Math.Min(Shown, body.Length - start)).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
