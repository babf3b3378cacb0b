using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace FtlAuth.Tests.Fuzzing;

/// <summary>Runs a property over generated inputs; a failure shows the smallest input found and the seed.</summary>
/// <remarks>FUZZ_SEED=«seed,gamma», the two numbers that a failure shows, repeats a run.</remarks>
internal static class FuzzRun
{
    private const string SeedVariable = "FUZZ_SEED";

    /// <summary>The same inputs each time.</summary>
    public static void Repeatable<T>(Gen<T> inputs, Func<T, IEnumerable<T>> shrink, Action<T> property, int count) =>
        Run(inputs, shrink, property, Configure(count).WithReplay(Replay(2026, 1)));

    /// <summary>Other inputs each time.</summary>
    public static void Random<T>(Gen<T> inputs, Func<T, IEnumerable<T>> shrink, Action<T> property, int count) =>
        Run(inputs, shrink, property, Configure(count));

    private static void Run<T>(Gen<T> inputs, Func<T, IEnumerable<T>> shrink, Action<T> property, Config config)
    {
        if (Environment.GetEnvironmentVariable(SeedVariable)?.Split(',') is [var seed, var gamma])
        {
            config = config.WithReplay(Replay(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture)));
        }

        Check.One(config, Prop.ForAll(Arb.From(inputs, shrink), property));
    }

    private static Config Configure(int count) => Config.QuickThrowOnFailure
        .WithMaxTest(count)
        .WithQuietOnSuccess(true)
        .WithParallelRunConfig(new ParallelRunConfig(Environment.ProcessorCount));

    private static FSharpOption<Replay> Replay(ulong seed, ulong gamma) => new Replay(new Rnd(seed, gamma), FSharpOption<int>.None);
}
