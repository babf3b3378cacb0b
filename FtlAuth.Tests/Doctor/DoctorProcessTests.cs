using System.Text.Json;
using FtlAuth.Tests.Configuration;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

/// <summary>The command as a process of its own.</summary>
public sealed class DoctorProcessTests(DoctorSystem shared) : DoctorTest(shared)
{
    [Fact]
    public async Task Doctor_OfAHealthyDeployment_EndsWithZeroAndAllOk()
    {
        var (code, output, error) = await RunAsync(["doctor", "--public-url", PublicUrl], Variables());

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("14 ok, 0 warnings, 0 failures, 0 skipped", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OfABrokenDeployment_EndsWithOneAndJsonAlone()
    {
        var (code, output, error) = await RunAsync(["doctor", "--json", $"--McpGateway:Url=http://localhost:{FreePort.Find()}/mcp"], Variables());

        using var report = JsonDocument.Parse(output);
        Assert.Equal((1, ""), (code, error));
        Assert.Equal("failure", report.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(
            ["mcp-server"],
            report.RootElement.GetProperty("checks").EnumerateArray().Where(entry => entry.GetProperty("outcome").GetString() == "failure").Select(entry => entry.GetProperty("check").GetString()));
        Assert.DoesNotContain(DoctorSystem.Secret, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_WithWrongArguments_EndsWithTwo()
    {
        var (code, output, error) = await RunAsync(["doctor", "--jsn"]);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("'--jsn' is neither an option of doctor nor a setting of the gateway.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_AskedForHelp_TellsItsOptions()
    {
        var (code, output, _) = await RunAsync(["doctor", "--help"]);

        Assert.Equal(0, code);
        Assert.Contains("--public-url URL", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OfATrustedCertificateThatEndsSoon_WarnsAndGoesOn()
    {
        await using var server = await TlsServer.StartAsync(TimeSpan.FromDays(3));

        var (_, output, _) = await RunAsync(["doctor", "--public-url", server.Origin], ("SSL_CERT_FILE", server.AuthorityFile));

        Assert.Contains("warn  public-url: The certificate of localhost is good for 2 days only", output, StringComparison.Ordinal);
        Assert.DoesNotContain("see public-url", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"AuthKit":{"ValidateAudience":ture},"Gateway":{"Secret":"c2VjcmV0"},"ConnectionStrings":{"cache":"redis:6379,password=hunter22"}}""", "line 1, byte")]
    [InlineData("{\n\"Gateway\":{\"Secret\":falsec2VjcmV0hunter22}}", "line 2, byte")]
    public async Task Doctor_WithASettingsFileThatIsNoJson_SaysWhereAndNotWhatIsThere(string json, string place)
    {
        var folder = Directory.CreateTempSubdirectory("ftlauth-doctor-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), json, TestContext.Current.CancellationToken);

        var (code, output, error) = await RunAsync(["doctor", $"--contentRoot={folder.FullName}", "--AuthKit:Issuer=https://issuer.test"]);
        folder.Delete(recursive: true);

        Assert.Equal((1, ""), (code, error));
        Assert.Contains(place, output, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--AuthKit:Issuer=https://issuer.test", "doctor")]
    [InlineData("Doctor", "--AuthKit:Issuer=https://issuer.test")]
    public async Task Doctor_NotInTheFirstPlace_StartsNoGateway(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("'doctor' has to be the first argument", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_WithASettingOfThatValue_Starts()
    {
        await using var gateway = GatewayProcess.Start(
            ["--urls", "http://127.0.0.1:0", "--Gateway:ResourceName", "doctor"], ("AuthKit__Issuer", Issuer), ("McpGateway__Url", Stack.System.McpUrl));

        Assert.EndsWith("/mcp", await gateway.ReadResourceAsync(), StringComparison.Ordinal);
    }

    private (string, string)[] Variables() => [.. With().Select(setting => (setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value!))];

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, params (string Name, string Value)[] variables)
    {
        await using var process = GatewayProcess.Start(arguments, variables);
        var output = new List<string>();
        await foreach (var line in process.OutputAsync(TestContext.Current.CancellationToken))
        {
            output.Add(line);
        }

        var (code, error) = await process.EndAsync(TestContext.Current.CancellationToken);
        return (code, string.Join('\n', output), string.Join('\n', error));
    }
}
