using System.Globalization;

namespace FtlAuth.Benchmarks.Compare;

/// <summary>How long and how much <c>compare</c> and <c>soak</c> measure.</summary>
internal sealed record ComparisonOptions
{
    public const string Help = """
        soak: good and hostile requests at once, as many as the machine bears, for --minutes N (5).
        compare: the gateway beside plain YARP, YARP with JwtBearer, and HAProxy, on loopback, each as a process of its own.
          --rounds N     how often each is measured, in turn with the others (5)
          --seconds N    how long at a time (3)
          --tokens N     how many distinct tokens there are (100000)
          --only TEXT    only scenarios with this in their name
          --requests N   how many requests the scenario «memory» has (1000000)
          --gateway DLL  a published FtlAuth.Gateway.dll in place of the one built with this program
          --json FILE    what the tables are made of, as JSON
        """;

    public int Rounds { get; private init; } = 5;

    public TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(3);

    public int Tokens { get; private init; } = 100_000;

    public long Requests { get; private init; } = 1_000_000;

    public int Minutes { get; private init; } = 5;

    public string Only { get; private init; } = "";

    public string Gateway { get; private init; } = Path.Combine(AppContext.BaseDirectory, "FtlAuth.Gateway.dll");

    public string? Json { get; private init; }

    /// <summary>The options, where they are right and the machine has what it takes; null where not, which is said on the error output.</summary>
    public static async Task<ComparisonOptions?> ReadAsync(string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || !Stage.IsInstalled("wrk"))
        {
            await Console.Error.WriteLineAsync("Nothing can be measured: it takes Linux, for its /proc, and wrk (Debian package: wrk).");
            return null;
        }

        try
        {
            return Parse(arguments);
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message}\n{Help}");
            return null;
        }
    }

    /// <exception cref="ArgumentException">There is no such option, or its value is no positive number.</exception>
    public static ComparisonOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new ComparisonOptions();
        for (; arguments is [var name, var value, ..]; arguments = arguments[2..])
        {
            options = name switch
            {
                "--rounds" => options with { Rounds = (int)Number(name, value) },
                "--seconds" => options with { Duration = TimeSpan.FromSeconds(Number(name, value)) },
                "--tokens" => options with { Tokens = (int)Number(name, value) },
                "--requests" => options with { Requests = Number(name, value) },
                "--minutes" => options with { Minutes = (int)Number(name, value) },
                "--only" => options with { Only = value },
                "--gateway" => options with { Gateway = Path.GetFullPath(value) },
                "--json" => options with { Json = Path.GetFullPath(value) },
                _ => throw new ArgumentException($"There is no option {name}."),
            };
        }

        return arguments.IsEmpty ? options : throw new ArgumentException($"There is no value behind {arguments[0]}.");
    }

    private static long Number(string name, string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new ArgumentException($"{name} takes a positive number, not «{value}».");
}
