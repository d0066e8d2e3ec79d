using System.Diagnostics;

namespace GeoZones.Server.Tests.Data;

/// <summary>data/generate.cs makes the cases again, byte for byte.</summary>
public sealed class GeneratorTests
{
    [Fact]
    public async Task GeneratorReproducesTheCases()
    {
        string data = PostGis.DataFolder;
        var folder = Directory.CreateTempSubdirectory("geozones-cases-");
        try
        {
            await Run(Path.Combine(data, "generate.cs"), folder.FullName);

            string[] regions = ["changyuan", "jiaozuo", "lushan"];
            Assert.Equal(regions, folder.EnumerateDirectories().Select(region => region.Name).Order(StringComparer.Ordinal));
            foreach (var region in regions)
            {
                var (kept, made) = (Path.Combine(data, region), Path.Combine(folder.FullName, region));
                Assert.Equal(Files(kept), Files(made));
                Assert.All(Files(kept), file => Assert.True(File.ReadAllBytes(Path.Combine(kept, file)).SequenceEqual(File.ReadAllBytes(Path.Combine(made, file))), $"{region}/{file} differs"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Run(string program, string output)
    {
        ProcessStartInfo start = new("dotnet", ["run", program, "--", output]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // What the test run tells its own build must not steer this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var (text, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await text + await errors);
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}
