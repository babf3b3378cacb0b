namespace FtlAuth.Tests.Transparency;

/// <summary>A request or an answer as it came over the wire, its chunks put together; one character per byte.</summary>
internal sealed record RawMessage(string StartLine, IReadOnlyList<RawField> Fields, byte[] Body, IReadOnlyList<RawField> Trailers)
{
    /// <summary>The status of an answer.</summary>
    public int Status => int.Parse(StartLine.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The values of a header in order.</summary>
    public IReadOnlyList<string> Values(string name) => [.. Fields.Where(field => field.Is(name)).Select(field => field.Value)];
}
