using System.Text.Json;

namespace FtlAuth.MockAuthKit.Admin;

/// <summary>The JSON object in the body of an admin request.</summary>
internal static class AdminRequest
{
    /// <summary>An empty body is an empty object: everything is optional then.</summary>
    public static async Task<OAuthResult<Dictionary<string, JsonElement>>> ReadAsync(
        HttpRequest request, IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length == 0)
        {
            return new Dictionary<string, JsonElement>();
        }

        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return OAuthError.InvalidRequest("Send one JSON object.");
            }

            var found = document.RootElement.EnumerateObject()
                .Where(member => member.Value.ValueKind != JsonValueKind.Null)
                .ToDictionary(member => member.Name, member => member.Value.Clone());
            return found.Keys.FirstOrDefault(name => !members.Contains(name)) is { } unknown
                ? OAuthError.InvalidRequest($"{unknown} is unknown: send {string.Join(", ", members)}.")
                : found;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            return OAuthError.InvalidRequest("The body is not JSON, or has a member twice.");
        }
    }

    /// <summary>The text of a member; false when it is there and no string.</summary>
    public static bool TryGetText(this Dictionary<string, JsonElement> members, string name, string fallback, out string value)
    {
        var text = members.TryGetValue(name, out var element)
            ? (element.ValueKind == JsonValueKind.String ? element.GetString() : null)
            : fallback;
        value = text ?? "";
        return text is not null;
    }
}
