using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace FtlAuth.MockMcp.Tools;

internal sealed class CountdownTool(TimeProvider time)
{
    private const int MaxFrom = 100;
    private const int MaxDelay = 10_000;

    [McpServerTool(Name = "countdown", ReadOnly = true)]
    [Description("Counts down to zero and streams a progress notification at every step.")]
    public async Task<string> CountdownAsync(
        RequestContext<CallToolRequestParams> request,
        [Description("Where to start: 1 to 100.")] int from = 5,
        [Description("Milliseconds between two steps: 0 to 10000.")] int delay = 500,
        CancellationToken cancellationToken = default)
    {
        if (from is < 1 or > MaxFrom || delay is < 0 or > MaxDelay)
        {
            throw new McpException($"'from' must be 1 to {MaxFrom}, 'delay' 0 to {MaxDelay} milliseconds.");
        }

        for (var left = from; left > 0; left--)
        {
            await NotifyAsync(request, from - left, from, $"{left}…", cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(delay), time, cancellationToken);
        }

        await NotifyAsync(request, from, from, "0", cancellationToken);
        return $"Counted down from {from}.";
    }

    private static Task NotifyAsync(
        RequestContext<CallToolRequestParams> request, int progress, int total, string message, CancellationToken cancellationToken) =>
        request.Params.ProgressToken is { } token
            ? request.Server.NotifyProgressAsync(
                token, new() { Progress = progress, Total = total, Message = message }, cancellationToken: cancellationToken)
            : Task.CompletedTask;
}
