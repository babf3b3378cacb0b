using System.Net.Security;
using FtlAuth.Gateway.Doctor;
using FtlAuth.Gateway.Doctor.Checks;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

public sealed class PublicUrlCheckTests(DoctorSystem shared) : DoctorTest(shared)
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DoctorLimits Impatient = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));

    [Fact]
    public async Task PublicUrl_NobodyListens_FailureAndTheRestIsSkipped()
    {
        var report = await ExamineFromOutsideAsync($"http://localhost:{FreePort.Find()}");

        AssertFound(Outcome.Failure, "gave no answer", "Check that proxy and gateway run", report.Checks.Where(entry => entry.Outcome != Outcome.Skipped));
        Assert.Contains(report.Checks, entry => entry.Check == "challenge" && entry.Finding.Contains("see public-url", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PublicUrl_NameThatLeadsNowhere_Failure() =>
        AssertFound(Outcome.Failure, "https://gateway.invalid gave no answer", "Make a DNS record for gateway.invalid", await CheckFromOutsideAsync(new PublicUrlCheck(), "https://gateway.invalid"));

    [Fact]
    public async Task PublicUrl_Hangs_FailureWithinTheLimit()
    {
        await using var server = await FakeServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var entries = await CheckAsync(new PublicUrlCheck(), Read([], server.Origin) with { Limits = Impatient });

        AssertFound(Outcome.Failure, "nothing complete within 0.2 s", "firewall", entries);
    }

    [Fact]
    public async Task PublicUrl_NoTlsThere_Failure()
    {
        await using var server = await FakeServer.StartAsync(_ => Task.CompletedTask);

        AssertFound(Outcome.Failure, "gave no answer", "the proxy that ends TLS", await CheckFromOutsideAsync(new PublicUrlCheck(), server.Origin.Replace("http:", "https:", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(30, "localhost", "is not trusted here", "SSL_CERT_FILE")]
    [InlineData(30, "other.example", "is for other.example", "Get one for localhost")]
    [InlineData(-1, "localhost", "has expired", "Renew it")]
    public async Task PublicUrl_BadCertificate_Failure(int days, string name, string finding, string remedy)
    {
        await using var server = await TlsServer.StartAsync(TimeSpan.FromDays(days), name);

        AssertFound(Outcome.Failure, finding, remedy, await CheckFromOutsideAsync(new PublicUrlCheck(), server.Origin));
    }

    [Theory]
    [InlineData(15, Outcome.Ok)]
    [InlineData(14, Outcome.Ok)]
    [InlineData(13.9, Outcome.Warning)]
    [InlineData(0.5, Outcome.Warning)]
    public void Certificate_EndsSoon_WarnedAboutInTime(double days, object expected)
    {
        var certificate = new SeenCertificate(Now.AddDays(-1), Now.AddDays(days), "mcp.example.com", SslPolicyErrors.None, []);

        var finding = Assert.Single(PublicUrlCheck.Judge(new Uri("https://mcp.example.com"), new Answer { Status = 200 }, certificate, ["203.0.113.5"], Now));

        Assert.Equal(expected, finding.Outcome);
        Assert.Contains($"{(int)days} days", finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_NotYetGood_Failure()
    {
        var certificate = new SeenCertificate(Now.AddDays(1), Now.AddDays(90), "mcp.example.com", SslPolicyErrors.RemoteCertificateChainErrors, ["NotTimeValid"]);

        var finding = Assert.Single(PublicUrlCheck.Judge(new Uri("https://mcp.example.com"), new Answer { Failure = "no" }, certificate, [], Now));

        Assert.Equal(Outcome.Failure, finding.Outcome);
        Assert.Contains("is not good before 2026-06-02", finding.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://mcp.example.com", Outcome.Warning)]
    [InlineData("http://localhost:3000", Outcome.Ok)]
    [InlineData("http://127.0.0.1:3000", Outcome.Ok)]
    public void Scheme_PlainHttp_WarnedAboutOffLoopback(string url, object expected) =>
        Assert.Equal(expected, Assert.Single(PublicUrlCheck.Judge(new Uri(url), new Answer { Status = 404 }, null, [], Now)).Outcome);
}
