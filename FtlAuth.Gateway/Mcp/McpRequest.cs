namespace FtlAuth.Gateway.Mcp;

/// <summary>
/// What is known of a request as one of MCP, and the pooled memory of its body, for as long as the request lasts. Only a POST has a message.
/// </summary>
internal sealed class McpRequest
{
    private const string Listen = "subscriptions/listen";

    private readonly InspectedMessage _message;
    private readonly PooledBody? _body;

    /// <param name="request">The request.</param>
    /// <param name="body">Its body; null for a request without one.</param>
    /// <param name="message">What was found in the body.</param>
    public McpRequest(HttpRequest request, PooledBody? body = null, InspectedMessage message = default)
    {
        _body = body;
        _message = message;
        IsModern = HasModernHeader(request.Headers) || HasModernMessage();
        IsListening = HttpMethods.IsGet(request.Method) || HasListenMessage();
    }

    /// <summary>Whether the request is of a stateless revision (2026-07-28 or later), which the client chooses for each request.</summary>
    public bool IsModern { get; }

    /// <summary>Whether the answer is a stream of what may happen on the server, without an end of its own.</summary>
    public bool IsListening { get; }

    /// <summary>The message; empty without a body.</summary>
    public ref readonly InspectedMessage Message => ref _message;

    /// <summary>The messages: the one, or those of a batch; none without a body.</summary>
    public ReadOnlySpan<InspectedMessage> Messages =>
        _body is null ? [] : _message.Batch ?? new ReadOnlySpan<InspectedMessage>(in _message);

    /// <summary>The body's memory; null without a body.</summary>
    public PooledBody? PooledBody => _body;

    /// <summary>What is sent on in its place; null without a body, and before that is known.</summary>
    public PooledBody? ForwardedBody { get; set; }

    /// <summary>The body, to which the places in the message point.</summary>
    public ReadOnlySpan<byte> Body => _body is null ? [] : _body.Span;

    /// <summary>The id as it was written; empty when there is none.</summary>
    public ReadOnlySpan<byte> Id => _message.HasId ? Body[_message.Id] : default;

    /// <summary>Gives the memory back while an answer may go on for long: of what was changed, and once it was sent of what was sent.</summary>
    public void LetGoOfBodies(bool isSent)
    {
        if (ForwardedBody != _body)
        {
            _body?.Dispose();
        }

        if (isSent)
        {
            ForwardedBody?.Dispose();
        }
    }

    private static bool HasModernHeader(IHeaderDictionary headers)
    {
        foreach (var version in headers[ProtocolVersion.Header])
        {
            if (ProtocolVersion.IsModern(version))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasModernMessage()
    {
        foreach (ref readonly var message in Messages)
        {
            if (message.ProtocolVersion.Exists)
            {
                return true;
            }
        }

        return false;
    }

    // Whatever the revision and the spelling: a stream that ends with its token too early is opened again.
    private bool HasListenMessage()
    {
        foreach (ref readonly var message in Messages)
        {
            if (LenientName.MayBe(message.Method, Body, Listen))
            {
                return true;
            }
        }

        return false;
    }
}
