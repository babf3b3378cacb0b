using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

public sealed class KeysCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private readonly KeysCheck _check = new();

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("<html>")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"one","k":"c2VjcmV0"}]}""")]
    public async Task Keys_NoneThatCanBeUsed_Failure(string keys)
    {
        await using var issuer = await FakeIssuer.StartAsync();
        issuer.Keys = keys;

        AssertFound(Outcome.Failure, "has no key set (RFC 7517) with a key that can be used", "jwks_uri", await CheckAsync(_check, ("AuthKit:Issuer", issuer.Url)));
    }

    [Fact]
    public async Task Keys_ForAnotherAlgorithm_FailureThatNamesTheRightOne() =>
        AssertFound(Outcome.Failure, "is for ES256", "Set AuthKit:Algorithms to what the issuer signs with: RS256", await CheckAsync(_check, ("AuthKit:Algorithms", "ES256")));

    [Fact]
    public async Task Keys_NotAtTheConfiguredUri_FailureAndTheRightUri()
    {
        var entries = await CheckAsync(_check, ("AuthKit:JwksUri", $"{Issuer}/nowhere"));

        AssertFound(Outcome.Failure, $"{Issuer}/nowhere answered 404", "Check AuthKit:JwksUri", entries.Take(1));
        AssertFound(Outcome.Warning, $"its keys are at {Issuer}/oauth2/jwks", $"Set AuthKit:JwksUri to {Issuer}/oauth2/jwks", entries.Skip(1));
    }

    [Fact]
    public async Task Keys_NobodyListens_Failure() => AssertFound(
        Outcome.Failure, "gave no answer", "may connect to it", (await CheckAsync(_check, ("AuthKit:JwksUri", $"http://localhost:{FreePort.Find()}/jwks"))).Take(1));

    [Fact]
    public async Task Keys_AtAnotherUriThanTheIssuerSays_Warning()
    {
        await using var issuer = await FakeIssuer.StartAsync();
        issuer.Change = document => document["jwks_uri"] = "https://keys.example/jwks";

        var entries = await CheckAsync(_check, ("AuthKit:Issuer", issuer.Url));

        AssertOk(entries.Take(1));
        AssertFound(Outcome.Warning, "its keys are at https://keys.example/jwks", "Set AuthKit:JwksUri to https://keys.example/jwks", entries.Skip(1));
    }
}
