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
            .. configuration.GetSection("McpGateway:Headers").GetChildren().Select(header => header.Value),
        ]);
    }

    public Finding Apply(Finding finding) => finding with
    {
        Found = Apply(finding.Found),
        Meaning = finding.Meaning is null ? null : Apply(finding.Meaning),
        Remedy = finding.Remedy is null ? null : Apply(finding.Remedy),
    };

    private string Apply(string text) => _secrets.Aggregate(text, (shown, secret) => shown.Replace(secret, Hidden, StringComparison.Ordinal));

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
