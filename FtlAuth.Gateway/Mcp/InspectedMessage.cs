namespace FtlAuth.Gateway.Mcp;

/// <summary>What one pass over a JSON-RPC message found.</summary>
internal readonly record struct InspectedMessage
{
    /// <summary>Why the message is refused; null when it is not.</summary>
    public string? Mistake { get; init; }

    /// <summary>The JSON-RPC error code of the refusal.</summary>
    public int ErrorCode { get; init; }

    /// <summary>Where the id stands, as it was written; empty when there is none or it was not reached.</summary>
    public Range Id { get; init; }

    public bool HasId { get; init; }

    public bool HasMethod { get; init; }

    public bool IsInitialize { get; init; }

    public InspectedObject Envelope { get; init; }

    public InspectedObject Params { get; init; }

    public InspectedObject Meta { get; init; }

    /// <summary>Forged identity to cut out, in the order of the body; null in the ordinary case.</summary>
    public List<Edit>? Cuts { get; init; }

    public bool IsRequest => HasMethod && HasId;

    public static InspectedMessage ParseError(string mistake) => new() { Mistake = mistake, ErrorCode = JsonRpcError.ParseError };
}
