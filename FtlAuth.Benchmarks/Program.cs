using BenchmarkDotNet.Running;
using FtlAuth.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(TokenValidation).Assembly).Run(args);
