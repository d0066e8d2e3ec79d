using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

using GeoZones.Server.Database;

namespace GeoZones.Server.Tests.CommandLine;

/// <summary>The words after <c>check</c>, what is written, and the exit code.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private const string Plain = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"Z1"},"geometry":{"type":"Polygon","coordinates":[[[114.1,34.1],[114.11,34.1],[114.11,34.11],[114.1,34.11],[114.1,34.1]]]}}]}""";

    private static readonly string s_lushan = Path.Combine(PostGis.DataFolder, "lushan");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheReportForPeopleIsGroupedAndSummedUp()
    {
        var run = await CommandRun.OfFiles("check", s_lushan);

        Assert.Equal((1, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("lushan  zone 2, urban 1, land-use 1, survey 1  EPSG:4547\n\nerror  GZ10", run.Output);
        Assert.Contains("\n    This is the cause of GZ401 × 1\n      GZ401  ", run.Output);
        Assert.Contains("\nIgnored below the tolerances:\n  GZ103  1 part, 0.25 m² in all\n", run.Output);
        Assert.Matches(@"\nLedger: \d+ classes = the zone's 27,007,081\.87 m²; residual -?\d\.\dE[-+]\d+ m²\n", run.Output);
        Assert.Contains("\n    This is the cause of GZ201 × 1, GZ206 × 4\n", run.Output);
        Assert.Contains("\n  zone plan / urban plan / land-use plan\n  built / built / built  133 patches, 12,139,667.04 m², 44.95 %\n  built / built / unbuilt  1 patch, 167,078.45 m², 0.62 %\n", run.Output);
        Assert.Matches(@"\n\d+ errors, \d+ warnings, \d+ notes\n$", run.Output);
        Assert.DoesNotContain('\e', run.Output);
        Assert.True(run.Output.IndexOf("\nwarning  ", StringComparison.Ordinal) > run.Output.LastIndexOf("\nerror  ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public async Task OneProcessorSaysTheSameAsSeveralToTheLastByte(string region)
    {
        var folder = Path.Combine(PostGis.DataFolder, region);
        var one = await CommandRun.OfFilesOn(1, "check", folder, "--format", "json");
        var two = await CommandRun.OfFilesOn(2, "check", folder, "--format", "json");
        var several = await CommandRun.OfFilesOn(4, "check", folder, "--format", "json");

        Assert.Contains("\"rule\":\"GZ202\"", one.Output);
        Assert.Equal(one, two);
        Assert.Equal(one, several);
    }

    [Fact]
    public async Task ItSpeaksChinese()
    {
        var run = await CommandRun.OfFiles("check", s_lushan, "--rules", "GZ402", "--language", "zh");

        Assert.Contains("错误  GZ402 端点未衔接  1\n", run.Output);
        Assert.Contains("\n只检查了：GZ402\n", run.Output);
        Assert.Contains("\n  区规划 / 城市规划 / 土地规划\n  建设 / 建设 / 建设  133 块，12,139,667.04 平方米，44.95 %\n", run.Output);
        Assert.Contains("\n错误 1，警告 0，提示 0\n", run.Output);
    }

    [Theory]
    [InlineData("GZ402", "error", 1)]
    [InlineData("GZ402", "never", 0)]
    [InlineData("GZ401", "error", 0)]
    [InlineData("dangling-end", "warning", 1)]
    [InlineData("GZ401,GZ503", "note", 1)]
    public async Task TheExitCodeGoesByTheLeastSeverityThatMatters(string rules, string failOn, int expected) =>
        Assert.Equal(expected, (await CommandRun.OfFiles("check", s_lushan, "--rules", rules, "--fail-on", failOn)).ExitCode);

    [Fact]
    public async Task SelectedRulesFindWhatTheyFindAmongAll()
    {
        string all = Path.Combine(_folder.Path, "all.json"), some = Path.Combine(_folder.Path, "some.json");
        Assert.Equal(1, (await CommandRun.OfFiles("check", s_lushan, "--format", "json", "--output", all)).ExitCode);
        Assert.Equal(1, (await CommandRun.OfFiles("check", s_lushan, "--format", "json", "--output", some, "--rules", "GZ2", "--rules", "GZ401,near-miss")).ExitCode);

        string[] selected = ["GZ201", "GZ202", "GZ203", "GZ204", "GZ205", "GZ206", "GZ207", "GZ208", "GZ401", "GZ402"];
        using JsonDocument whole = Json(all), part = Json(some);
        Assert.Equal(selected, part.RootElement.GetProperty("rules").Deserialize<string[]>()!);
        Assert.Equal(
            Findings(whole).Where(finding => selected.Contains(finding.GetProperty("properties").GetProperty("rule").GetString())).Select(finding => finding.GetRawText()),
            Findings(part).Select(finding => finding.GetRawText()));
        Assert.Equal(whole.RootElement.GetProperty("ledger").GetRawText(), part.RootElement.GetProperty("ledger").GetRawText());
        Assert.Equal(["all.json", "some.json"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task GeoJsonHoldsEveryFindingInLongitudeAndLatitude()
    {
        var run = await CommandRun.OfFiles("check", s_lushan, "--format", "geojson");

        using var collection = JsonDocument.Parse(run.Output);
        Assert.Equal("FeatureCollection", collection.RootElement.GetProperty("type").GetString());
        var features = collection.RootElement.GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(features.Count, features.Select(feature => feature.GetProperty("id").GetString()).Distinct().Count());
        Assert.Contains(features, feature => feature.GetProperty("geometry").ValueKind == JsonValueKind.Null);
        foreach (var position in features.Where(feature => feature.GetProperty("geometry").ValueKind != JsonValueKind.Null).SelectMany(feature => Positions(feature.GetProperty("geometry"))))
        {
            Assert.InRange(position[0].GetDouble(), 112.8, 113.0);
            Assert.InRange(position[1].GetDouble(), 33.7, 33.9);
            Assert.True(position[0].GetRawText().Length <= "112.123456789".Length, position.GetRawText());
        }
    }

    [Fact]
    public async Task CsvOpensInASpreadsheetAndRunsNothingThere()
    {
        Layout("zone", "zone-boundaries", Plain);
        Layout("zone", "sub-parks", Plain.Replace("\"Z1\"", "\"=1+1\",\"name\":\"+cmd, \\\"x\\\"\""));
        Layout("zone", "designations", Plain.Replace("\"Z1\"", "\"=2+2\",\"function\":\"nonsense\""));
        var file = Path.Combine(_folder.Path, "findings.csv");

        var run = await CommandRun.OfFiles("check", Path.Combine(_folder.Path, "plans"), "--format", "csv", "--output", file);

        Assert.Equal("", run.Errors);
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        Assert.True(bytes.AsSpan().StartsWith("\uFEFFid,severity,rule,name,message,groundAreaM2,longitude,latitude,features,figure,cause\r\n"u8));
        using var rows = new Microsoft.VisualBasic.FileIO.TextFieldParser(new MemoryStream(bytes)) { Delimiters = [","] };
        var width = rows.ReadFields()!.Length;
        var found = 0;
        while (rows.ReadFields() is { } cells)
        {
            found++;
            Assert.Equal(width, cells.Length);
            Assert.All(cells.Where(cell => cell.Length > 0 && "=+-@".Contains(cell[0])), cell => Assert.True(double.TryParse(cell, out _), cell));
        }

        Assert.True(found > 0);
    }

    [Theory]
    [InlineData("There is no rule GZ999. There are GZ101, ", "--rules", "GZ201,GZ999")]
    [InlineData("'yaml' not recognized", "--format", "yaml")]
    [InlineData("cannot be written", "--output", "/nowhere/at/all.json")]
    [InlineData("The file /nowhere.json cannot be read", "--config", "/nowhere.json")]
    [InlineData("leave out --code-set and --plane", "--plane", "4547")]
    [InlineData("one of the two", "--region", "lushan")]
    public async Task WrongWordsAreToldInASentence(string expected, params string[] words)
    {
        var run = await CommandRun.OfFiles(["check", s_lushan, .. words]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Errors);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    [Fact]
    public async Task AConfigurationSwitchesOffAndAlters()
    {
        var config = _folder.Write("checks.json", """{"GZ402": {"severity": "info"}, "GZ401": "off"}""");

        var run = await CommandRun.OfFiles("check", s_lushan, "--config", config, "--rules", "GZ40");

        Assert.Contains("note  GZ402 near-miss", run.Output);
        Assert.Contains("Rules switched off: GZ401\n", run.Output);
    }

    [Fact]
    public async Task ABadConfigurationIsToldByItsLines()
    {
        var config = _folder.Write("checks.json", "{\n\"GZ402\": {\"severity\": \"grave\"},\n\"GZ9\": \"off\"\n}");

        var run = await CommandRun.OfFiles("check", s_lushan, "--config", config);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("checks.json, line 2: The severity of GZ402 is error, warning or info", run.Errors);
        Assert.Contains("checks.json, line 3: There is no rule “GZ9”", run.Errors);
    }

    [Fact]
    public async Task ProblemsOfFilesAreToldByFileFeatureAndRemedy()
    {
        Layout("zone", "sub-parks", Plain.Replace("114.11,34.11", "114.11,\"x\""));
        Layout("zone", "parks", Plain);

        var run = await CommandRun.OfFiles("check", Path.Combine(_folder.Path, "plans"));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("These files cannot be checked; problems: 1\n  zone/parks.geojson: what collection of what plan it is cannot be told", run.Errors);

        File.Delete(Path.Combine(_folder.Path, "plans", "zone", "parks.geojson"));
        run = await CommandRun.OfFiles("check", Path.Combine(_folder.Path, "plans"), "--language", "zh");
        Assert.Contains("无法检查这些文件，共有 1 处问题：\n  zone/sub-parks.geojson，第 1 个要素（编号 Z1）：[114.11,\"x\"] 不是坐标。", run.Errors);
    }

    [Fact]
    public async Task CtrlCEndsItAtOnceAndLeavesNoFile()
    {
        using var process = CommandRun.Start(null, "check", s_lushan, "--format", "json", "--output", Path.Combine(_folder.Path, "report.json"));
        while (!Directory.EnumerateFiles(_folder.Path).Any())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await Task.Delay(600, TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }

        Assert.Equal(130, process.ExitCode);
        Assert.True(watch.ElapsedMilliseconds < 1000, $"{watch.ElapsedMilliseconds} ms");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private void Layout(string plan, string collection, string text)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "plans", plan));
        _folder.Write($"plans/{plan}/{collection}.geojson", text);
    }

    private static JsonDocument Json(string file) => JsonDocument.Parse(File.ReadAllBytes(file));

    private static IEnumerable<JsonElement> Findings(JsonDocument report) => report.RootElement.GetProperty("findings").EnumerateArray();

    private static IEnumerable<JsonElement> Positions(JsonElement geometry)
    {
        return geometry.TryGetProperty("geometries", out var parts) ? parts.EnumerateArray().SelectMany(Positions) : In(geometry.GetProperty("coordinates"));

        static IEnumerable<JsonElement> In(JsonElement array) => array[0].ValueKind == JsonValueKind.Number ? [array] : array.EnumerateArray().SelectMany(In);
    }
}
