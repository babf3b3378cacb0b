namespace FtlAuth.Tests.Transparency;

/// <summary>A row of the matrix: a request and its answer.</summary>
internal sealed record TransparencyCase(string Name, ClientRequest Request, ServerAnswer Answer);
