using System.Diagnostics;
using System.Text;

namespace GeoZones.Server.Tests.Clients;

/// <summary>A program of the distribution that reads from the server; one that is missing fails the test.</summary>
internal static class ClientProgram
{
    /// <summary>The distribution's own Python, which has the distribution's packages.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>Runs it to its end; returns what it printed.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8 };
        start.Environment["LC_ALL"] = "C.UTF-8";
        // QGIS draws without a screen.
        start.Environment["QT_QPA_PLATFORM"] = "offscreen";
        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}\n{await output}");
        Assert.DoesNotContain("ERROR", await errors, StringComparison.Ordinal);
        return await output;
    }
}
