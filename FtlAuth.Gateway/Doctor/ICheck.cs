namespace FtlAuth.Gateway.Doctor;

/// <summary>One thing about a deployment that can be right or wrong. Looks only, changes nothing.</summary>
internal interface ICheck
{
    /// <summary>Its name in reports, which scripts may rely on.</summary>
    string Name { get; }

    Needs Needs { get; }

    /// <summary>At least one finding. What goes wrong in the deployment is a finding, never an exception.</summary>
    Task<IReadOnlyList<Finding>> RunAsync(Deployment deployment, CancellationToken cancellationToken);
}
