namespace FtlAuth.Tests.Faults;

/// <summary>The tests under traffic: alone, since they measure, and since their traffic would disturb whatever else measures.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultsCollection : ICollectionFixture<FaultsSystem>
{
    public const string Name = "faults";
}
