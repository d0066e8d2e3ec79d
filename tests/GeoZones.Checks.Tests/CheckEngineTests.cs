using GeoZones.Checks.Rules;

using NetTopologySuite.Geometries;

using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests;

public class CheckEngineTests
{
    private static CheckReport Run(PlanSnapshot snapshot, IReadOnlyList<IRule> rules) => CheckEngine.Run(snapshot, rules, null, TestContext.Current.CancellationToken);

    [Fact]
    public void Nothing_at_all_gives_an_empty_report()
    {
        var report = new Sketch().Check();
        Assert.Empty(report.Findings);
        Assert.Empty(report.FailedRules);
        Assert.Empty(report.Quotas);
        Assert.Empty(report.Ledger!.Rows);
    }

    [Fact]
    public void Odd_input_breaks_no_rule()
    {
        var report = new Sketch()
            .Zone("MULTIPOLYGON (((0 0, 100 0, 100 100, 0 100, 0 0), (40 40, 60 40, 60 60, 40 60, 40 40)), ((100 100, 200 100, 200 200, 100 200, 100 100)))")
            .Add(Collections.ZoneBoundaries, PlanKind.Urban, null, Polygon.Empty, zone: null).Add(Collections.Designations, null, null, At(Box(0, 0, 1, 1)))
            .ZoneUse("empty", "M", "POLYGON EMPTY").ZoneUse("multi", "M", "MULTIPOLYGON EMPTY").ZoneUse("flat", "M", "POLYGON ((0 0, 10 0, 20 0, 0 0))")
            .ZoneUse("one", "M", Box(0, 0, 1e-4, 1e-4)).ZoneUse("", "", Box(0, 0, 50, 50)).ZoneUse("twin", "M", Box(0, 0, 50, 50)).ZoneUse("twin", "M", Box(0, 0, 50, 50))
            .Add(Collections.Roads, PlanKind.Zone, "r", At("LINESTRING (0 0, 0 0)")).Add(Collections.Facilities, PlanKind.Zone, "f", At("POINT (5 5)")).Add(Collections.Projects, PlanKind.Zone, "e", Point.Empty)
            .Farmland("x", "", Box(0, 0, 100, 100)).Today("t", "??", Box(0, 0, 100, 100))
            .Figure("", "", null, null).Figure("zone", "area", 0m, null, -3).Figure("zone", "area", -5m, "km2", 40).Figure("sub-park/", "quota-allocated", 1m).Figure("zone", "quota-granted", null, "km2")
            .Figure("zone", "area", 3m, "acre", partOf: "zone").Check();
        Assert.Empty(report.FailedRules);
        Assert.Equal(0, report.Ledger!.ResidualM2, 1e-6);
        Assert.Equal(report.Findings.Count, report.Findings.Select(finding => finding.Id).Distinct().Count());
    }

    [Fact]
    public void Errors_come_first_then_rules_then_larger_areas()
    {
        var findings = new Sketch().Zone(Box(0, 0, 1000, 1000)).SubPark("a", Box(0, 0, 100, 100)).SubPark("b", Box(90, 0, 200, 100)).SubPark("c", Box(150, 0, 300, 100))
            .SubPark("d", Box(-50, 500, 10, 600)).Figure("zone", "investment", null).Figure("sub-park/a", "area", 0m, "ha", 0).Check().Findings.Where(finding => finding.Severity > Severity.Info);
        Assert.Equal(
            ["GZ103 5000", "GZ103 1000", "GZ109 5000", "GZ301 ", "GZ206 999911", "GZ206 999911", "GZ206 999911", "GZ304 "],
            findings.Select(finding => $"{finding.Rule} {(finding.GroundAreaM2 is { } area && finding.Rule != "GZ206" ? Math.Round(area / 10) * 10 : finding.GroundAreaM2 is null ? null : 999_911)}"));
    }

    [Fact]
    public void An_id_is_the_rule_and_twelve_hexadecimal_digits_and_depends_on_rule_features_and_part_alone()
    {
        var before = Assert.Single(new Sketch().SubPark("a", Box(0, 0, 100, 100)).SubPark("b", Box(50, 0, 150, 100)).Findings("GZ103"));
        var after = Assert.Single(new Sketch().SubPark("b", Box(60, 20, 170, 100)).Today("x", "20", Box(0, 0, 1, 1)).SubPark("a", Box(0, 0, 100, 100)).Findings("GZ103"));
        Assert.Matches("^GZ103-[0-9a-f]{12}$", before.Id);
        Assert.Equal(before.Id, after.Id);
        Assert.NotEqual(before.GroundAreaM2, after.GroundAreaM2);
        Assert.NotEqual(before.Id, Assert.Single(new Sketch().SubPark("a", Box(0, 0, 100, 100)).SubPark("c", Box(50, 0, 150, 100)).Findings("GZ103")).Id);
    }

    [Fact]
    public void Findings_about_features_with_the_same_code_still_have_ids_of_their_own() =>
        Assert.Equal(3, new Sketch().SubPark("a", Box(0, 0, 10, 10)).SubPark("a", Box(0, 0, 10, 10)).SubPark("a", Box(0, 0, 10, 10)).Findings("GZ103").Select(finding => finding.Id).Distinct().Count());

    [Fact]
    public void A_rule_that_breaks_is_named_and_the_others_run()
    {
        var report = Run(new Sketch().SubPark("a", Box(0, 0, 10, 10)).SubPark("b", Box(0, 0, 10, 10)).Snapshot, [new BrokenRule(), new Gz103Overlap()]);
        Assert.Equal(("GZ999", "broken"), (Assert.Single(report.FailedRules).Rule, report.FailedRules[0].Error.Message));
        Assert.Equal("GZ103", Assert.Single(report.Findings).Rule);
    }

    [Fact]
    public void A_ledger_that_breaks_is_missing_not_empty()
    {
        var report = CheckEngine.Run(new Sketch().Zone(Box(0, 0, 10, 10)).Figure("zone", "quota-granted", 1m).Snapshot, [], null, TestContext.Current.CancellationToken,
            _ => throw new InvalidOperationException("broken"));
        Assert.Null(report.Ledger);
        Assert.Equal(["ledger"], report.FailedRules.Select(part => part.Rule));
        Assert.Single(report.Quotas);
    }

    [Fact]
    public void Every_step_is_announced_once_and_the_last_word_is_that_all_are_done()
    {
        var told = new Listener();
        CheckEngine.Run(new Sketch().Snapshot, told, TestContext.Current.CancellationToken);
        var ofLayersFirst = RuleSet.All.OrderBy(rule => rule.Info.Scope == RuleScope.Layer ? 0 : 1).Select(rule => rule.Info.Code);
        Assert.Equal([.. ofLayersFirst, "ledger", "quotas", "ledger"], told.Progress.Select(progress => progress.Step));
        Assert.Equal(told.Progress.Select(progress => progress.Done).Order(), told.Progress.Select(progress => progress.Done));
        Assert.Equal((0, RuleSet.All.Count + 2), (told.Progress[0].Done, told.Progress[^1].Done));
        Assert.All(told.Progress, progress => Assert.Equal(RuleSet.All.Count + 2, progress.Of));
    }

    [Fact]
    public void A_cancelled_run_ends_with_the_exception_for_it()
    {
        using var cancellation = new CancellationTokenSource();
        var listener = new Listener { OnProgress = progress => { if (progress.Step == "GZ202") { cancellation.Cancel(); } } };
        var snapshot = new Sketch().Zone(Box(0, 0, 10, 10)).ZoneUse("a", "M", Box(0, 0, 10, 10)).UrbanUse("b", "E", Box(0, 0, 10, 10)).Snapshot;
        Assert.ThrowsAny<OperationCanceledException>(() => CheckEngine.Run(snapshot, listener, cancellation.Token));
        Assert.Equal("GZ202", listener.Progress[^1].Step);
    }

    [Fact]
    public void A_plane_that_is_none_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(new Sketch().Snapshot with { PlaneSrid = 3857 }, []));

    [Fact]
    public void The_rules_are_in_order_and_no_code_or_name_is_used_twice()
    {
        var infos = RuleSet.All.Select(rule => rule.Info).ToList();
        Assert.Equal(infos.Select(info => info.Code).Order(StringComparer.Ordinal), infos.Select(info => info.Code));
        Assert.Equal(infos.Count, infos.Select(info => info.Code).Concat(infos.Select(info => info.Name)).Distinct().Count() / 2);
    }

    private sealed class BrokenRule : IRule
    {
        public RuleInfo Info { get; } = new("GZ999", "broken", "坏", Severity.Error, "", "") { Why = new("", ""), Mend = new("", ""), Trap = new("", "") };

        public IEnumerable<Finding> Check(CheckContext context) => throw new InvalidOperationException("broken");
    }

    private sealed class Listener : IProgress<CheckProgress>
    {
        public List<CheckProgress> Progress { get; } = [];

        public Action<CheckProgress> OnProgress { get; init; } = _ => { };

        public void Report(CheckProgress value)
        {
            Progress.Add(value);
            OnProgress(value);
        }
    }
}
