using System.Text;

using GeoZones.Checks.Settings;

using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests.Settings;

public sealed class SettingsReaderTests
{
    private static CheckSettings Read(string json) => SettingsReader.Read(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void What_is_not_set_keeps_its_default() => Assert.Empty(Read("{}").Rules);

    [Fact]
    public void A_rule_is_named_by_code_or_name_and_comments_are_allowed()
    {
        var settings = Read("\uFEFF{\n  // slivers\n  \"overlap\": {\"areaM2\": 5, \"severity\": \"warning\",},\n  \"GZ304\": \"off\"\n}");
        Assert.Equal((5, Severity.Warning), (settings.Rules["GZ103"].Values["areaM2"], settings.Rules["GZ103"].Severity));
        Assert.True(settings.IsOff("GZ304"));
        Assert.False(settings.IsOff("GZ103"));
    }

    [Theory]
    [InlineData("", 1, "JSON")]
    [InlineData("[]", 1, "JSON object")]
    [InlineData("{\n\n \"GZ999\": {}}", 3, "GZ103")]
    [InlineData("{\"GZ103\": {\n\"widthm\": 1}}", 2, "severity, areaM2, widthM")]
    [InlineData("{\"GZ103\": {\n\n\"widthM\": -1}}", 3, "0 … 100")]
    [InlineData("{\"GZ103\": {\"widthM\":\n \"wide\"}}", 2, "0 … 100")]
    [InlineData("{\"GZ103\": {\"widthM\": 1e999}}", 1, "0 … 100")]
    [InlineData("{\"GZ103\": {\"severity\": \"fatal\"}}", 1, "error, warning or info")]
    [InlineData("{\"GZ103\": {\"classes\": {}}}", 1, "classes")]
    [InlineData("{\"GZ103\": null}", 1, "off")]
    [InlineData("{\"GZ103\": {},\n \"overlap\": {}}", 2, "twice")]
    [InlineData("{\"GZ103\": {}\n", 2, "JSON")]
    [InlineData("{} {}", 1, "JSON")]
    [InlineData("{\n\"GZ103\": \"\\ud800\"}", 2, "Unicode")]
    [InlineData("{ // \0\n}", 1, "null character")]
    [InlineData("{\"GZ106\": {\"classes\": {\n\"\\u0007\": {}}}}", 2, "code")]
    public void What_cannot_be_used_is_told_with_its_line_and_what_is_allowed(string json, int line, string allowed)
    {
        var problem = Assert.Single(Assert.Throws<SettingsException>(() => Read(json)).Problems);
        Assert.Equal(line, problem.Line);
        Assert.Contains(allowed, problem.Text.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("{\"a/b~\": {}}", "/a~1b~0")]
    [InlineData("{\"GZ103\": {\"widthM\": 1}, \"GZ104\": {\"severity\": 1}}", "/GZ104/severity")]
    [InlineData("{\"GZ106\": {\"classes\": {\"M\": {\"areaM2\": 1}, \"R\": {\"areaM2\": -1}}}}", "/GZ106/classes/R/areaM2")]
    public void What_cannot_be_used_is_told_with_its_member(string json, string pointer) =>
        Assert.Equal(pointer, Assert.Single(Assert.Throws<SettingsException>(() => Read(json)).Problems).Pointer);

    [Fact]
    public void Lines_count_from_where_the_text_stands_in_its_file() =>
        Assert.Equal(8, Assert.Single(Assert.Throws<SettingsException>(() => SettingsReader.Read("{\n\"x\": 1}"u8, 7)).Problems).Line);

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{"overlap": {"areaM2": 5, "widthM": 0.1, "severity": "error"}}""", """{"GZ103":{"areaM2":5}}""")]
    [InlineData("""{"GZ304": "off", "GZ103": {}, "GZ101": {"severity": "info"}}""", """{"GZ101":{"severity":"info"},"GZ304":"off"}""")]
    [InlineData("""{"GZ106": {"classes": {"R": {"areaM2": 400}, "M": {"areaM2": 9}}}}""", """{"GZ106":{"classes":{"M":{"areaM2":9},"R":{"areaM2":400}}}}""")]
    public void Settings_are_written_as_what_differs_from_the_defaults(string read, string written)
    {
        Assert.Equal(written, SettingsWriter.Write(Read(read)).ToJsonString());
        Assert.Equal(written, SettingsWriter.Write(Read(written)).ToJsonString());
    }

    [Fact]
    public void All_problems_are_told_at_once() =>
        Assert.Equal([2, 3, 4], Assert.Throws<SettingsException>(() => Read("{\n\"x\": {\"deep\": [1]},\n\"GZ103\": {\"y\": {}},\n\"GZ304\": 1}")).Problems.Select(problem => problem.Line));

    [Fact]
    public void Settings_change_what_is_ignored_how_grave_it_is_and_what_is_checked()
    {
        var drawing = new Sketch().ZoneUse("a", "M", Box(0, 0, 100, 100)).ZoneUse("b", "R", Box(99, 0, 200, 10)).Snapshot;

        CheckReport Run(string settings) => CheckEngine.Run(drawing with { Settings = Read(settings) }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(Severity.Error, Assert.Single(Run("{}").Findings, finding => finding.Rule == "GZ103").Severity);
        Assert.Equal(Severity.Info, Assert.Single(Run("""{"GZ103": {"severity": "info"}}""").Findings, finding => finding.Rule == "GZ103").Severity);
        Assert.DoesNotContain(Run("""{"GZ103": {"areaM2": 50, "widthM": 2}}""").Findings, finding => finding.Rule == "GZ103");
        Assert.Equal(1, Run("""{"GZ103": {"areaM2": 50, "widthM": 2}}""").Ignored["GZ103"].Count);
        Assert.Equal(["GZ103"], Run("""{"GZ103": "off"}""").RulesOff);
    }
}
