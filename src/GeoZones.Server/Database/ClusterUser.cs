using System.Diagnostics;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Database;

/// <summary>
/// Whom PostgreSQL runs as: whoever runs the server, but never root; root steps down to the <c>postgres</c> user that the
/// distribution's package makes.
/// </summary>
internal static class ClusterUser
{
    private const string Unprivileged = "postgres";

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and what it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> Run(string workingFolder, CancellationToken cancel, params string[] command)
    {
        ProcessStartInfo start = Start(workingFolder, command);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancel);
        Task<string> error = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, (await output + await error).Trim());
    }

    /// <summary>How a program is started as this user, in the C locale so that its output is readable.</summary>
    public static ProcessStartInfo Start(string workingFolder, params string[] command)
    {
        string[] stepDown = Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={Unprivileged}", $"--regid={Unprivileged}", "--init-groups", "--"]
            : [];
        string[] all = [.. stepDown, .. command];
        var start = new ProcessStartInfo(all[0], all[1..]) { WorkingDirectory = workingFolder };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    /// <summary>Makes <paramref name="folder"/> where it is missing; only this user may look into it. As root the folder is given to the user who runs PostgreSQL.</summary>
    /// <exception cref="Refusal">The folder cannot be made or reached by this user, or root would give away a folder that holds something else.</exception>
    public static async Task OwnFolder(string folder, CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new Refusal("自带数据库只能在 Linux 上运行；请用 GEOZONES_DB 指向 PostGIS 数据库。", "The database of our own runs on Linux only; point GEOZONES_DB at a PostGIS database.");
        }

        try
        {
            if (Environment.IsPrivilegedProcess && !new ClusterFolder(folder).IsFree)
            {
                throw new Refusal(
                    $"文件夹 {folder} 里有别的东西，以 root 运行时不会把它交给用户 {Unprivileged}；请用 GEOZONES_DATA 另选一个空的。",
                    $"The folder {folder} holds something else, and root does not give it to the user {Unprivileged}; choose an empty one with GEOZONES_DATA.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"无法建立数据文件夹 {folder}：{e.Message}", $"The data folder {folder} cannot be made: {e.Message}", e);
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return;
        }

        using Process change = Process.Start(new ProcessStartInfo("chown", [$"{Unprivileged}:", folder]) { RedirectStandardError = true })!;
        await change.WaitForExitAsync(cancel);
        (int exitCode, _) = change.ExitCode == 0 ? await Run("/", cancel, "test", "-x", folder) : (1, "");
        if (exitCode != 0)
        {
            throw new Refusal(
                $"以 root 运行时数据文件夹必须可由用户 {Unprivileged} 访问，{folder} 不行；请用 GEOZONES_DATA 另选一个。",
                $"As root the data folder must be within reach of the user {Unprivileged}, and {folder} is not; choose another with GEOZONES_DATA.");
        }
    }
}
