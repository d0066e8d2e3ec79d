using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Tests.CommandLine;

/// <summary>What a person at a terminal sees of <c>check</c>: a bar that grows and goes away, and colours; a pipe gets neither. The terminal is that of <c>script</c>.</summary>
public sealed partial class TerminalTests
{
    private static readonly string s_lushan = Path.Combine(PostGis.DataFolder, "lushan");

    [Fact]
    public async Task ABarGrowsStepByStepInOneLineAndIsWipedBeforeTheReport()
    {
        var seen = await AtATerminal([], "--rules", "GZ1");

        var bars = Bar().Matches(seen).Select(bar => (Full: bar.Groups["full"].Length, Empty: bar.Groups["empty"].Length, Done: int.Parse(bar.Groups["done"].ValueSpan), Of: int.Parse(bar.Groups["of"].ValueSpan))).ToList();
        Assert.True(bars.Count >= 3, seen);
        Assert.All(bars, bar => Assert.Equal(24, bar.Full + bar.Empty));
        Assert.All(bars, bar => Assert.Equal(24 * bar.Done / bar.Of, bar.Full));
        Assert.Equal(bars.Select(bar => bar.Done).Order(), bars.Select(bar => bar.Done));
        Assert.Equal((24, bars[^1].Of), (bars[^1].Full, bars[^1].Done));
        var report = seen.IndexOf("GZ103 overlap", StringComparison.Ordinal);
        Assert.True(report > seen.LastIndexOf("\r\e[2K", StringComparison.Ordinal), "the report comes after the last wipe");
        Assert.DoesNotContain('#', seen[seen.LastIndexOf("\r\e[2K", StringComparison.Ordinal)..report]);
    }

    [Fact]
    public async Task ErrorsAreRedWarningsYellowAndNotesBlue()
    {
        var seen = await AtATerminal([], "--rules", "GZ1,GZ302");

        Assert.Contains("\e[31merror  GZ103 overlap\e[0m  3", seen);
        Assert.Contains("\e[33mwarning  GZ104 gap\e[0m  1", seen);
        Assert.Contains("\e[34mnote  GZ302 sum-mismatch\e[0m  1", seen);
        Assert.Contains("\e[1mlushan\e[0m", seen);
        Assert.Matches("\e\\[31m\\d+ errors, \\d+ warnings, \\d+ notes?\e\\[0m", seen);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task WhoWantsNoColoursGetsNone(string name, string value)
    {
        var seen = await AtATerminal([(name, value)], "--rules", "GZ103");

        Assert.Contains("error  GZ103 overlap  3", seen);
        Assert.DoesNotMatch("\e\\[\\d+m", seen);
    }

    [Theory]
    [InlineData("zh", "LC_ALL=zh_CN.UTF-8", "LANG=en_GB.UTF-8")]
    [InlineData("zh", "LC_ALL=", "LC_MESSAGES=zh_TW", "LANG=C")]
    [InlineData("zh", "LANG=ZH_cn")]
    [InlineData("en", "LC_ALL=C.UTF-8", "LANG=zh_CN.UTF-8")]
    [InlineData("en", "LANG=de_DE.UTF-8")]
    [InlineData("en")]
    public void TheLanguageIsThatOfTheEnvironmentInTheOrderOfPosix(string language, params string[] environment)
    {
        var variables = environment.Select(one => one.Split('=')).ToDictionary(one => one[0], one => one[1]);

        Assert.Equal(language, Terminal.LanguageOf(name => variables.GetValueOrDefault(name)));
    }

    // Everything that comes to the screen, in its order.
    private static async Task<string> AtATerminal((string Name, string Value)[] environment, params string[] words)
    {
        var start = new ProcessStartInfo("script", ["--quiet", "--flush", "--command", $"dotnet '{typeof(Program).Assembly.Location}' check '{s_lushan}' {string.Join(' ', words)}", "/dev/null"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (var (name, value) in ((string, string)[])[("LC_ALL", "C.UTF-8"), ("TERM", "xterm"), ("NO_COLOR", ""), .. environment])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var seen = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return seen;
    }

    [GeneratedRegex(@"\r\e\[2K\[(?<full>#*)(?<empty>\.*)\] (?<done>\d+)/(?<of>\d+) ")]
    private static partial Regex Bar();
}
