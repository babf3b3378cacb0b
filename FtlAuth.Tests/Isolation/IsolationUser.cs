using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FtlAuth.Tests.Testing;

namespace FtlAuth.Tests.Isolation;

/// <summary>One of many users, all of whose claims bear their number, so that an answer tells whose it is.</summary>
internal sealed partial class IsolationUser(int number, string token)
{
    public int Number => number;

    public string Token => token;

    /// <summary>The id that this user's client was given for the session that is open; null when none is.</summary>
    public string? Session { get; set; }

    private string Name => NameOf(number);

    public static async Task<IsolationUser> CreateAsync(int number, TestSystem system, string audience)
    {
        var name = NameOf(number);
        return new IsolationUser(number, await system.MintAsync(new JsonObject
        {
            ["aud"] = audience,
            ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
            ["sub"] = name,
            ["email"] = $"{name}@example.com",
            ["org_id"] = $"org-{name}",
            ["sid"] = $"sid-{name}",
            ["client_id"] = $"client-{name}",
            ["scope"] = $"mcp:use of-{name}",
        }));
    }

    /// <summary>What is wrong with an answer of <c>whoami</c> to this user; null when nothing is.</summary>
    public string? Judge(string answer, bool inSession)
    {
        if (Names().Matches(answer).Select(match => match.Groups["number"].Value).Any(found => int.Parse(found, CultureInfo.InvariantCulture) != number))
        {
            return $"{Name} is told of somebody else: {answer}";
        }

        var json = answer.StartsWith('{') ? answer : answer.Split('\n').Last(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..];
        var caller = JsonNode.Parse(json)?["result"]?["structuredContent"];
        var headers = caller?["headers"];
        string?[] told =
        [
            Text(headers?["X-Auth-User-Id"]), Text(headers?["X-Auth-Email"]), Text(headers?["X-Auth-Org-Id"]), Text(headers?["X-Auth-Session-Id"]),
            Text(headers?["X-Auth-Client-Id"]), Text(headers?["X-Auth-Scopes"]), Text(caller?["meta"]?["authenticated_user"]),
            Text(caller?["authContext"]?["authenticated_user"]),
        ];
        string?[] expected =
        [
            Name, $"{Name}@example.com", $"org-{Name}", $"sid-{Name}", $"client-{Name}", $"mcp:use of-{Name}", Name, inSession ? Name : null,
        ];
        return told.SequenceEqual(expected) ? null : $"{Name} is told '{string.Join(" | ", told)}': {answer}";
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"user-{number:000}");

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    [GeneratedRegex("user-(?<number>[0-9]{3})")]
    private static partial Regex Names();
}
