using System.Text.Json;
using System.Text.Json.Serialization;

namespace FtlAuth.MockMcp.Admin;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<ReceivedRequest>))]
[JsonSerializable(typeof(FaultSettings))]
internal sealed partial class AdminJsonContext : JsonSerializerContext;
