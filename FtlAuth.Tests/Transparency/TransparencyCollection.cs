namespace FtlAuth.Tests.Transparency;

/// <summary>One exchange after the other, since each looks at what the MCP server received last.</summary>
[CollectionDefinition(Name)]
public sealed class TransparencyCollection : ICollectionFixture<TransparencySystem>
{
    public const string Name = "transparency";
}
