using System.Text.Json.Nodes;

namespace FtlAuth.MockMcp.Tools;

/// <summary>What <c>whoami</c> answers: everything the gateway said about the user of this call.</summary>
/// <param name="Headers">The <c>X-Auth-*</c> headers of this request.</param>
/// <param name="Meta">This request's <c>params._meta["dev.ftl/user"]</c>, when present.</param>
/// <param name="AuthContext">The <c>params._authContext</c> of the session's <c>initialize</c>, when there is a session.</param>
internal sealed record Caller(IReadOnlyDictionary<string, string> Headers, JsonNode? Meta = null, JsonNode? AuthContext = null);
