using FtlAuth.Gateway.Doctor;
using FtlAuth.Tests.Configuration;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Doctor;

/// <summary>Examines the healthy deployment with some of its settings changed, or a broken one in its place.</summary>
[Collection(DoctorCollection.Name)]
public abstract class DoctorTest(DoctorSystem shared)
{
    protected TestSystem Stack => shared.System;

    protected string PublicUrl => shared.System.System.GatewayUrl;

    protected string Issuer => shared.System.System.IssuerUrl;

    /// <summary>The healthy deployment's settings, with some set otherwise.</summary>
    protected (string Key, string? Value)[] With(params IEnumerable<(string Key, string? Value)> changes) => [.. shared.Settings, .. changes];

    private protected Task<DoctorReport> ExamineAsync(params IEnumerable<(string Key, string? Value)> changes) =>
        Examination.RunAsync(Read(With(changes)), TestContext.Current.CancellationToken);

    /// <summary>Examines as somebody does who knows nothing but the URL.</summary>
    private protected static Task<DoctorReport> ExamineFromOutsideAsync(string publicUrl) =>
        Examination.RunAsync(Read([], publicUrl), TestContext.Current.CancellationToken);

    /// <summary>Runs one check, on the settings of the healthy deployment with some set otherwise.</summary>
    private protected Task<IReadOnlyList<ReportEntry>> CheckAsync(ICheck check, params IEnumerable<(string Key, string? Value)> changes) =>
        CheckAsync(check, Read(With(changes)));

    /// <summary>Runs one check on what the URL shows.</summary>
    private protected static Task<IReadOnlyList<ReportEntry>> CheckFromOutsideAsync(ICheck check, string publicUrl) =>
        CheckAsync(check, Read([], publicUrl));

    private protected static Task<IReadOnlyList<ReportEntry>> CheckAsync(ICheck check, Deployment deployment) =>
        Examination.RunAsync(check, deployment with { Answers = true }, TestContext.Current.CancellationToken);

    private protected static Deployment Read(IEnumerable<(string Key, string? Value)> settings, string? publicUrl = null) => DeploymentReader.Read(
        Settings.Configuration(settings), DoctorArguments.Parse(publicUrl is null ? [] : ["--public-url", publicUrl]), TimeProvider.System);

    /// <summary>The one finding, which must be of that outcome, say what is the case, and say what to do about it.</summary>
    private protected static void AssertFound(Outcome outcome, string finding, string remedy, IEnumerable<ReportEntry> entries)
    {
        var entry = Assert.Single(entries);
        Assert.Equal((outcome, finding, remedy), (entry.Outcome, Excerpt(entry.Finding, finding), Excerpt(entry.Remedy ?? "", remedy)));
        Assert.False(string.IsNullOrEmpty(entry.Meaning), "It does not say what it means.");
    }

    private protected static void AssertOk(IEnumerable<ReportEntry> entries) =>
        Assert.All(entries, entry => Assert.Equal((Outcome.Ok, (string?)null), (entry.Outcome, entry.Outcome == Outcome.Ok ? null : entry.Finding)));

    // The whole text where it lacks the part, so that a failed assertion shows it.
    private static string Excerpt(string text, string part) => text.Contains(part, StringComparison.Ordinal) ? part : text;
}
