namespace FtlAuth.Gateway.Doctor;

/// <summary>The command <c>doctor</c>: looks at a deployment, and prints what it has found.</summary>
internal static class DoctorCommand
{
    public const string Name = "doctor";

    private const int NoFailure = 0;
    private const int Failures = 1;

    /// <summary>The exit code for wrong arguments.</summary>
    public const int WrongArguments = 2;

    /// <summary>Whether somebody means this command, who would start a gateway instead.</summary>
    public static bool IsMisplaced(IReadOnlyList<string> args) => args.Index().Any(argument =>
        argument.Item.Equals(Name, StringComparison.OrdinalIgnoreCase)
        && (argument.Index == 0 || !args[argument.Index - 1].StartsWith('-') || args[argument.Index - 1].Contains('=', StringComparison.Ordinal)));

    /// <summary>The exit code; the report goes to the first writer, wrong arguments to the second.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var arguments = DoctorArguments.Parse(args);
        if (arguments.Mistake is { } mistake)
        {
            await error.WriteLineAsync(mistake);
            await error.WriteLineAsync("FtlAuth.Gateway doctor --help says what there is.");
            return WrongArguments;
        }

        if (arguments.ShowsHelp)
        {
            await output.WriteLineAsync(DoctorArguments.Help);
            return NoFailure;
        }

        var report = await Examination.RunAsync(DeploymentReader.Read(arguments, TimeProvider.System), cancellationToken);
        await output.WriteAsync(arguments.Json ? report.ToJson() + Environment.NewLine : ReportText.Of(report));
        return report.Counts.Failure > 0 ? Failures : NoFailure;
    }
}
