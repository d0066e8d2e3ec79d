using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GeoZones.Server.Tests.CommandLine;

/// <summary>A command of the server, run as a process of its own, and what came of it.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="connectionString">The database; <c>null</c> for one that cannot be reached.</param>
    /// <param name="arguments">The words of the command.</param>
    public static Task<CommandRun> Of(string? connectionString, params string[] arguments) => Of(Start(connectionString, arguments));

    /// <summary>Runs a command that needs no database on so many processors.</summary>
    public static Task<CommandRun> OfFilesOn(int processors, params string[] arguments) =>
        Of(Start(null, arguments, ("DOTNET_PROCESSOR_COUNT", processors.ToString(CultureInfo.InvariantCulture))));

    /// <summary>Runs a command with further variables in its environment.</summary>
    public static Task<CommandRun> OfEnvironment(string connectionString, (string Name, string Value)[] environment, params string[] arguments) => Of(Start(connectionString, arguments, environment));

    /// <summary>Runs a command that reads something from standard input.</summary>
    public static async Task<CommandRun> OfInput(string input, string connectionString, params string[] arguments)
    {
        var started = Start(connectionString, arguments);
        await started.StandardInput.WriteAsync(input);
        return await Of(started);
    }

    private static async Task<CommandRun> Of(Process started)
    {
        using var process = started;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a command that needs no database.</summary>
    public static Task<CommandRun> OfFiles(params string[] arguments) => Of(null, arguments);

    /// <summary>Starts a command.</summary>
    public static Process Start(string? connectionString, params string[] arguments) => Start(connectionString, arguments, []);

    /// <summary>Starts a command with further variables in its environment.</summary>
    public static Process Start(string? connectionString, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        start.Environment["GEOZONES_DB"] = connectionString ?? "Host=127.0.0.1;Port=1;Database=none;Username=none;Password=none";
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
