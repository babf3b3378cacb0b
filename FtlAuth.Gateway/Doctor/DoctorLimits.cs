namespace FtlAuth.Gateway.Doctor;

/// <summary>How long things may take.</summary>
/// <param name="Request">One request, to the end of its answer.</param>
/// <param name="Check">One check with all its requests.</param>
internal sealed record DoctorLimits(TimeSpan Request, TimeSpan Check)
{
    public static readonly DoctorLimits Default = new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10));
}
