using System.Globalization;

namespace GeoZones.Server.Database;

/// <summary>The running main process of a cluster, as its <c>postmaster.pid</c> tells.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="SocketFolder">Folder of its Unix socket.</param>
/// <param name="State">What it does: <c>starting</c>, <c>ready</c>, <c>stopping</c> …</param>
internal sealed record Postmaster(int Pid, string SocketFolder, string State)
{
    /// <summary>Name of the socket; PostgreSQL makes it of its port.</summary>
    public const string SocketName = ".s.PGSQL.5432";

    /// <summary>The running postmaster of <paramref name="dataFolder"/>; <c>null</c> when none runs, whatever a stale file says.</summary>
    public static Postmaster? Of(string dataFolder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PidFile(dataFolder));
        }
        catch (IOException)
        {
            return null;
        }

        // The file is written line by line; an unfinished one belongs to a postmaster that is starting.
        return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out int pid) && Runs(pid, dataFolder)
            ? new(pid, lines.ElementAtOrDefault(4) ?? "", lines.ElementAtOrDefault(7)?.Trim() ?? "starting")
            : null;
    }

    /// <summary>
    /// Deletes what a killed postmaster left. PostgreSQL does so too, but not while the process id is taken: by another program, or by
    /// the dead process that nobody has waited for.
    /// </summary>
    public static void ForgetDead(ClusterFolder folder)
    {
        File.Delete(PidFile(folder.Data));
        File.Delete(Path.Combine(folder.Root, SocketName));
        File.Delete(Path.Combine(folder.Root, SocketName + ".lock"));
    }

    private static string PidFile(string dataFolder) => Path.Combine(dataFolder, "postmaster.pid");

    private static bool Runs(int pid, string dataFolder)
    {
        try
        {
            // A postmaster's working directory is its data folder; the same file seen through it says that the process is still the one that wrote it.
            return File.ReadAllText($"/proc/{pid}/cwd/postmaster.pid") == File.ReadAllText(PidFile(dataFolder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
