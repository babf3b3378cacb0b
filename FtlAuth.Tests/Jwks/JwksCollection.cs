namespace FtlAuth.Tests.Jwks;

/// <summary>The tests on one issuer's keys, one after the other, since they count what the issuer is asked.</summary>
[CollectionDefinition(Name)]
public sealed class JwksCollection : ICollectionFixture<JwksSystem>
{
    public const string Name = "jwks";
}
