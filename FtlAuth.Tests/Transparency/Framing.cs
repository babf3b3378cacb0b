namespace FtlAuth.Tests.Transparency;

/// <summary>How a message tells where its body ends.</summary>
internal enum Framing
{
    ContentLength,

    Chunked,

    /// <summary>Chunks with extensions and a trailer.</summary>
    ChunkedWithExtras,

    /// <summary>Neither: a request has no body then, and an answer ends with the connection.</summary>
    None,
}
