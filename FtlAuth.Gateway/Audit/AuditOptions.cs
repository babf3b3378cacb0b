using FtlAuth.Gateway.Configuration;

namespace FtlAuth.Gateway.Audit;

/// <summary>What the audit log tells, in the log's category <c>FtlAuth.Audit</c>. Refused requests are always told. Section <c>Audit</c>.</summary>
public sealed class AuditOptions : ISettings
{
    static string ISettings.Section => "Audit";

    /// <summary>
    /// Of 100 accepted requests, how many are told one by one, chosen at random; the others are counted. Default: 1; 0 for none, 100 for all.
    /// </summary>
    public int AcceptedPercent { get; set; } = 1;

    /// <summary>How often what was counted is told: accepted requests, and refused ones of a flood by reason and address. Default: 00:00:10.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    void ISettings.Validate(SettingMistakes mistakes)
    {
        if (AcceptedPercent is < 0 or > 100)
        {
            mistakes.Add("Audit:AcceptedPercent", $"{AcceptedPercent}", "must be between 0 and 100.");
        }

        mistakes.RequireBetween("Audit:Interval", Interval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
    }
}
