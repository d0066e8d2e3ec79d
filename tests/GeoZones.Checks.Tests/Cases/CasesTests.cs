using System.Globalization;
using System.Text.Json;

using GeoZones.Checks.Rules;

namespace GeoZones.Checks.Tests.Cases;

/// <summary>The checks find in the three cases exactly what was planted, as expected.json says, and nothing else.</summary>
public sealed class CasesTests
{
    private static readonly string[] s_regions = ["changyuan", "lushan", "jiaozuo"];

    [Theory]
    [InlineData("changyuan")]
    [InlineData("lushan")]
    [InlineData("jiaozuo")]
    public void ChecksFindWhatWasPlantedAndNothingElse(string region)
    {
        var files = CaseFolder.Of(region);

        var report = files.Report;

        Assert.Empty(report.FailedRules);
        var keys = files.Features.ToLookup(feature => (feature.Plan?.Text(), feature.Collection, feature.Id), feature => feature.Key);
        Assert.Equal(
            files.Expected.GetProperty("findings").EnumerateArray().Select(Planted).Order(StringComparer.Ordinal),
            report.Findings.Select(finding => Line(
                finding.Rule, finding.Severity, finding.Features.Select(feature => keys[(feature.Plan, feature.Collection, feature.Id)].Single()), finding.Figure, finding.GroundAreaM2)).Order(StringComparer.Ordinal));
        Assert.Equal(
            files.Expected.GetProperty("ignored").EnumerateObject().Select(rule => (rule.Name, rule.Value.GetProperty("count").GetInt32())),
            report.Ignored.Select(rule => (rule.Key, rule.Value.Count)));
        AssertLedger(files.Expected, report.Ledger!);
        Assert.Equal(
            files.Expected.GetProperty("quotas").EnumerateArray().Select(quota => (quota.GetProperty("account").GetString()!, Area(quota, "grantedM2"), Area(quota, "allocatedM2"), Area(quota, "usedM2"))),
            report.Quotas.Select(quota => (quota.Account, Rounded(quota.GrantedM2), Rounded(quota.AllocatedM2), Rounded(quota.UsedM2))));
    }

    [Fact]
    public void EveryRuleFindsSomethingInOneOfTheThreeCases() =>
        Assert.Equal(
            RuleSet.All.Select(rule => rule.Info.Code).Order(StringComparer.Ordinal),
            s_regions.SelectMany(region => CaseFolder.Of(region).Expected.GetProperty("findings").EnumerateArray()).Select(finding => finding.GetProperty("rule").GetString()!).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void TheShiftedLineOfLushanIsOneFindingThatTellsTheShiftAndGathersWhatItExplains()
    {
        var files = CaseFolder.Of("lushan");
        var planted = files.Expected.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("rule").GetString() == "GZ205");

        var shift = files.Report.Findings.Single(finding => finding.Rule == "GZ205");
        var explained = files.Report.Findings.Where(finding => finding.Cause == shift.Id).ToList();

        Assert.Equal(planted.GetProperty("dxM").GetDouble(), (double)shift.Params["dxM"], 1e-3);
        Assert.Equal(planted.GetProperty("dyM").GetDouble(), (double)shift.Params["dyM"], 1e-3);
        Assert.Equal(planted.GetProperty("explained").GetInt32(), (double)shift.Params["explained"]);
        Assert.Equal(planted.GetProperty("explained").GetInt32(), explained.Count);
        Assert.All(explained, finding => Assert.True(finding.Rule is "GZ201" or "GZ206", finding.Rule));

        // The land-use plan's line leaves out a whole cell besides: that is no matter of the shift.
        var other = Assert.Single(files.Report.Findings, finding => finding is { Rule: "GZ201", Cause: null } && finding.Features.Any(feature => feature.Plan == "urban"));
        Assert.Contains(other.Features, feature => feature.Plan == "land-use");
    }

    private static void AssertLedger(JsonElement expected, Ledger ledger)
    {
        var planted = expected.GetProperty("ledger");
        Assert.Equal(
            planted.GetProperty("rows").EnumerateArray().Select(row => (row.GetProperty("zone").GetString()!, row.GetProperty("urban").GetString()!, row.GetProperty("landUse").GetString()!,
                row.GetProperty("patches").GetInt32(), Area(row, "groundAreaM2"))).Order(),
            ledger.Rows.Select(row => (row.Zone, row.Urban, row.LandUse, row.Patches, Rounded(row.GroundAreaM2))).Order());
        Assert.Equal(
            planted.GetProperty("bySubPark").EnumerateArray().SelectMany(part => part.GetProperty("rows").EnumerateArray().Select(row => (part.GetProperty("subPark").GetString()!.Split('/')[^1],
                row.GetProperty("zone").GetString()!, row.GetProperty("urban").GetString()!, row.GetProperty("landUse").GetString()!, row.GetProperty("patches").GetInt32(), Area(row, "groundAreaM2")))).Order(),
            ledger.BySubPark.SelectMany(part => part.Rows.Select(row => (part.SubPark.Code!, row.Zone, row.Urban, row.LandUse, row.Patches, Rounded(row.GroundAreaM2)))).Order());
        Assert.All(ledger.BySubPark, part => Assert.True(Math.Abs(part.ResidualM2) <= 0.01 * part.GroundAreaM2 / 1e6, $"residual {part.ResidualM2} m² of {part.SubPark.Code}"));
        Assert.Equal(Area(expected, "zoneGroundAreaM2"), Rounded(ledger.ZoneGroundAreaM2));
        Assert.Equal(Area(expected, "zoneEllipsoidalAreaM2"), Rounded(ledger.ZoneEllipsoidalAreaM2));
        Assert.Equal(Area(planted, "doubledGroundAreaM2"), Rounded(ledger.DoubledGroundAreaM2));
        Assert.Equal(planted.GetProperty("leftOut").GetArrayLength(), ledger.LeftOut.Count);
        Assert.True(Math.Abs(ledger.ResidualM2) <= 0.01 * ledger.ZoneGroundAreaM2 / 1e6, $"residual {ledger.ResidualM2} m²");
    }

    private static string Planted(JsonElement finding) => Line(
        finding.GetProperty("rule").GetString()!,
        Enum.Parse<Severity>(finding.GetProperty("severity").GetString()!, ignoreCase: true),
        finding.GetProperty("features").EnumerateArray().Select(key => key.GetString()!),
        finding.GetProperty("figure").GetString(),
        finding.GetProperty("groundAreaM2").ValueKind == JsonValueKind.Null ? null : finding.GetProperty("groundAreaM2").GetDouble());

    private static string Line(string rule, Severity severity, IEnumerable<string> features, string? figure, double? groundAreaM2) =>
        $"{rule} {severity} {string.Join(' ', features)} {figure} {groundAreaM2?.ToString("F2", CultureInfo.InvariantCulture)}";

    private static double? Area(JsonElement parent, string name) => parent.GetProperty(name).ValueKind == JsonValueKind.Null ? null : Rounded(parent.GetProperty(name).GetDouble());

    private static double? Rounded(double? areaM2) => areaM2 is { } value ? Math.Round(value, 2) : null;
}
