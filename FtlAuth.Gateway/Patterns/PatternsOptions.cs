using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Patterns;

/// <summary>What is unusual enough to be told, as a warning in the audit log and as a metric; nobody is refused for it. Section <c>Patterns</c>.</summary>
/// <remarks>Each gateway counts for itself. A pattern is told once for each address or user within the window.</remarks>
public sealed class PatternsOptions : ISettings
{
    private const int Most = 1000;

    static string ISettings.Section => "Patterns";

    /// <summary>The time within which is counted. Default: 00:05:00.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Tokens with a wrong signature from one address (of IPv6 its /64 network). Default: 50; 0 for never.</summary>
    public int BadSignaturesPerAddress { get; set; } = 50;

    /// <summary>Addresses (of IPv6 /64 networks) from which one user's good tokens come. Default: 20; 0 for never.</summary>
    public int AddressesPerSubject { get; set; } = 20;

    /// <summary>Tokens with a key id that the issuer does not publish, from everybody together. Default: 100; 0 for never.</summary>
    public int UnknownKeys { get; set; } = 100;

    /// <summary>Requests of one user with sessions that were handed out to somebody else. Default: 10; 0 for never.</summary>
    public int ForeignSessionsPerSubject { get; set; } = 10;

    void ISettings.Validate(SettingMistakes mistakes)
    {
        mistakes.RequireBetween("Patterns:Window", Window, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
        Require("Patterns:BadSignaturesPerAddress", BadSignaturesPerAddress);
        Require("Patterns:AddressesPerSubject", AddressesPerSubject);
        Require("Patterns:UnknownKeys", UnknownKeys);
        Require("Patterns:ForeignSessionsPerSubject", ForeignSessionsPerSubject);

        void Require(string key, int value)
        {
            if (value is < 0 or > Most)
            {
                mistakes.Add(key, $"{value}", $"must be between 0 (never) and {Most}.");
            }
        }
    }
}
