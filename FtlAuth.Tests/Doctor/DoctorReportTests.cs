using FtlAuth.Gateway.Doctor;
using FtlAuth.Tests.Configuration;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

public sealed class DoctorReportTests
{
    private static readonly DoctorReport Report = DoctorReport.Of(
        DeploymentReader.Read(Settings.Configuration([("AuthKit:Issuer", Settings.Issuer), ("Gateway:PublicUrl", "https://mcp.example.com")]), DoctorArguments.Parse([]), TimeProvider.System),
        [
            ReportEntry.Of("one", Finding.Ok("All is \"well\".")),
            ReportEntry.Of("two", Finding.Warning("Found.", "Meant.", "Do it.")),
            ReportEntry.Of("three", Finding.Failure("Found\r\nFAIL  \u001b[31mforged: line.", "Meant.", "Do it.")),
            ReportEntry.Of("four", Finding.Skipped("Not looked at.")),
        ]);

    [Fact]
    public void Text_OfAReport_IsALineForEachFindingWithItsMendBelow() => Assert.Equal(
        """
        The gateway at https://mcp.example.com/mcp

        ok    one: All is "well".
        warn  two: Found.
                Meant.
                Do: Do it.
        FAIL  three: Found  FAIL   [31mforged: line.
                Meant.
                Do: Do it.
        skip  four: Not looked at.

        1 ok, 1 warning, 1 failure, 1 skipped

        """,
        ReportText.Of(Report),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void Json_OfAReport_HasTheDocumentedMembers() => AssertJson.Equal(
        """
        {
          "resource": "https://mcp.example.com/mcp",
          "outcome": "failure",
          "counts": { "ok": 1, "warning": 1, "failure": 1, "skipped": 1 },
          "checks": [
            { "check": "one", "outcome": "ok", "finding": "All is \"well\".", "meaning": null, "remedy": null },
            { "check": "two", "outcome": "warning", "finding": "Found.", "meaning": "Meant.", "remedy": "Do it." },
            { "check": "three", "outcome": "failure", "finding": "Found\r\nFAIL  \u001b[31mforged: line.", "meaning": "Meant.", "remedy": "Do it." },
            { "check": "four", "outcome": "skipped", "finding": "Not looked at.", "meaning": null, "remedy": null }
          ]
        }
        """,
        Report.ToJson());
}
