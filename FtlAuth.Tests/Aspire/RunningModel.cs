using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace FtlAuth.Tests.Aspire;

/// <summary>The application as <c>dotnet run</c> on the AppHost starts it, on free ports.</summary>
public abstract class RunningModel(params string[] settings) : IAsyncLifetime
{
    public const string Gateway = "gateway";
    public const string AuthKit = "authkit";
    public const string McpServer = "ftl-mcp-gateway";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private DistributedApplication? _application;

    public DistributedApplication Application => _application ?? throw new InvalidOperationException("The application has not started.");

    /// <summary>The resource that clients connect to.</summary>
    public Uri Resource => new(Application.GetEndpoint(Gateway, "http"), "/mcp");

    public async ValueTask InitializeAsync()
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.FtlAuth_AppHost>(settings, patience.Token);
        foreach (var project in builder.Resources.OfType<ProjectResource>())
        {
            // Nobody listens there, and each would try for a while when it stops.
            builder.CreateResourceBuilder(project).WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", "");
        }

        builder.CreateResourceBuilder<ProjectResource>(AuthKit).WithEnvironment("MockAuthKit__AutoApprove", "true");
        builder.CreateResourceBuilder<ProjectResource>(Gateway).WithEnvironment("Jwks__RefreshCooldown", "00:00:01");
        _application = await builder.BuildAsync(patience.Token);
        await _application.StartAsync(patience.Token);
        await WaitUntilHealthyAsync(Gateway);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    public async Task WaitUntilHealthyAsync(string resource)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        await Application.ResourceNotifications.WaitForResourceHealthyAsync(resource, patience.Token);
    }

    /// <summary>Executes a command as the dashboard does; gives the JSON that it answered, if any.</summary>
    public async Task<JsonElement?> ExecuteAsync(string resource, string command)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var model = (DistributedApplicationModel)Application.Services.GetService(typeof(DistributedApplicationModel))!;
        var result = await Application.ResourceCommands.ExecuteCommandAsync(
            model.Resources.Single(candidate => candidate.Name == resource), command, patience.Token);
        Assert.True(result.Success, $"{command} of {resource}: {result.Message}");
        return result.Data is { } data ? JsonElement.Parse(data.Value) : null;
    }

    public async Task<string> MintAsync() => (await ExecuteAsync(AuthKit, "mint-token"))!.Value.GetProperty("access_token").GetString()!;
}
