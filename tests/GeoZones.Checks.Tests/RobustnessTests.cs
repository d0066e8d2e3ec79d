using System.Diagnostics;

using GeoZones.Checks.Live;

using NetTopologySuite.Geometries;

using static GeoZones.Checks.Tests.Sketch;

namespace GeoZones.Checks.Tests;

/// <summary>Input that nobody should send, much input, and runs that are called off.</summary>
public class RobustnessTests
{
    private static readonly string[] s_collections =
    [
        Collections.SubParks, Collections.Roads, Collections.Farmland, Collections.Designations, Collections.ExistingLandUse, Collections.LandReserve,
        Collections.Facilities, Collections.UtilityLines, Collections.Projects, Collections.Townships, Collections.ZoneBoundaries,
    ];

    // Catches what never ends, also on a busy machine.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    // For a million vertices.
    private static readonly TimeSpan s_much = TimeSpan.FromSeconds(30);

    private static readonly Lazy<CheckReport> s_sound = new(() => Small().Check());

    public static TheoryData<Geometry> NoPlaces => new((Geometry[])
    [
        Polygon.Empty, MultiPolygon.Empty, LineString.Empty, MultiLineString.Empty, Point.Empty, MultiPoint.Empty, GeometryCollection.Empty, new LinearRing([]),
        new MultiPolygon([Polygon.Empty]), new MultiLineString([LineString.Empty]), new MultiPoint([Point.Empty]), new GeometryCollection([Polygon.Empty, Point.Empty]),
    ]);

    public static TheoryData<double, double> NoNumbers => new()
    {
        { double.NaN, double.NaN }, { double.NaN, NorthM }, { EastM, double.NaN }, { double.PositiveInfinity, NorthM }, { double.NegativeInfinity, double.NaN },
    };

    [Theory]
    [MemberData(nameof(NoPlaces), DisableDiscoveryEnumeration = true)]
    public void Empty_geometries_of_every_type_in_every_collection_break_no_rule_and_change_no_finding_about_others(Geometry nothing) => AssertOthersStay(nothing);

    [Fact]
    public void Features_without_any_geometry_in_every_collection_are_invalid_and_change_no_finding_about_others()
    {
        AssertOthersStay(null!);
        var without = With(null!, s_collections);
        var invalid = CheckEngine.Run(without, cancellation: TestContext.Current.CancellationToken).Findings.Where(finding => finding.Rule == "GZ101").SelectMany(finding => finding.Features).Select(feature => feature.Code);
        Assert.Equal(without.Features.Where(feature => feature.Plane.IsEmpty).Select(feature => feature.Code).Order(StringComparer.Ordinal), invalid.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_feature_that_loses_its_geometry_while_people_draw_is_followed()
    {
        var live = LiveCheck.Of(Small().Snapshot, TestContext.Current.CancellationToken);
        var feature = live.Features.First(one => one.Code == "e");

        live.Apply([new(feature.Collection, feature.Id, feature with { Plane = null! })], TestContext.Current.CancellationToken);

        Assert.Equal(CheckEngine.Run(Small().Snapshot with { Features = [.. live.Features] }, cancellation: TestContext.Current.CancellationToken).Findings.Select(finding => finding.Id), live.Findings.Select(finding => finding.Id));
        Assert.Contains(live.Findings, finding => finding.Rule == "GZ101" && finding.Features[0].Code == "e");
    }

    [Theory]
    [MemberData(nameof(NoNumbers))]
    public void Coordinates_that_are_no_numbers_break_no_rule_and_change_no_finding_about_others(double x, double y)
    {
        Coordinate bad = new(x, y), a = new(EastM, NorthM), b = new(EastM + 10, NorthM), c = new(EastM, NorthM + 10);
        AssertOthersStay(new Point(bad));
        AssertOthersStay(new LineString([a, bad, b]));
        AssertOthersStay(new Polygon(new LinearRing([a, b, bad, c, a])));
        AssertOthersStay(new MultiPolygon([new Polygon(new LinearRing([a, b, c, a])), new Polygon(new LinearRing([a, bad, c, a]))]));
    }

    public static TheoryData<double, double> Absurd
    {
        get
        {
            double[] numbers = [2e6, 5e6, -1e7, 3e7, 9.9e7, 1e9, -1e12, 1e18, 1e100, 1e154, -1e155, 1e200, 1e308, -1e308, double.MaxValue, double.MinValue, double.Epsilon, double.NegativeInfinity, double.PositiveInfinity];
            TheoryData<double, double> places = [];
            foreach (var number in numbers)
            {
                places.Add(EastM, number);
                places.Add(number, NorthM);
                places.Add(number, -number);
            }

            return places;
        }
    }

    [Theory]
    [MemberData(nameof(Absurd))]
    public async Task Coordinates_that_are_no_place_on_earth_neither_stop_nor_break_a_run(double x, double y)
    {
        Coordinate bad = new(x, y), a = new(EastM, NorthM), b = new(EastM + 10, NorthM), c = new(EastM, NorthM + 10);
        foreach (Geometry odd in (Geometry[])
        [
            new Point(bad), new LineString([a, bad, b]), new LineString([bad, new(x, y)]), new Polygon(new LinearRing([a, b, bad, c, a])), new Polygon(new LinearRing([a, bad, c, a])),
            new Polygon(new LinearRing([bad, bad, bad, bad])),
            new MultiPolygon([new Polygon(new LinearRing([a, b, c, a])), new Polygon(new LinearRing([new(x + 10, y), new(x + 20, y), new(x + 10, y + 10), new(x + 10, y)]))]),
        ])
        {
            using CancellationTokenSource end = new(s_patience);
            var run = Task.Run(() => CheckEngine.Run(With(odd, s_collections), cancellation: end.Token), TestContext.Current.CancellationToken);
            AssertSound(await run.WaitAsync(2 * s_patience, TestContext.Current.CancellationToken));
        }

        PlanFeature patch = new(1000, Collections.Designations, PlanKind.LandUse, 1, "Z", "odd", null, new Polygon(new LinearRing([a, b, bad, c, a])), null, null, new Dictionary<string, string> { ["controlArea"] = "010" });
        var follow = Task.Run(() =>
        {
            var live = LiveCheck.Of(Small().Snapshot);
            live.Apply([new(patch.Collection, patch.Id, patch)]);
            Assert.Equal(CheckEngine.Run(Small().Snapshot with { Features = [.. live.Features] }).Findings.Select(finding => finding.Id), live.Findings.Select(finding => finding.Id));
            live.Apply([new(patch.Collection, patch.Id, null)]);
            return live.Findings;
        }, TestContext.Current.CancellationToken);
        Assert.Equal(s_sound.Value.Findings.Select(finding => finding.Id), (await follow.WaitAsync(s_patience, TestContext.Current.CancellationToken)).Select(finding => finding.Id));
    }

    [Fact]
    public void A_polygon_of_a_million_vertices_is_checked_without_comparing_each_edge_with_each()
    {
        const int vertices = 1_000_000;
        var open = Enumerable.Range(0, vertices).Select(v =>
        {
            double angle = 2 * Math.PI * v / vertices, radiusM = 20_000 + 5 * Math.Sin(1000 * angle);
            return new Coordinate(EastM + radiusM * Math.Cos(angle), NorthM + radiusM * Math.Sin(angle));
        });
        Coordinate[] ring = [.. open];
        Polygon large = new(new LinearRing([.. ring, ring[0]]));
        var sketch = Small().Add(Collections.ExistingLandUse, null, "large", large, zone: null, attributes: ("class", "20"));
        var clock = Stopwatch.StartNew();

        var report = CheckEngine.Run(sketch.Snapshot, cancellation: TestContext.Current.CancellationToken);

        Assert.Empty(report.FailedRules);
        Assert.Contains(report.Findings, finding => finding.Rule == "GZ103" && finding.Features.Any(feature => feature.Code == "large"));
        Assert.True(clock.Elapsed < s_much, $"{clock.Elapsed}");
    }

    [Fact]
    public void One_crossing_of_a_shell_with_a_thousand_holes_of_three_hundred_vertices_is_named_without_comparing_each_vertex_with_each_ring()
    {
        var shell = ((Polygon)At("POLYGON ((0 0, 4000 0, 4000 2500, 2010 2500, 2000 2510, 2010 2510, 2000 2500, 0 2500, 0 0))")).Shell;
        var rings = Enumerable.Range(0, 1000).Select(h => Round(50 + h % 40 * 100, 50 + h / 40 * 100, 40, 300));

        var defect = Assert.Single(DefectsOf(new Polygon(shell, [.. rings.Select(ring => new LinearRing([.. ring, ring[0]]))])));

        Assert.Equal("self-intersection", defect.Params["reason"]);
        Assert.Equal(0, defect.Place!.Distance(new Point(EastM + 2005, NorthM + 2505)), 1e-3);
    }

    [Fact]
    public void Ten_thousand_spikes_of_a_ring_of_a_hundred_thousand_vertices_are_each_named_without_going_round_it_for_each()
    {
        const int vertices = 80_000, every = 8;
        Coordinate[] tips = Round(0, 0, 20_001, vertices / every);
        Coordinate[] ring = [.. Round(0, 0, 20_000, vertices).SelectMany((point, v) => v % every == 0 ? (Coordinate[])[point, tips[v / every], point.Copy()] : [point])];
        Assert.Equal((10_000, 100_000), (tips.Length, ring.Length));

        var defects = DefectsOf(new Polygon(new LinearRing([.. ring, ring[0]])));

        Assert.All(defects, defect => Assert.Equal("spike", defect.Params["reason"]));
        Assert.Equal(tips.Order(), defects.Select(defect => defect.Place!.Coordinate).Order());
    }

    [Fact]
    public void Plans_with_one_patch_or_none_and_all_figures_blank_are_checked()
    {
        foreach (var plan in PlanKinds.All)
        {
            Sketch sketch = new();
            sketch.Add(Collections.Designations, plan, "only", At(Box(0, 0, 100, 100)), attributes: (Codes.Of(plan).Attribute, Codes.Of(plan).Classes[0].Code));
            AssertSound(sketch.Check());
            AssertSound(sketch.Zone(Box(0, 0, 100, 100)).Check());
            foreach (var quantity in (string[])["area", "quota-granted", "quota-allocated", "investment", "nonsense", ""])
            {
                sketch.Figure("zone", quantity, null).Figure("", quantity, null, null, 0).Figure("sub-park/none", quantity, null, "nonsense", -1, partOf: "zone", plan: plan);
            }

            var report = sketch.Check();
            AssertSound(report);
            Assert.Equal(0, report.Ledger!.ResidualM2, 1e-6);
        }

        AssertSound(new Sketch().Zone(Box(0, 0, 100, 100)).Check());
        AssertSound(new Sketch().Today("only", "20", Box(0, 0, 100, 100)).Check());
    }

    [Fact]
    public void A_run_ends_soon_after_it_is_called_off_wherever_it_is()
    {
        var county = County();
        Assert.True(county.Features.Count > 3000);
        var whole = Stopwatch.StartNew();
        CheckEngine.Run(county, cancellation: TestContext.Current.CancellationToken);
        whole.Stop();
        List<double> tookMs = [];
        foreach (var share in (double[])[0, 0.2, 0.45, 0.7])
        {
            using CancellationTokenSource cancellation = new();
            long called = 0;
            using Timer timer = new(_ => { called = Stopwatch.GetTimestamp(); cancellation.Cancel(); }, null, whole.Elapsed * share, Timeout.InfiniteTimeSpan);
            try
            {
                CheckEngine.Run(county, cancellation: cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                tookMs.Add(Stopwatch.GetElapsedTime(called).TotalMilliseconds);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"a run takes {whole.Elapsed.TotalMilliseconds:F0} ms; called off, it ended after {string.Join(", ", tookMs.Select(ms => $"{ms:F0}"))} ms");
        Assert.True(tookMs.Count >= 2, $"only {tookMs.Count} runs were still going");
        Assert.All(tookMs, ms => Assert.InRange(ms, 0, 1000));
        // A busy machine may hold up some of them, but not all.
        Assert.InRange(tookMs.Min(), 0, 200);
    }

    private static Coordinate[] Round(double xM, double yM, double radiusM, int vertices) =>
        [.. Enumerable.Range(0, vertices).Select(v => 2 * Math.PI * v / vertices).Select(angle => new Coordinate(EastM + xM + radiusM * Math.Cos(angle), NorthM + yM + radiusM * Math.Sin(angle)))];

    private static List<Finding> DefectsOf(Polygon large)
    {
        var sketch = Small().Add(Collections.ExistingLandUse, null, "large", large, zone: null, attributes: ("class", "20"));
        var clock = Stopwatch.StartNew();
        var report = CheckEngine.Run(sketch.Snapshot, cancellation: TestContext.Current.CancellationToken);
        Assert.True(clock.Elapsed < s_much, $"{clock.Elapsed}");
        AssertSound(report);
        return [.. report.Findings.Where(finding => finding.Rule == "GZ101" && finding.Features[0].Code == "large")];
    }

    private static Sketch Small() => new Sketch().Zone(Box(0, 0, 200, 200)).ZoneUse("m", "M", Box(0, 0, 120, 200)).ZoneUse("g", "G", Box(110, 0, 200, 200))
        .UrbanUse("e", "E", Box(0, 0, 200, 150)).ControlArea("c", "030", Box(0, 0, 200, 200)).Farmland("f", "basic", Box(20, 20, 60, 60)).SubPark("p", Box(0, 0, 120, 200), declaredAreaM2: 5)
        .Today("t", "20", Box(0, 0, 50, 50)).Road("r1", "0 100, 200 100").Road("r2", "100 0, 100 99");

    // The feature is put into every collection of every plan; what is found about the others must be what is found without it.
    private static void AssertOthersStay(Geometry odd)
    {
        var sound = s_sound.Value;
        var report = CheckEngine.Run(With(odd, s_collections));
        AssertSound(report);
        Assert.Equal(sound.Findings.Select(Line), report.Findings.Where(finding => !finding.Features.Any(IsOdd)).Select(Line));
        Assert.Equal(sound.Ledger!.Rows, report.Ledger!.Rows);

        static bool IsOdd(FeatureReference feature) => feature.Code?.StartsWith("odd", StringComparison.Ordinal) == true;
        static string Line(Finding finding) => $"{finding.Id} {finding.GroundAreaM2:F6} {finding.Place?.AsText()}";
    }

    private static PlanSnapshot With(Geometry odd, IEnumerable<string> collections)
    {
        var sketch = Small();
        List<PlanFeature> features = [.. sketch.Snapshot.Features];
        foreach (var collection in collections)
        {
            foreach (var plan in (PlanKind?[])[PlanKind.Zone, PlanKind.Urban, PlanKind.LandUse, null])
            {
                Dictionary<string, string> attributes = new() { ["function"] = "M", ["class"] = plan is null ? "20" : "M1", ["controlArea"] = "010", ["farmlandClass"] = "basic", ["state"] = "planned" };
                features.Add(new PlanFeature(1000 + features.Count, collection, plan, 1, "Z", $"odd{features.Count}", null, odd, null, null, attributes));
            }
        }

        return sketch.Snapshot with { Features = features };
    }

    private static void AssertSound(CheckReport report)
    {
        Assert.Equal([], report.FailedRules.Select(failed => $"{failed.Rule}: {failed.Error}"));
        Assert.All(report.Findings, finding =>
        {
            Assert.True(finding.GroundAreaM2 is not { } areaM2 || double.IsFinite(areaM2), finding.Id);
            Assert.NotEmpty(FindingMessage.Of(finding, "zh"));
            Assert.NotEmpty(FindingMessage.Of(finding, "en"));
        });
    }

    private static PlanSnapshot County()
    {
        Sketch sketch = new();
        foreach (var (number, patch) in new Mosaic(7, 50, 50, 100, 2).Patches().Index())
        {
            sketch.Add(Collections.Designations, PlanKind.LandUse, $"L{number}", patch, attributes: ("controlArea", number % 3 == 0 ? "010" : "030"));
        }

        foreach (var (number, patch) in new Mosaic(8, 20, 20, 250, 6).Patches().Index())
        {
            sketch.Add(Collections.Designations, PlanKind.Urban, $"U{number}", patch, attributes: ("class", number % 2 == 0 ? "M1" : "E"));
        }

        foreach (var (number, patch) in new Mosaic(9, 12, 12, 400, 8).Patches().Index())
        {
            sketch.Add(Collections.Designations, PlanKind.Zone, $"D{number}", patch, attributes: ("function", number % 2 == 0 ? "M" : "G"));
        }

        return sketch.Zone(Box(0, 0, 4800, 4800)).Snapshot;
    }
}
