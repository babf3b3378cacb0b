namespace FtlAuth.Gateway.Configuration;

/// <summary>The settings of one feature: a plain class with its defaults, read from its own section and judged at start.</summary>
internal interface ISettings
{
    static abstract string Section { get; }

    /// <summary>Judges values that were readable. Rules that need more than one section are in <see cref="GatewaySettings"/>.</summary>
    void Validate(SettingMistakes mistakes);
}
