using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using FtlAuth.Gateway.Mcp;
using Microsoft.AspNetCore.Http.Features;

namespace FtlAuth.Gateway.Operations;

/// <summary>
/// The gateway's own spans, in the source <c>FtlAuth.Gateway</c>, and what it adds to the span of a request. Nothing is made while nobody listens.
/// A token never stands here, and of a person nothing but <c>sub</c>.
/// </summary>
internal static class GatewayTracing
{
    public const string SourceName = "FtlAuth.Gateway";

    public const string TokenSpan = "ftlauth.token.validate";
    public const string InspectionSpan = "ftlauth.mcp.inspect";
    public const string KeysSpan = "ftlauth.jwks.refresh";

    public const string TokenOutcome = "ftlauth.token.outcome";
    public const string KeysCause = "ftlauth.jwks.cause";
    public const string KeysOutcome = "ftlauth.jwks.outcome";
    public const string Issuer = "ftlauth.issuer";
    public const string Refusal = "ftlauth.refusal";

    // OpenTelemetry's semantic conventions.
    public const string ErrorType = "error.type";
    public const string User = "enduser.id";
    public const string BodySize = "http.request.body.size";
    public const string McpMethod = "mcp.method.name";
    public const string McpSession = "mcp.session.id";
    public const string McpVersion = "mcp.protocol.version";
    public const string ToolName = "gen_ai.tool.name";
    public const string PromptName = "gen_ai.prompt.name";
    public const string DatabaseSystem = "db.system.name";
    public const string DatabaseOperation = "db.operation.name";

    // Whatever a client writes there.
    private const int LongestName = 128;
    private const int SessionHashLength = 8;

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? StartTokenValidation() => Source.StartActivity(TokenSpan);

    public static Activity? StartInspection() => Source.StartActivity(InspectionSpan);

    /// <param name="issuer">Whose keys are looked after.</param>
    /// <param name="cause">Why: <c>due</c>, <c>look</c> or <c>announcement</c>.</param>
    /// <param name="askedBy">The request that waits for it, if one does.</param>
    public static Activity? StartKeys(string issuer, string cause, ActivityContext askedBy = default)
    {
        var span = Source.StartActivity(KeysSpan, ActivityKind.Internal, askedBy);
        span?.SetTag(Issuer, issuer).SetTag(KeysCause, cause);
        return span;
    }

    /// <param name="command">The Redis command that the operation is about.</param>
    public static Activity? StartRedis(string command)
    {
        var span = Source.StartActivity(command, ActivityKind.Client);
        span?.SetTag(DatabaseSystem, "redis").SetTag(DatabaseOperation, command);
        return span;
    }

    public static void Failed(this Activity? span, Exception exception) =>
        span?.SetTag(ErrorType, exception.GetType().FullName).SetStatus(ActivityStatusCode.Error);

    /// <summary>Says on the request's span who calls.</summary>
    public static void TraceUser(this HttpContext context, string subject) => Span(context)?.SetTag(User, subject);

    /// <summary>Says on the request's span which rule refused it, or would have.</summary>
    public static void TraceRefusal(this HttpContext context, string rule) => Span(context)?.SetTag(Refusal, rule);

    /// <summary>Says on the request's span which session it belongs to, by a hash: whoever reads traces must not be able to use it.</summary>
    public static void TraceSession(this HttpContext context, string? id)
    {
        if (id is not null && Span(context) is { } span)
        {
            span.SetTag(McpSession, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, SessionHashLength)));
        }
    }

    /// <summary>Says on the request's span and on that of its inspection what the message is.</summary>
    public static void TraceMessage(this HttpContext context, Activity? inspection, McpRequest request)
    {
        var span = Span(context);
        if (span is null && inspection is null)
        {
            return;
        }

        inspection?.SetTag(BodySize, request.Body.Length);
        Set(McpVersion, context.Request.Headers[ProtocolVersion.Header].ToString());
        if (request.Messages.Length == 1)
        {
            var method = request.Message.Method.Decode(request.Body);
            Set(McpMethod, method);
            if (method is McpMethods.ToolsCall or McpMethods.PromptsGet)
            {
                Set(method == McpMethods.ToolsCall ? ToolName : PromptName, request.Message.Name.Decode(request.Body));
            }
        }

        void Set(string name, string? value)
        {
            if (value is { Length: > 0 and <= LongestName })
            {
                span?.SetTag(name, value);
                inspection?.SetTag(name, value);
            }
        }
    }

    // That of ASP.NET Core, whatever span is current; without listeners it is there for the trace id alone.
    private static Activity? Span(HttpContext context) =>
        Source.HasListeners() && context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span ? span : null;
}
