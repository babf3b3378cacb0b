namespace FtlAuth.Gateway.Doctor;

/// <summary>What came back for a request, or why nothing did.</summary>
internal sealed record Answer
{
    /// <summary>The status code; 0 when there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>Headers by name, several lines joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public byte[] Body { get; init; } = [];

    /// <summary>Why there is no answer, or none that is complete; null when there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>Which step failed, as far as that is known.</summary>
    public HttpRequestError Error { get; init; } = HttpRequestError.Unknown;

    public bool TimedOut { get; init; }

    public DateTimeOffset SentAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public bool IsRedirect => Status is >= 300 and < 400;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>How it went, as the end of a sentence that begins with where.</summary>
    public string Describe() =>
        Failure is not null ? $"gave no answer: {Failure}"
        : IsRedirect ? $"redirects ({Status}) to {Header("Location") ?? "nowhere"}"
        : $"answered {Status}";
}
