using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Checks.Rules;
using GeoZones.Server.Checks;
using GeoZones.Server.Plans;
using GeoZones.Server.Reports;

namespace GeoZones.Server.Tests.Reports;

/// <summary>A report as JSON says what went wrong with the check as well as what the check found.</summary>
public sealed class JsonReportTests
{
    [Theory]
    [InlineData("en", "this rule was not checked to its end")]
    [InlineData("zh", "该规则未执行完")]
    public async Task Rule_that_broke_and_what_was_ignored_stand_behind_the_findings_in_GeoJSON(string language, string word)
    {
        PlanSnapshot snapshot = new("nowhere", 4547, [], [], RegionCodes.Find("standard")!);
        CheckReport report = new([], new SortedDictionary<string, IgnoredParts> { ["GZ202"] = new(2, 0.5) }, [new("GZ103", new InvalidOperationException("secret"))], [], null, []);
        using MemoryStream written = new();
        await JsonReport.WriteGeoJson(new(new(snapshot, report), new Dictionary<string, int>(), [.. RuleSet.All.Select(rule => rule.Info)], language), written, TestContext.Current.CancellationToken);

        using var document = JsonDocument.Parse(written.ToArray());
        Assert.Equal("FeatureCollection", document.RootElement.GetProperty("type").GetString());
        Assert.Equal(0.5, document.RootElement.GetProperty("ignored").GetProperty("GZ202").GetProperty("groundAreaM2").GetDouble());
        var failed = Assert.Single(document.RootElement.GetProperty("failedRules").EnumerateArray());
        Assert.Equal("GZ103", failed.GetProperty("rule").GetString());
        Assert.Contains(word, failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", document.RootElement.GetRawText(), StringComparison.Ordinal);
    }
}
