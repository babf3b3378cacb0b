namespace FtlAuth.Tests.MockAuthKit;

/// <summary>One issuer that shows its sign-in page, for the tests of a class.</summary>
public sealed class AskingIssuer : IAsyncLifetime
{
    public MockIssuer Issuer { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Issuer = await MockIssuer.StartAsync();

    public async ValueTask DisposeAsync() => await Issuer.DisposeAsync();
}
