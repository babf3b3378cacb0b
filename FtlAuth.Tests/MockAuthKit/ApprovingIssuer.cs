namespace FtlAuth.Tests.MockAuthKit;

/// <summary>One issuer that approves at once, for the tests of a class; none of them turns its clock or its keys.</summary>
public sealed class ApprovingIssuer : IAsyncLifetime
{
    public MockIssuer Issuer { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Issuer = await MockIssuer.StartApprovingAsync();

    public async ValueTask DisposeAsync() => await Issuer.DisposeAsync();
}
