namespace FtlAuth.Gateway.Mcp;

/// <summary>What one pass over a JSON-RPC message found.</summary>
internal record struct InspectedMessage
{
    /// <summary>Why the message is refused; null when it is not.</summary>
    public string? Mistake { get; set; }

    /// <summary>The JSON-RPC error code of the refusal.</summary>
    public int ErrorCode { get; set; }

    /// <summary>Where the id stands, as it was written; empty when there is none or it was not reached.</summary>
    public Range Id { get; set; }

    public bool HasId { get; set; }

    /// <summary>The method; missing in an answer to a request of the server.</summary>
    public InspectedText Method { get; set; }

    public bool IsInitialize { get; set; }

    public InspectedObject Envelope { get; set; }

    public InspectedObject Params { get; set; }

    public InspectedObject Meta { get; set; }

    /// <summary><c>params.name</c>: of a tool, or of a prompt.</summary>
    public InspectedText Name { get; set; }

    /// <summary>Whether <c>params</c> also has a member that a lenient server takes for <c>name</c>.</summary>
    public bool HasNameLookalike { get; set; }

    /// <summary><c>params.uri</c>: of a resource.</summary>
    public InspectedText Uri { get; set; }

    /// <summary>The <c>io.modelcontextprotocol/protocolVersion</c> of <c>params._meta</c>, which stands in every modern request.</summary>
    public InspectedText ProtocolVersion { get; set; }

    /// <summary>Forged identity to cut out, in the order of the body; null in the ordinary case. For a batch, of all its messages.</summary>
    public List<Edit>? Cuts { get; set; }

    /// <summary>The messages of a batch; null for one message. What this one says of itself is empty then.</summary>
    public InspectedMessage[]? Batch { get; set; }

    public readonly bool HasMethod => Method.Range.End.Value > 0;

    public readonly bool IsRequest => HasMethod && HasId;

    public static InspectedMessage ParseError(string mistake) => new() { Mistake = mistake, ErrorCode = JsonRpcError.ParseError };

    public static InspectedMessage Invalid(string mistake) => new() { Mistake = mistake, ErrorCode = JsonRpcError.InvalidRequest };
}
