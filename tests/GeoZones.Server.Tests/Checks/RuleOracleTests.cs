using System.Globalization;

using GeoZones.Checks;
using GeoZones.Checks.Tests.Live;
using GeoZones.Server.Checks;
using GeoZones.Server.Database;
using GeoZones.Server.Import;

using Microsoft.Extensions.Logging.Abstractions;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Tests.Checks;

/// <summary>
/// The three cases, and counties with defects drawn at random, go through the import and the check; PostGIS, asked in SQL over the stored planes, finds the same pairs, parts and areas: nothing less,
/// nothing more. In half of the counties the plans share edges; in the others each is drawn by itself, the zone line too.
/// </summary>
public sealed class RuleOracleTests(RuleOracleTests.Checked plans) : IClassFixture<RuleOracleTests.Checked>
{
    private const double PlanarM2 = 1e-5, Planar = 1e-9;

    // PostGIS's own rounding on the ellipsoid.
    private const double GroundM2 = 2e-4, Ground = 1e-8;

    private static readonly (int Seed, bool SharesEdges)[] s_drawn = [(1, true), (2, false), (3, true), (4, false), (5, true), (6, false)];

    public static TheoryData<string> Counties => [.. s_drawn.Select(county => NameOf(county.Seed))];

    public static TheoryData<string> Regions => [.. Cases.Regions, .. s_drawn.Select(county => NameOf(county.Seed))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Regions))]
    public async Task Pairs_parts_and_areas_are_those_of_PostGIS(string region)
    {
        var report = plans.Reports[region];
        foreach (var rule in (string[])["GZ103", "GZ104", "GZ109", "GZ202", "GZ203", "GZ204", "GZ206", "GZ207", "GZ208"])
        {
            var parts = await plans.Oracle.PartsAsync(rule, region);
            var told = parts.Where(part => !part.IsSmall).OrderBy(part => part.Features, StringComparer.Ordinal).ThenBy(part => part.PlanarM2).ToList();
            var found = report.Findings.Where(finding => finding.Rule == rule)
                .Select(finding => (Features: Oracle.Joined(NamesIn(finding)), PlanarM2: finding.Place!.Area, GroundM2: finding.GroundAreaM2!.Value))
                .OrderBy(finding => finding.Features, StringComparer.Ordinal).ThenBy(finding => finding.PlanarM2).ToList();
            Assert.Equal(told.Select(part => $"{rule} {part.Features}"), found.Select(finding => $"{rule} {finding.Features}"));
            foreach (var (part, finding) in told.Zip(found))
            {
                Near(part.PlanarM2, finding.PlanarM2, PlanarM2, Planar, $"{region} {rule} {part.Features} planar");
                Near(part.GroundM2, finding.GroundM2, GroundM2, Ground, $"{region} {rule} {part.Features} ground");
            }

            var ignored = report.Ignored.GetValueOrDefault(rule) ?? new(0, 0);
            Assert.Equal((region, rule, parts.Count(part => part.IsSmall)), (region, rule, ignored.Count));
            Near(parts.Where(part => part.IsSmall).Sum(part => part.GroundM2), ignored.GroundAreaM2, GroundM2, Ground, $"{region} {rule} ignored");
        }
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public async Task Twins_are_those_of_PostGIS(string region)
    {
        var oracle = await plans.Oracle.RowsAsync("SELECT a, b FROM oracle.twins($1)", row => $"{row.GetString(0)} {row.GetString(1)}", region);
        var found = plans.Reports[region].Findings.Where(finding => finding is { Rule: "GZ102", GroundAreaM2: not null }).Select(finding => string.Join(' ', finding.Features.Select(Name)));
        Assert.Equal(oracle.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public async Task Zone_lines_differ_by_what_PostGIS_says(string region)
    {
        var oracle = (await plans.Oracle.PartsAsync("GZ201", region)).Where(part => !part.IsSmall).GroupBy(part => part.Features).ToDictionary(side => side.Key, side => side.Sum(part => part.GroundM2));
        var found = plans.Reports[region].Findings.Where(finding => finding.Rule == "GZ201" && finding.Params.ContainsKey("firstOnlyM2"))
            .SelectMany(finding => ((string[])["firstOnlyM2", "secondOnlyM2"]).Select(side => (Features: Oracle.Joined([.. Words(finding, "firstPlan", "secondPlan", "zone"), side]), GroundM2: (double)finding.Params[side])))
            .Where(side => side.GroundM2 > 0).ToDictionary(side => side.Features, side => side.GroundM2);
        Same(oracle, found, $"{region} GZ201");
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public async Task Every_place_is_as_large_as_its_finding_says(string region)
    {
        var placed = plans.Reports[region].Findings.Where(finding => finding is { Place: IPolygonal, GroundAreaM2: not null }).ToList();
        var areas = await plans.Oracle.OfPlacesAsync("oracle.ground(place)", region, placed.Select(finding => finding.Place!), row => row.GetDouble(0));
        Assert.All(placed.Zip(areas), pair => Near(pair.Second, pair.First.GroundAreaM2!.Value, GroundM2, Ground, $"{region} {pair.First.Rule} {Oracle.Joined(NamesIn(pair.First))}"));

        var conflicts = placed.Where(finding => finding.Rule == "GZ202").ToList();
        var farmland = await plans.Oracle.OfPlacesAsync("(SELECT array[class, ground::text] FROM oracle.farmland($1, place))", region, conflicts.Select(finding => finding.Place!),
            row => row.IsDBNull(0) ? (Class: "none", GroundM2: 0.0) : (Class: row.GetFieldValue<string[]>(0)[0], GroundM2: double.Parse(row.GetFieldValue<string[]>(0)[1], CultureInfo.InvariantCulture)));
        Assert.Equal(farmland.Select(under => under.Class), conflicts.Select(finding => (string)finding.Params["farmland"]));
        Assert.All(farmland.Zip(conflicts), pair => Near(pair.First.GroundM2, (double)pair.Second.Params["farmlandM2"], GroundM2, Ground, $"{region} farmland"));
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public async Task The_ledger_and_those_of_the_sub_parks_are_those_of_PostGIS(string region)
    {
        var ledger = plans.Reports[region].Ledger!;
        await SameLedgerAsync("oracle.zone_ground($1)", ledger.ZoneGroundAreaM2, ledger.Rows);
        Near((await plans.Oracle.RowsAsync("SELECT oracle.doubled($1)", row => row.GetDouble(0), region)).Single(), ledger.DoubledGroundAreaM2, 10 * GroundM2, Ground, $"{region} doubled");
        var subParks = await plans.Oracle.RowsAsync("SELECT feature FROM oracle.shown WHERE region = $1 AND collection = 'sub-parks' AND plan = 'zone'", row => row.GetString(0), region);
        Assert.Equal(subParks.Order(StringComparer.Ordinal), ledger.BySubPark.Select(one => Name(one.SubPark)).Order(StringComparer.Ordinal));
        foreach (var one in ledger.BySubPark)
        {
            await SameLedgerAsync(
                FormattableString.Invariant($"oracle.areas(ST_Intersection(oracle.zone_ground($1), (SELECT plane FROM oracle.shown WHERE feature = '{Name(one.SubPark)}')))"), one.GroundAreaM2, one.Rows);
        }

        async Task SameLedgerAsync(string ground, double groundM2, IReadOnlyList<LedgerRow> rows)
        {
            Near((await plans.Oracle.RowsAsync($"SELECT oracle.ground({ground})", row => row.GetDouble(0), region)).Single(), groundM2, GroundM2, Ground, $"{region} ground");
            var oracle = await plans.Oracle.LedgerAsync($"SELECT {ground}", region);
            Same(oracle.ToDictionary(row => row.Key, row => row.Value.GroundM2), rows.ToDictionary(ClassOf, row => row.GroundAreaM2), $"{region} ledger");
            Assert.Equal(rows.Select(row => $"{ClassOf(row)} {row.Patches}").Order(StringComparer.Ordinal), oracle.Where(row => rows.Any(one => ClassOf(one) == row.Key)).Select(row => $"{row.Key} {row.Value.Patches}").Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public async Task The_plan_quota_is_used_by_what_PostGIS_measures_and_no_other(string region)
    {
        var used = (await plans.Oracle.RowsAsync("SELECT oracle.ground(oracle.new_construction($1))", row => row.GetDouble(0), region)).Single();
        foreach (var account in plans.Reports[region].Quotas)
        {
            if (account.Account != QuotaAccount.Plan)
            {
                Assert.Null(account.UsedM2);
                continue;
            }

            Near(used, account.UsedM2!.Value, GroundM2, Ground, $"{region} used");
            if (account.GrantedM2 is { } granted)
            {
                Near(granted - used, account.UnusedM2!.Value, GroundM2, Ground, $"{region} unused");
            }
        }

        Assert.Contains(plans.Reports[region].Quotas, account => account.Account == QuotaAccount.Plan);
    }

    [Theory]
    [MemberData(nameof(Counties))]
    public async Task Quotas_are_exceeded_where_PostGIS_measures_more(string region)
    {
        var report = plans.Reports[region];
        var used = (await plans.Oracle.RowsAsync("SELECT oracle.ground(oracle.new_construction($1))", row => row.GetDouble(0), region)).Single();
        var account = Assert.Single(report.Quotas);
        Assert.Equal((200_000, 180_000, 20_000), (account.GrantedM2, account.AllocatedM2, account.UnallocatedM2));

        // 1 ha is allocated to P0.
        var inSubParks = await plans.Oracle.RowsAsync("SELECT feature, oracle.ground(oracle.areas(ST_Intersection(oracle.new_construction($1), plane))) FROM oracle.shown WHERE region = $1 AND collection = 'sub-parks' AND 'P0' IN (code, name)",
            row => (Features: row.GetString(0), UsedM2: row.GetDouble(1)), region);
        Dictionary<string, double> expected = inSubParks.Count == 1 && inSubParks[0].UsedM2 > 10_001 ? new() { [inSubParks[0].Features] = inSubParks[0].UsedM2 } : [];
        if (used > 200_001)
        {
            expected[""] = used;
        }

        Same(expected, report.Findings.Where(finding => finding.Rule == "GZ303").ToDictionary(finding => Oracle.Joined(finding.Features.Select(Name)), finding => (double)finding.Params["usedM2"]), $"{region} GZ303");
    }

    [Fact]
    public async Task The_areas_of_every_feature_are_those_of_PostGIS()
    {
        var (count, planar, ground, ellipsoidal) = (await plans.Oracle.RowsAsync("""
            SELECT count(*), max(abs(planar_area_m2 - ST_Area(plane)) / greatest(planar_area_m2, 10000)),
                max(abs(ground_area_m2 - oracle.ground(oracle.near(plane))) / greatest(ground_area_m2, 1000)) FILTER (WHERE ST_IsValid(plane)),
                max(abs(ellipsoidal_area_m2 - oracle.survey(geom)) / greatest(ellipsoidal_area_m2, 10000))
            FROM feature WHERE ST_Dimension(geom) = 2
            """, row => (row.GetInt64(0), row.GetDouble(1), row.GetDouble(2), row.GetDouble(3)))).Single();
        Assert.True(count > 600, $"only {count} patches");
        Assert.InRange(planar, 0, 1e-9);
        Assert.InRange(ground, 0, 2e-7);
        Assert.InRange(ellipsoidal, 0, 1e-9);
    }

    private static string NameOf(int seed) => $"county-{seed}";

    private static string ClassOf(LedgerRow row) => $"{row.Zone} {row.Urban} {row.LandUse}";

    private static string Name(FeatureReference feature) => $"{feature.Collection}#{feature.Id}";

    // As the oracle names what a finding is about.
    private static IEnumerable<string> NamesIn(Finding finding) => finding.Rule switch
    {
        "GZ203" or "GZ204" => finding.Features.Take(2).Select(Name),
        "GZ206" => Words(finding, "plan", "zone"),
        "GZ208" => [.. Words(finding, "conflict"), .. finding.Features.Select(Name)],
        _ => finding.Features.Select(Name),
    };

    private static IEnumerable<string> Words(Finding finding, params string[] names) => names.Select(name => (string)finding.Params[name]);

    private static void Same(Dictionary<string, double> oracle, Dictionary<string, double> found, string what)
    {
        foreach (var name in oracle.Keys.Union(found.Keys))
        {
            Near(oracle.GetValueOrDefault(name), found.GetValueOrDefault(name), GroundM2, Ground, $"{what} {name}");
        }
    }

    private static void Near(double oracle, double found, double slackM2, double slack, string what) =>
        Assert.True(Math.Abs(oracle - found) <= Math.Max(slackM2, slack * oracle), $"{what}: {found:R} instead of {oracle:R}");

    /// <summary>The cases and the counties, imported and checked once for all tests.</summary>
    public sealed class Checked(PostGis postGis) : IAsyncLifetime
    {
        private ServerDatabase? database;

        internal Oracle Oracle { get; private set; } = null!;

        internal Dictionary<string, CheckReport> Reports { get; } = [];

        public async ValueTask InitializeAsync()
        {
            database = await postGis.NewDatabaseWithCases();
            foreach (var region in Cases.Regions)
            {
                await CheckAsync(region);
            }

            foreach (var (seed, sharesEdges) in s_drawn)
            {
                using TemporaryFolder folder = new();
                CountyFolder.Write(folder, NameOf(seed), DefectiveCounty.Drawn(seed, sharesEdges: sharesEdges));
                await CaseImport.Run(database.Source, folder.Path, cancel: Cancel);
                await CheckAsync(NameOf(seed));
            }

            Oracle = await Oracle.OfAsync(database.Source);

            async Task CheckAsync(string region)
            {
                Reports[region] = (await CheckRegion.RunAsync(database.Source, region, "tests", NullLogger.Instance, cancel: Cancel)).Plans!.Report;
                Assert.Empty(Reports[region].FailedRules);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (database is not null)
            {
                await database.DisposeAsync();
            }
        }
    }
}
