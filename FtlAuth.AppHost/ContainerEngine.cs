using System.ComponentModel;
using System.Diagnostics;

namespace FtlAuth.AppHost;

/// <summary>Whether containers can be started on this machine.</summary>
/// <remarks>Without an engine Aspire waits for its containers forever and says nothing; the client alone may well be installed.</remarks>
internal static class ContainerEngine
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Asks Docker, then Podman; says so when neither answers.</summary>
    public static bool Answers()
    {
        if (Answers("docker") || Answers("podman"))
        {
            return true;
        }

        Console.WriteLine("No container engine answers: the cache is embedded Garnet instead of Redis.");
        return false;
    }

    private static bool Answers(string client)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(client, "ps --quiet") { RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null)
            {
                return false;
            }

            if (process.WaitForExit(Timeout))
            {
                return process.ExitCode == 0;
            }

            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            // The client is not installed.
            return false;
        }
    }
}
