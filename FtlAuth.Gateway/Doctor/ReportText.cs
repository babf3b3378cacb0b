using System.Text;

namespace FtlAuth.Gateway.Doctor;

/// <summary>The report for people: a line for each finding, and below it what it means and what to do.</summary>
internal static class ReportText
{
    private const string Indent = "        ";

    public static string Of(DoctorReport report)
    {
        var text = new StringBuilder();
        text.Append("The gateway at ").AppendLine(OneLine(report.Resource ?? "a public URL that is not known")).AppendLine();
        foreach (var entry in report.Checks)
        {
            text.Append(Label(entry.Outcome)).Append("  ").Append(entry.Check).Append(": ").AppendLine(OneLine(entry.Finding));
            Append(text, "", entry.Meaning);
            Append(text, "Do: ", entry.Remedy);
        }

        var counts = report.Counts;
        return text.AppendLine()
            .Append($"{counts.Ok} ok, {Count(counts.Warning, "warning")}, {Count(counts.Failure, "failure")}, {counts.Skipped} skipped")
            .AppendLine()
            .ToString();
    }

    private static string Label(Outcome outcome) => outcome switch
    {
        Outcome.Ok => "ok  ",
        Outcome.Warning => "warn",
        Outcome.Failure => "FAIL",
        _ => "skip",
    };

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static void Append(StringBuilder text, string label, string? sentence)
    {
        if (sentence is not null)
        {
            text.Append(Indent).Append(label).AppendLine(OneLine(sentence));
        }
    }

    // Part of it came over the network: nothing of that may begin a line of its own, or speak to the terminal.
    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
