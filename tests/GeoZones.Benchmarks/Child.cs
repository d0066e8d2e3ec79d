using System.Diagnostics;
using System.Text.Json;

using Npgsql;

namespace GeoZones.Benchmarks;

/// <summary>Work in a process of its own: its memory and its compiled code are those of the work alone.</summary>
internal static class Child
{
    /// <summary>Runs one of the hidden commands and reads what it prints.</summary>
    public static async Task<T> Answer<T>(params string[] arguments)
    {
        using var child = Process.Start(new ProcessStartInfo("dotnet", [typeof(Child).Assembly.Location, .. arguments]) { RedirectStandardOutput = true })!;
        var answer = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0 ? JsonSerializer.Deserialize<T>(answer)! : throw new InvalidOperationException($"{arguments[0]} ended with {child.ExitCode}.");
    }

    /// <summary>The child's part: works on a database and prints the result.</summary>
    public static async Task Work<T>(string connection, Func<NpgsqlDataSource, Task<T>> work)
    {
        var builder = new NpgsqlDataSourceBuilder(connection);
        builder.UseNetTopologySuite();
        await using var source = builder.Build();
        Console.WriteLine(JsonSerializer.Serialize(await work(source)));
    }

    /// <summary>The most memory that this process has had, MB.</summary>
    public static double PeakMB()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
