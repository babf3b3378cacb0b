using BenchmarkDotNet.Running;
using FtlAuth.Benchmarks;
using FtlAuth.Benchmarks.Compare;

switch (args)
{
    case ["compare", .. var arguments]:
        return await Comparison.RunAsync(arguments);
    case ["soak", .. var arguments]:
        return await Soak.RunAsync(arguments);
    case ["serve", .. var arguments]:
        await Services.RunAsync(arguments);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(TokenValidation).Assembly).Run(args);
        return 0;
}
