using System.Text.Json;
using System.Text.Json.Serialization;

namespace FtlAuth.MockMcp.Tools;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Caller))]
internal sealed partial class ToolsJsonContext : JsonSerializerContext;
