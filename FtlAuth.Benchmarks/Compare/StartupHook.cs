using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

/// <summary>
/// Runs in a contestant before its own code (<c>DOTNET_STARTUP_HOOKS</c>), so that it need not be built for it: at SIGWINCH it tells how much has been
/// allocated since the start, in bytes.
/// </summary>
internal static class StartupHook
{
    public const string Word = "ALLOCATED ";

    private static PosixSignalRegistration? _registration;

    [UnsupportedOSPlatform("windows")]
    public static void Initialize() => _registration = PosixSignalRegistration.Create(
        PosixSignal.SIGWINCH, _ => Console.Out.WriteLine(Word + GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture)));
}
