using System.Text;
using FtlAuth.Gateway.Authentication;
using FtlAuth.Gateway.Mcp;

namespace FtlAuth.Tests.Mcp;

/// <summary>A body on its way through the gateway: inspected, changed, and what the server then reads.</summary>
internal static class GatewayBody
{
    public const string MetaKey = "dev.ftl/user";

    public static InspectedMessage Inspect(string body, bool allowBatch = false) => MessageInspector.Inspect(Encoding.UTF8.GetBytes(body), MetaKey, allowBatch);

    /// <summary>What the server gets; throws when the message is refused.</summary>
    public static async Task<string> ForwardAsync(string body, IdentityBody mode, VerifiedToken? user = null)
    {
        var (forwarded, mistake) = await ForwardAsync(Encoding.UTF8.GetBytes(body), mode, user ?? Users.Minimal);
        return forwarded is not null ? Encoding.UTF8.GetString(forwarded) : throw new InvalidOperationException(mistake);
    }

    /// <summary>What the server gets, or why it gets nothing.</summary>
    public static async Task<(byte[]? Forwarded, string? Mistake)> ForwardAsync(byte[] bytes, IdentityBody mode, VerifiedToken user, string metaKey = MetaKey, bool allowBatch = false)
    {
        using var body = await Bodies.OfAsync(bytes);
        var message = MessageInspector.Inspect(body.Span, metaKey, allowBatch);
        if (message.Mistake is not null)
        {
            return (null, message.Mistake);
        }

        var edits = new IdentityInjection(new IdentityOptions { Body = mode, MetaKey = metaKey }).Plan(message, user, out var mistake);
        if (mistake is not null || edits is null)
        {
            return (mistake is null ? bytes : null, mistake);
        }

        using var changed = body.Apply(edits);
        return (changed.Span.ToArray(), null);
    }
}
