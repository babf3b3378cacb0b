using FtlAuth.Gateway.Configuration;
using StackExchange.Redis;

namespace FtlAuth.Gateway.Doctor;

/// <summary>Takes configured secrets out of what is printed, whichever library has put one into a message.</summary>
internal sealed class Redaction
{
    private const string Hidden = "(not shown)";

    // Shorter ones would take half of every sentence with them, and guard nothing.
    private const int MinLength = 4;

    private readonly string[] _secrets;

    private Redaction(IEnumerable<string?> secrets) =>
        _secrets = [.. secrets.OfType<string>().Where(secret => secret.Length >= MinLength).Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length)];

    public static Redaction Of(IConfiguration configuration)
    {
        var cache = configuration.GetConnectionString("cache");
        return new(
        [
            configuration["Gateway:Secret"],
            configuration["Gateway:PreviousSecret"],
            PasswordOf(cache),
            .. PartsWithoutName(cache),
            .. configuration.GetSection("McpGateway:Headers").GetChildren().SelectMany(header => WithItsLastWord(header.Value)),
        ]);
    }

    public Finding Apply(Finding finding) => finding with
    {
        Found = Apply(finding.Found),
        Meaning = finding.Meaning is null ? null : Apply(finding.Meaning),
        Remedy = finding.Remedy is null ? null : Apply(finding.Remedy),
    };

    private string Apply(string text) => _secrets.Aggregate(UserInfo.Hide(text), Hide);

    // Where it stands by itself: a short one may also be a part of a name that is no secret.
    private static string Hide(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.Ordinal);
        while (at >= 0)
        {
            var end = at + secret.Length;
            var isPart = (at > 0 && char.IsLetterOrDigit(text[at - 1])) || (end < text.Length && char.IsLetterOrDigit(text[end]));
            text = isPart ? text : $"{text[..at]}{Hidden}{text[end..]}";
            at = text.IndexOf(secret, at + (isPart ? secret.Length : Hidden.Length), StringComparison.Ordinal);
        }

        return text;
    }

    // A password with a comma: what is behind it looks like one more server.
    private static IEnumerable<string> PartsWithoutName(string? connection) =>
        (connection ?? "").Split(',', StringSplitOptions.TrimEntries).Skip(1).Where(part => part.Length > 0 && !part.Contains('=', StringComparison.Ordinal));

    // Of «Bearer …» somebody may repeat the token alone.
    private static IEnumerable<string?> WithItsLastWord(string? value) => [value, value?.Split(' ')[^1]];

    private static string? PasswordOf(string? connection)
    {
        try
        {
            return string.IsNullOrWhiteSpace(connection) ? null : ConfigurationOptions.Parse(connection).Password;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            // One that cannot be read is a mistake that is told without repeating it, and nobody connects with it.
            return null;
        }
    }
}
