using System.Diagnostics;
using System.Text.RegularExpressions;

using GeoZones.Server.Database;

namespace GeoZones.Server.Tests.Readme;

/// <summary>The README keeps its word: its commands run, and what it points at is there.</summary>
public partial class ReadmeTests(PostGis postGis)
{
    private const string OwnCommand = "dotnet run --project src/GeoZones.Server -- ";

    private static readonly string Root = Path.GetDirectoryName(PostGis.DataFolder)!;
    // Tests lie in bin/CONFIGURATION/FRAMEWORK.
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
    private static readonly string Text = File.ReadAllText(Path.Combine(Root, "README.md"));

    /// <summary>All command lines of the README, without their comments.</summary>
    private static List<string> Commands { get; } =
        [.. Fences().Matches(Text).SelectMany(fence => fence.Groups[1].Value.Split('\n')).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)];

    [Fact]
    public void ItNamesTheTwoCommandsAndNoneThatNoTestKnows()
    {
        Assert.Contains("bash src/run.sh", Commands);
        Assert.Contains("bash tests/run.sh", Commands);
        Assert.All(Commands, command => Assert.True(
            command.StartsWith(OwnCommand, StringComparison.Ordinal) || (command.StartsWith("bash ", StringComparison.Ordinal) && File.Exists(Path.Combine(Root, command[5..]))), command));
    }

    [Fact]
    public async Task ItsCommandsOfTheServerRun()
    {
        await using ServerDatabase database = await postGis.NewDatabaseWithCases();
        using var folder = new TemporaryFolder();
        File.Copy(Directory.EnumerateFiles(Path.Combine(PostGis.DataFolder, "changyuan", "zone"), "sub-parks.geojson", SearchOption.AllDirectories).Order().First(),
            Path.Combine(folder.Path, "my-sub-parks.geojson"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "my-site.geojson"), """{"type":"Polygon","coordinates":[[[114.66,35.18],[114.665,35.18],[114.665,35.185],[114.66,35.18]]]}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "my-site.txt"), "3894622.1 38560123.4\n3894622.1 38560623.4\n3895122.1 38560623.4\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "my-rivers.geojson"), """{"type":"FeatureCollection","features":[]}""", TestContext.Current.CancellationToken);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "data"), PostGis.DataFolder);

        List<string> own = [.. Commands.Where(command => command.StartsWith(OwnCommand, StringComparison.Ordinal))];
        // `dotnet run` works out anew each time what it runs: one command goes through it, one that names a file of the caller's folder.
        string whole = own.First(command => command.Contains(" my-", StringComparison.Ordinal));
        foreach (string command in own)
        {
            string[] program = command == whole
                ? ["run", "--no-build", "--configuration", Configuration, "--project", Path.Combine(Root, "src", "GeoZones.Server"), "--"]
                : [typeof(Program).Assembly.Location];
            (int exitCode, string said) = await Run(folder.Path, database.Source.ConnectionString, [.. program, .. command[OwnCommand.Length..].Split(' ')]);
            // the cases hold planted errors, which the check must tell by its exit code
            Assert.True(exitCode == (command.Contains("check ", StringComparison.Ordinal) ? 1 : 0), $"{command}: exit code {exitCode}\n{said}");
        }
    }

    [Fact]
    public void WhatItPointsAtIsThere()
    {
        var paths = Links().Matches(Text).Select(link => link.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal))
            .Concat(Folders().Matches(Text).Select(folder => folder.Groups[1].Value));
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Root, path)), path));
    }

    private static async Task<(int ExitCode, string Said)> Run(string folder, string connectionString, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GEOZONES_DB"] = connectionString;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex(@"```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^((?:src|web|data|tests)/[\w./-]*) ", RegexOptions.Multiline)]
    private static partial Regex Folders();
}
