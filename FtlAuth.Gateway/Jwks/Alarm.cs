namespace FtlAuth.Gateway.Jwks;

/// <summary>A time that was set to come. When the clock is found to be before the moment of setting, it was set back: the time has come then, too.</summary>
/// <param name="SetAt">When it was set.</param>
/// <param name="At">When it is to come.</param>
internal readonly record struct Alarm(DateTimeOffset SetAt, DateTimeOffset At)
{
    /// <summary>Has always come.</summary>
    public static readonly Alarm Past = new(DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>Never comes.</summary>
    public static readonly Alarm Never = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    public bool HasCome(DateTimeOffset now) => now >= At || now < SetAt;

    public TimeSpan Remaining(DateTimeOffset now) => HasCome(now) ? TimeSpan.Zero : At - now;
}
