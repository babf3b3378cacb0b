namespace FtlAuth.MockMcp.Admin;

/// <summary>The fault that is switched on.</summary>
internal sealed class FaultSwitch
{
    private volatile Fault _current;

    public Fault Current
    {
        get => _current;
        set => _current = value;
    }
}
