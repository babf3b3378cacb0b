namespace FtlAuth.Tests.HostileMessages;

/// <summary>All hostile messages, by theme.</summary>
internal static class HostileMessageTable
{
    public static IReadOnlyDictionary<string, HostileMessage> Rows { get; } = Under("syntax", SyntaxRows.All)
        .Concat(Under("encoding", EncodingRows.All))
        .Concat(Under("duplicate", DuplicateRows.All))
        .Concat(Under("look-alike", LookalikeRows.All))
        .Concat(Under("shape", ShapeRows.All))
        .Concat(Under("depth and numbers", DepthRows.All))
        .Concat(Under("batch", BatchRows.All))
        .Concat(Under("batch allowed", AllowedBatchRows.All))
        .Concat(Under("forged identity", ForgedIdentityRows.All))
        .Concat(Under("forged identity, own in _meta", MetaIdentityRows.All))
        .Concat(Under("request metadata", RequestMetadataRows.All))
        .Concat(Under("legacy metadata", LegacyMetadataRows.All))
        .Concat(Under("identity header", IdentityHeaderRows.All))
        .Concat(Under("session", SessionRows.All))
        .Concat(Under("tool", ToolRows.All))
        .Concat(Under("method", MethodRows.All))
        .Concat(Under("media type", MediaTypeRows.All))
        .Concat(Under("framing", FramingRows.All))
        .Concat(Under("size", SizeRows.All))
        .ToDictionary(StringComparer.Ordinal);

    // Two rows of one name are a mistake of the table, which ends its construction.
    private static IEnumerable<KeyValuePair<string, HostileMessage>> Under(string theme, IEnumerable<HostileMessage> rows) =>
        rows.Select(row => KeyValuePair.Create($"{theme}: {row.Name}", row));
}
