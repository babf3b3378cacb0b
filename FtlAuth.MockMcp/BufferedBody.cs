namespace FtlAuth.MockMcp;

/// <summary>The whole body of the current request, read before anything else looks at it.</summary>
internal sealed record BufferedBody(ReadOnlyMemory<byte> Bytes);
