namespace FtlAuth.AllInOne;

/// <summary>Where things listen while developing, unless told otherwise: the same in this program and in the model of FtlAuth.AppHost.</summary>
internal static class DefaultPorts
{
    public const int Gateway = 3000;
    public const int AuthKit = 3001;
    public const int Mcp = 3002;
}
