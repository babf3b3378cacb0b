namespace FtlAuth.Tests.Transparency;

/// <summary>One header line, without the white space around its value; one character per byte.</summary>
internal sealed record RawField(string Name, string Value)
{
    /// <summary>Reads <c>Name: value</c>.</summary>
    public static RawField Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        Assert.True(colon > 0, $"No header: '{line}'");
        return new RawField(line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
    }

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
