using System.Text.Json.Nodes;
using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

public sealed class AuthorizationServerMetadataCheckTests(DoctorSystem shared) : DoctorTest(shared), IAsyncLifetime
{
    private readonly AuthorizationServerMetadataCheck _check = new();
    private FakeIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await FakeIssuer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Issuer_AsItShouldBe_Ok() => AssertOk(await CheckAsync());

    [Fact]
    public async Task Issuer_WithASlashAtTheEnd_Failure()
    {
        _issuer.Change = document => document["issuer"] = _issuer.Url + "/";

        var entries = await CheckAsync();

        AssertFound(Outcome.Failure, $"names the issuer '{_issuer.Url}/'", "without the slash", entries);
        Assert.Contains("differ by the slash at the end", entries[0].Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issuer_OfAnotherName_FailureForBothDocuments()
    {
        _issuer.Change = _issuer.ChangeOpenId = document => document["issuer"] = "https://other.authkit.app";

        var entries = await CheckAsync();

        Assert.Equal(2, entries.Count);
        Assert.All(entries, entry => AssertFound(Outcome.Failure, "names the issuer 'https://other.authkit.app'", "Set AuthKit:Issuer to https://other.authkit.app", [entry]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("plain")]
    public async Task Issuer_WithoutPkce_Failure(string? method)
    {
        _issuer.Change = document => document["code_challenge_methods_supported"] = method is null ? null : new JsonArray(method);

        AssertFound(Outcome.Failure, "does not have S256", "Switch PKCE with S256 on", await CheckAsync());
    }

    [Fact]
    public async Task Issuer_WithoutAnyRegistration_Failure()
    {
        _issuer.Change = WithoutRegistration;

        AssertFound(Outcome.Failure, "has neither registration_endpoint nor client_id_metadata_document_supported", "In the WorkOS dashboard", await CheckAsync());
    }

    [Fact]
    public async Task Issuer_WithoutAnyRegistrationButListedClients_Warning()
    {
        _issuer.Change = WithoutRegistration;

        AssertFound(Outcome.Warning, "has neither", "Nothing, if it is meant", await CheckAsync(("AuthKit:AllowedClientIds", "client_1")));
    }

    [Theory]
    [InlineData("registration_endpoint")]
    [InlineData("client_id_metadata_document_supported")]
    public async Task Issuer_WithOneKindOfRegistration_Ok(string missing)
    {
        _issuer.Change = document => document.Remove(missing);

        AssertOk(await CheckAsync());
    }

    [Fact]
    public async Task Issuer_WithoutOpenId_Warning()
    {
        _issuer.ChangeOpenId = null;

        AssertFound(Outcome.Warning, "/.well-known/openid-configuration answered 404", "Nothing, unless", await CheckAsync());
    }

    [Fact]
    public async Task Issuer_Down_Failure() => AssertFound(
        Outcome.Failure,
        "/.well-known/oauth-authorization-server gave no answer",
        "Compare AuthKit:Issuer with the domain",
        (await CheckAsync(("AuthKit:Issuer", $"http://localhost:{FreePort.Find()}"))).Take(1));

    private static void WithoutRegistration(JsonObject document)
    {
        document.Remove("registration_endpoint");
        document.Remove("client_id_metadata_document_supported");
    }

    private Task<IReadOnlyList<ReportEntry>> CheckAsync(params IEnumerable<(string Key, string? Value)> changes) =>
        CheckAsync(_check, [("AuthKit:Issuer", _issuer.Url), .. changes]);
}
