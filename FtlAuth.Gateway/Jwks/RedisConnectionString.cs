using StackExchange.Redis;

namespace FtlAuth.Gateway.Jwks;

/// <summary>The address of Redis, as StackExchange.Redis reads it.</summary>
internal static class RedisConnectionString
{
    private const string Example = "such as redis:6379,password=…,ssl=true";

    /// <summary>Says what is wrong with a connection string, without repeating it; null when nothing is, or when there is none.</summary>
    public static string? FindMistake(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        try
        {
            return ConfigurationOptions.Parse(value).EndPoints.Count > 0 ? null : $"it names no server; write it {Example}.";
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return $"it cannot be read; write it {Example}. Options are those of StackExchange.Redis.";
        }
    }
}
