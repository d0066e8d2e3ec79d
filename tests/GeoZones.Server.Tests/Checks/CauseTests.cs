using System.Text.Json;

namespace GeoZones.Server.Tests.Checks;

/// <summary>What a run finds of a zone line that the urban plan draws shifted, and of a figure that states the old area.</summary>
public sealed class CauseTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    [Fact]
    public async Task Findings_name_the_one_that_explains_them_and_the_ledger_has_its_sub_parks()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        foreach (var (plan, shift, attributes) in new[] { ("zone", 0, """{"function":"I10"}"""), ("urban", 0.00002, """{"class":"M1"}"""), ("land-use", 0, """{"controlArea":"010"}""") })
        {
            var draft = await region.ReviseAsync(plan);
            await region.DrawAsync(draft, "zone-boundaries", Round(shift), "B", "Z");
            await region.DrawAsync(draft, "designations", Round(shift), "D", "Z", attributes);
            if (plan == "zone")
            {
                await region.DrawAsync(draft, "sub-parks", Round(0), "P", "Z", name: "东园");
            }
        }

        (await Answer.PostAsync(server.Http, $"/api/regions/{region.Id}/checks", "{}")).Is(201);
        var findings = (await Answer.GetAsync(server.Http, $"/api/regions/{region.Id}/checks/latest/findings")).Is(200, "application/geo+json").GetProperty("features").EnumerateArray().ToArray();
        var shifted = findings.Single(finding => Rule(finding) == "GZ205");
        Assert.Equal("urban", shifted.GetProperty("properties").GetProperty("params").GetProperty("plan").GetString());
        Assert.InRange(shifted.GetProperty("properties").GetProperty("params").GetProperty("dxM").GetDouble(), 1.8, 1.9);
        Assert.Equal(JsonValueKind.Null, shifted.GetProperty("properties").GetProperty("cause").ValueKind);
        var explained = findings.Where(finding => finding.GetProperty("properties").GetProperty("cause").ValueKind == JsonValueKind.String).ToArray();
        Assert.Contains("GZ201", explained.Select(Rule));
        Assert.All(explained, finding => Assert.Equal(shifted.GetProperty("id").GetString(), finding.GetProperty("properties").GetProperty("cause").GetString()));

        var ledger = (await Answer.GetAsync(server.Http, $"/api/regions/{region.Id}/checks/latest/ledger")).Is(200);
        var part = ledger.GetProperty("bySubPark").EnumerateArray().Single();
        Assert.Equal("东园", part.GetProperty("subPark").GetProperty("name").GetString());
        Assert.Equal(part.GetProperty("groundAreaM2").GetDouble(), part.GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("groundAreaM2").GetDouble()), 1e-3);
        Assert.Equal(1, part.GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("share").GetDouble()), 1e-6);
    }

    [Fact]
    public async Task An_area_that_is_still_the_old_one_is_recognised_from_earlier_revisions()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var before = await region.ReviseAsync("zone");
        var id = await region.DrawAsync(before, "zone-boundaries", DraftedRegion.Square(0, 0, 1), "B", "Z");
        var after = await region.ReviseAsync("zone");
        await region.EndAsync(after, "zone-boundaries", id);
        await region.DrawAsync(after, "zone-boundaries", DraftedRegion.Square(0, 0, 2), "B2", "Z");
        await using (var figure = server.Database.Source.CreateCommand("""
            INSERT INTO figure (region, plan, lives_from, made_by, ordinal, subject, quantity, value, unit, decimals)
            SELECT $1, 'zone', $2, (SELECT max(id) FROM change WHERE revision_id = $2), 1, 'zone', 'area', round((f.ellipsoidal_area_m2 / 10000)::numeric, 2), 'ha', 2
            FROM feature f WHERE f.region = $1 AND f.collection = 'zone-boundaries' AND f.code = 'B'
            """))
        {
            figure.Parameters.Add(new() { Value = region.Id });
            figure.Parameters.Add(new() { Value = after });
            Assert.Equal(1, await figure.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        (await Answer.PostAsync(server.Http, $"/api/regions/{region.Id}/checks", "{}")).Is(201);
        var finding = (await Answer.GetAsync(server.Http, $"/api/regions/{region.Id}/checks/latest/findings?rule=GZ301")).Is(200, "application/geo+json").GetProperty("features").EnumerateArray().Single();
        var parameters = finding.GetProperty("properties").GetProperty("params");
        Assert.Equal(("earlier-boundary", 1.0), (parameters.GetProperty("diagnosis").GetString(), parameters.GetProperty("earlierRevision").GetDouble()));
    }

    private static string? Rule(JsonElement finding) => finding.GetProperty("properties").GetProperty("rule").GetString();

    // A ring of 24 vertices, some 900 m across.
    private static string Round(double east) => "POLYGON((" + string.Join(", ", Enumerable.Range(0, 25).Select(i => i % 24 * Math.PI / 12)
        .Select(angle => FormattableString.Invariant($"{Math.Round(114.005 + east + 0.005 * Math.Cos(angle), 9)} {Math.Round(34.005 + 0.004 * Math.Sin(angle), 9)}"))) + "))";
}
