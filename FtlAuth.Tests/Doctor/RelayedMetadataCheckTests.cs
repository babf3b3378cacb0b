using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace FtlAuth.Tests.Doctor;

public sealed class RelayedMetadataCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private const string Root = "/.well-known/oauth-authorization-server";

    private readonly RelayedMetadataCheck _check = new();

    [Fact]
    public async Task Document_ChangedAtTheIssuerSince_Warning()
    {
        await using var issuer = await FakeIssuer.StartAsync();
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:Issuer", issuer.Url));
        var settings = new (string, string?)[] { ("AuthKit:Issuer", issuer.Url), ("Gateway:PublicUrl", gateway.Origin) };
        AssertOk(await CheckAsync(_check, settings));

        issuer.Change = document => document["scopes_supported"] = "openid";
        var entries = await CheckAsync(_check, settings);

        Assert.Equal(2, entries.Count);
        AssertFound(Outcome.Warning, "is not the document of", "Run doctor again after Jwks:CacheDuration", entries.Take(1));
    }

    [Fact]
    public async Task Document_NotToBeHadForTheGateway_Failure()
    {
        await using var issuer = await FakeIssuer.StartAsync();
        issuer.Status = StatusCodes.Status500InternalServerError;
        await using var gateway = await Stack.StartGatewayAsync(("AuthKit:Issuer", issuer.Url));

        var entries = await CheckAsync(_check, ("AuthKit:Issuer", issuer.Url), ("Gateway:PublicUrl", gateway.Origin));

        AssertFound(Outcome.Failure, $"{gateway.Origin}{Root} answered 503", "from where the gateway runs", entries.Take(1));
    }

    [Fact]
    public async Task Document_NotRouted_Failure()
    {
        await using var proxy = await new ForwardingProxy { Instead = ForwardingProxy.Answering(Root, 404) }.StartAsync(PublicUrl);

        AssertFound(Outcome.Failure, "answered 404", $"Route {Root}", await CheckAsync(_check, ("Gateway:PublicUrl", proxy.Origin)));
    }
}
