using System.Runtime.CompilerServices;

namespace FtlAuth.Tests.Conventions;

/// <summary>The source files of the repository, found from where this one was compiled or from where the tests run.</summary>
internal static class ProductSources
{
    private static readonly string[] NotTheProduct = ["FtlAuth.Tests", "FtlAuth.Benchmarks"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file of the product, as the path below <see cref="Root"/> and the lines.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Files() => Projects()
        .Where(project => !NotTheProduct.Contains(Path.GetFileName(project)))
        .SelectMany(Read);

    /// <summary>The C# files of everything, tests and benchmarks included.</summary>
    public static IEnumerable<(string Path, string[] Lines)> AllFiles() => Projects().SelectMany(Read);

    private static IEnumerable<string> Projects() => Directory.EnumerateDirectories(Root, "FtlAuth.*");

    private static IEnumerable<(string Path, string[] Lines)> Read(string project) => Directory
        .EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        .Select(file => (Path: Path.GetRelativePath(Root, file), File: file))
        .Where(found => !found.Path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Select(found => (found.Path, File.ReadAllLines(found.File)));

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        // A deterministic build hides the real path of the file; a build with its own artifacts path puts the tests outside the repository.
        foreach (var start in new[] { Path.GetDirectoryName(thisFile), AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
        {
            for (var folder = start; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "FtlAuth.sln")))
                {
                    return folder;
                }
            }
        }

        throw new InvalidOperationException("The sources are not where the tests were compiled, nor above where they run.");
    }
}
