namespace FtlAuth.Tests.HostileTokens;

/// <summary>One row after the other, since each counts what is asked and reads what is logged.</summary>
[CollectionDefinition(Name)]
public sealed class HostileCollection : ICollectionFixture<HostileSystem>
{
    public const string Name = "hostile tokens";
}
