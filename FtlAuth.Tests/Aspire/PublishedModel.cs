using System.Text.Json;
using Aspire.Hosting.Testing;

namespace FtlAuth.Tests.Aspire;

/// <summary>The manifest that a deployment starts from.</summary>
internal static class PublishedModel
{
    /// <param name="settings">What is configured besides, such as <c>--Parameters:public-url=…</c>.</param>
    public static async Task<JsonElement> PublishAsync(params string[] settings)
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var manifest = Path.Combine(folder.FullName, "manifest.json");
            var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.FtlAuth_AppHost>(
                ["--publisher", "manifest", "--output-path", manifest, .. settings], cancel);
            await using var application = await builder.BuildAsync(cancel);
            await application.RunAsync(cancel);
            return JsonElement.Parse(await File.ReadAllTextAsync(manifest, cancel)).GetProperty("resources");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
