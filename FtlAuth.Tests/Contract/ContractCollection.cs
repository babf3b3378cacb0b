namespace FtlAuth.Tests.Contract;

/// <summary>The tests that share one system with default settings, one after the other, since they look at what reached the MCP server.</summary>
[CollectionDefinition(Name)]
public sealed class ContractCollection : ICollectionFixture<ContractSystem>
{
    public const string Name = "contract";
}
