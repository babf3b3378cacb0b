namespace FtlAuth.Tests.Transparency;

/// <summary>What is known about an exchange besides its bytes.</summary>
/// <param name="Request">What the client meant.</param>
/// <param name="UpstreamAuthority">Host and port of the MCP server.</param>
/// <param name="PublicAuthority">Host and port of the gateway.</param>
/// <param name="Identity">The headers that tell the token's claims.</param>
/// <param name="AuthContext">The JSON that tells them in a body.</param>
internal sealed record Surroundings(
    ClientRequest Request, string UpstreamAuthority, string PublicAuthority, IReadOnlyList<RawField> Identity, string AuthContext);
