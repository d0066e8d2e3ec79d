using GeoZones.Server.Cql2;
using GeoZones.Server.Features;

using Npgsql;

using NpgsqlTypes;

namespace GeoZones.Server.Tests.Cql2;

/// <summary>Filters select what the standard says, in both encodings.</summary>
public sealed class FilterTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    [Theory]
    // basic
    [InlineData("code = 'A1'", "0")]
    [InlineData("code <> 'A1'", "12")]
    [InlineData("NOT code = 'A1'", "12")]
    [InlineData("code IS NULL", "3")]
    [InlineData("code IS NOT NULL", "012")]
    [InlineData("code > 'Z'", "1")]
    [InlineData("code < 'a'", "02")]
    [InlineData("code <= 'B3' AND code >= 'B'", "2")]
    [InlineData("synthetic = TRUE", "0123")]
    [InlineData("synthetic <> TRUE", "")]
    [InlineData("TRUE", "0123")]
    [InlineData("FALSE", "")]
    [InlineData("code = 'A1' OR code = 'B3' AND zone = 'nowhere'", "0")]
    [InlineData("(code = 'A1' OR code = 'B3') AND zone = 'Z1'", "0")]
    [InlineData("declaredAreaM2 = 1e4", "0")]
    [InlineData("revision = 1", "0123")]
    [InlineData("revision > 1", "")]
    [InlineData("name = '起重园区'", "2")]
    [InlineData("\"name\" = 'O''Neil_x'", "3")]
    // comparisons that are more
    [InlineData("name LIKE '%100\\%'", "0")]
    [InlineData("name LIKE 'O''Neil\\_%'", "3")]
    [InlineData("name LIKE '_重%'", "2")]
    [InlineData("name NOT LIKE '%e%'", "02")]
    [InlineData("declaredAreaM2 BETWEEN 10000 AND 10300", "01")]
    [InlineData("declaredAreaM2 NOT BETWEEN 10000 AND 10300", "3")]
    [InlineData("declaredAreaM2 IN (0, 10000)", "03")]
    [InlineData("declaredAreaM2 NOT IN (0, 10000)", "1")]
    [InlineData("code IN ('A1', 'B3', 'nothing')", "02")]
    // case and accents
    [InlineData("CASEI(code) LIKE CASEI('A%')", "01")]
    [InlineData("CASEI(code) = CASEI('A2')", "1")]
    [InlineData("CASEI(name) IN (CASEI('ALPHA 100%'), CASEI('起重园区'))", "02")]
    [InlineData("CASEI(name) = CASEI('äRZTE')", "1")]
    [InlineData("ACCENTI(name) = ACCENTI('Arzte')", "1")]
    [InlineData("CASEI(ACCENTI(name)) LIKE CASEI(ACCENTI('ÁRZ%'))", "1")]
    // properties and computing
    [InlineData("declaredAreaM2 > ellipsoidalAreaM2", "1")]
    [InlineData("plan = 'zone' AND region <> plan", "0123")]
    [InlineData("declaredAreaM2 - ellipsoidalAreaM2 > -300 AND declaredAreaM2 / 2 < 5100", "0")]
    [InlineData("declaredAreaM2 % 1000 = 300", "1")]
    [InlineData("declaredAreaM2 div 1000 = 10", "01")]
    [InlineData("declaredAreaM2 ^ 2 = 100000000", "0")]
    [InlineData("declaredAreaM2 ^ 2 = 0", "3")]
    [InlineData("declaredAreaM2 ^ 0 = 1", "013")]
    [InlineData("declaredAreaM2 ^ -1 >= 0", "01")]
    [InlineData("declaredAreaM2 ^ 0.5 = 100", "0")]
    [InlineData("declaredAreaM2 ^ revision > 1", "01")]
    [InlineData("declaredAreaM2 ^ -revision > 0", "01")]
    [InlineData("declaredAreaM2 ^ 70 > 1", "01")]
    [InlineData("(declaredAreaM2 + 1) ^ 2 = 100020001", "0")]
    [InlineData("(declaredAreaM2 - 10300) ^ 3 = -27000000", "0")]
    [InlineData("2 ^ (declaredAreaM2 / 10000) = 2", "0")]
    [InlineData("1.0001 ^ declaredAreaM2 > 2", "01")]
    [InlineData("((declaredAreaM2 / 10000) ^ 2) ^ 0.5 = 1", "0")]
    // powers to whole exponents keep every digit
    [InlineData("123456789 ^ 2 = 15241578750190521", "0123")]
    [InlineData("(-123456789) ^ 3 = -123456789 * 15241578750190521", "0123")]
    [InlineData("94906265 ^ 2 = 9007199136250225 AND 94906265 ^ 2 <> 9007199136250224", "0123")]
    [InlineData("2 ^ 32 = 4294967296 AND 2 ^ -3 = 0.125 AND (-2) ^ -3 = -0.125", "0123")]
    [InlineData("3 ^ 32 = 1853020188851841 AND 3 ^ 32 % 10 = 1", "0123")]
    [InlineData("(declaredAreaM2 + 123446789) ^ 2 = 15241578750190521", "0")]
    [InlineData("(declaredAreaM2 / 10000) ^ -32 = 1", "0")]
    // what is too small for a number is zero
    [InlineData("0.5 ^ 2000 = 0", "0123")]
    [InlineData("declaredAreaM2 ^ -1e9 > 0 OR declaredAreaM2 ^ -1e9 <= 0", "01")]
    [InlineData("declaredAreaM2 ^ -1e9 = 0", "01")]
    [InlineData("declaredAreaM2 ^ -1e301 = 0", "01")]
    [InlineData("(-0.5) ^ 2001 = 0 AND 1e-300 ^ 2 = 0 AND 1e300 ^ -32 = 0 AND 0.5 ^ 1e308 = 0", "0123")]
    [InlineData("(declaredAreaM2 * 1e-300 * 1e-300) ^ 2 = 0", "013")]
    // what no number is, or none that can be told, is unknown
    [InlineData("declaredAreaM2 ^ 1e9 > 0 OR declaredAreaM2 ^ 1e9 <= 0", "3")]
    [InlineData("1e300 ^ 2 >= 0 OR 1e300 ^ 2 < 0 OR 2 ^ 1e308 >= 0 OR 2 ^ 1e308 < 0 OR 1e-300 ^ -32 > 0", "")]
    [InlineData("(-2) ^ 0.5 >= 0 OR (-2) ^ 0.5 < 0 OR (-1e-300) ^ 2000.5 = 0", "")]
    [InlineData("(0 * declaredAreaM2) ^ -2 >= 0 OR (0 * declaredAreaM2) ^ -2 < 0", "")]
    [InlineData("(declaredAreaM2 - 10300) ^ 0.5 >= 0", "1")]
    [InlineData("(0 - declaredAreaM2) ^ (declaredAreaM2 * 1e-300 * 1e-300) >= 0", "3")]
    [InlineData("(declaredAreaM2 * 1e300 * 1e300) ^ 2 > 0", "")]
    [InlineData("(declaredAreaM2 * 1e-300 * 1e-300) ^ 2 > 0", "")]
    [InlineData("0 ^ (declaredAreaM2 - 10000) = 0", "1")]
    [InlineData("0 ^ 0 = 1 AND 0 ^ 2 = 0", "0123")]
    [InlineData("0 ^ -1 = 0 OR 0 ^ -1 <> 0", "")]
    [InlineData("(1 / declaredAreaM2) ^ 2 > 0", "01")]
    [InlineData("declaredAreaM2 <> 10000.5", "013")]
    [InlineData("declaredAreaM2 IN (0, 10300.0, 0.5)", "13")]
    [InlineData("1 / declaredAreaM2 > 0", "01")]
    [InlineData("-declaredAreaM2 < -10000", "1")]
    [InlineData("2 + 3 * 4 = 14 AND (2 + 3) * 4 = 20 AND 10 - 4 - 3 = 3", "0123")]
    [InlineData("declaredAreaM2 + 1 BETWEEN 1 AND 10001", "03")]
    [InlineData("declaredAreaM2 * 1e300 * 1e300 > 1", "01")]
    // places
    [InlineData("S_INTERSECTS(geometry, POINT(114.0005 34.0005))", "0")]
    [InlineData("S_INTERSECTS(geometry, BBOX(114.0015, 34, 114.0016, 34.0001))", "1")]
    [InlineData("S_INTERSECTS(geometry, BBOX(114.0015, 33, 0, 114.0016, 35, 100))", "1")]
    [InlineData("S_INTERSECTS(geometry, BBOX(114.005, 33, -170, 35))", "23")]
    [InlineData("S_INTERSECTS(geometry, BBOX(114.005, 34.0055, -170, 34.0055))", "23")]
    [InlineData("S_INTERSECTS(geometry, BBOX(180, 33, -170, 35))", "")]
    [InlineData("S_INTERSECTS(geometry, BBOX(114.0005, 34.0005, 114.0005, 34.0005))", "0")]
    [InlineData("S_INTERSECTS(geometry, BBOX(114.0005, 34.0005, 114.0015, 34.0005))", "01")]
    [InlineData("S_INTERSECTS(geometry, MULTIPOINT((114.0005 34.0005), (114.0015 34.0005)))", "01")]
    [InlineData("S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(114.0005 34.0005), LINESTRING(114.0065 34.0065, 114.0066 34.0066)))", "02")]
    [InlineData("S_DISJOINT(geometry, BBOX(113.9, 33.9, 114.0015, 34.1))", "23")]
    [InlineData("S_TOUCHES(geometry, POLYGON((114.002 34, 114.003 34, 114.003 34.001, 114.002 34.001, 114.002 34)))", "1")]
    [InlineData("S_WITHIN(geometry, BBOX(114.0049, 34.0049, 114.0062, 34.0062))", "3")]
    [InlineData("S_CONTAINS(geometry, POINT(114.0065 34.0065))", "2")]
    [InlineData("S_EQUALS(geometry, POLYGON((114.006 34.006, 114.005 34.006, 114.005 34.005, 114.006 34.005, 114.006 34.006)))", "3")]
    [InlineData("S_OVERLAPS(geometry, BBOX(114.0005, 34.0005, 114.0007, 34.5))", "0")]
    [InlineData("S_CROSSES(LINESTRING(114.0005 33.9, 114.0005 34.5), geometry)", "0")]
    [InlineData("S_EQUALS(geometry, geometry)", "0123")]
    [InlineData("S_TOUCHES(geometry, GEOMETRYCOLLECTION(POINT(114.002 34.0005)))", "1")]
    [InlineData("S_TOUCHES(geometry, GEOMETRYCOLLECTION(POINT(114.0025 34.0005), POLYGON((114.002 34, 114.003 34, 114.003 34.001, 114.002 34.001, 114.002 34))))", "1")]
    [InlineData("S_CONTAINS(geometry, GEOMETRYCOLLECTION(POINT(114.0065 34.0065), MULTIPOINT((114.0068 34.0068), (114.0065 34.0065))))", "2")]
    [InlineData("S_WITHIN(geometry, GEOMETRYCOLLECTION(POLYGON((114 34, 114.0015 34, 114.0015 34.001, 114 34.001, 114 34)), POLYGON((114.0015 34, 114.002 34, 114.002 34.001, 114.0015 34.001, 114.0015 34))))", "01")]
    [InlineData("S_EQUALS(GEOMETRYCOLLECTION(POLYGON((114.005 34.005, 114.006 34.005, 114.006 34.006, 114.005 34.005)), POLYGON((114.005 34.005, 114.006 34.006, 114.005 34.006, 114.005 34.005))), geometry)", "3")]
    [InlineData("S_CROSSES(GEOMETRYCOLLECTION(LINESTRING(114.0005 33.9, 114.0005 34.0005), LINESTRING(114.0005 34.0005, 114.0005 34.5)), geometry)", "0")]
    // times
    [InlineData("T_AFTER(madeAt, DATE('2020-01-01'))", "0123")]
    [InlineData("T_BEFORE(madeAt, TIMESTAMP('2020-01-01T00:00:00Z'))", "")]
    [InlineData("T_DURING(madeAt, INTERVAL('2020-01-01', '..'))", "0123")]
    [InlineData("T_INTERSECTS(INTERVAL(madeAt, endedAt), TIMESTAMP('2999-01-01T00:00:00+08:00'))", "0123")]
    [InlineData("madeAt > DATE('2020-01-01') AND endedAt IS NULL", "0123")]
    [InlineData("madeAt BETWEEN 1 AND 2 OR TRUE", null)]
    public async Task A_filter_selects(string filter, string? expected)
    {
        var parks = await FourParks.DrawAsync(server);
        if (expected is null)
        {
            (await Answer.GetAsync(server.Http, parks.Address(filter))).IsProblem(400);
            return;
        }
        Assert.Equal(expected, await parks.FoundAsync(server.Http, parks.Address(filter)));
        var json = CqlJson.Of(TextParser.Read(filter)).ToJsonString();
        Assert.Equal(expected, await parks.FoundAsync(server.Http, parks.Address(json, "cql2-json")));
    }

    [Theory]
    [InlineData("T_AFTER", "2005/2006", "2001/2002", "2005/2007")]
    [InlineData("T_BEFORE", "2001/2002", "2005/2006", "2002/2003")]
    [InlineData("T_CONTAINS", "2001/2009", "2002/2003", "2001/2003")]
    [InlineData("T_DISJOINT", "2001/2002", "2003/2004", "2002/2004")]
    [InlineData("T_DURING", "2002/2003", "2001/2009", "2002/2009")]
    [InlineData("T_EQUALS", "2001/2002", "2001/2002", "2001/2003")]
    [InlineData("T_FINISHEDBY", "2001/2009", "2005/2009", "2005/2008")]
    [InlineData("T_FINISHES", "2005/2009", "2001/2009", "2005/2009")]
    [InlineData("T_INTERSECTS", "2001/2003", "2003/2004", "2004/2005")]
    [InlineData("T_MEETS", "2001/2003", "2003/2004", "2002/2004")]
    [InlineData("T_METBY", "2003/2004", "2001/2003", "2001/2002")]
    [InlineData("T_OVERLAPPEDBY", "2002/2009", "2001/2005", "2003/2005")]
    [InlineData("T_OVERLAPS", "2001/2005", "2003/2009", "2005/2009")]
    [InlineData("T_STARTEDBY", "2001/2009", "2001/2005", "2001/2009")]
    [InlineData("T_STARTS", "2001/2005", "2001/2009", "2002/2009")]
    public async Task A_relation_of_times_holds_or_not(string function, string first, string holds, string fails)
    {
        static string Interval(string years) => $"INTERVAL('{years.Replace("/", "-01-01T00:00:00Z','", StringComparison.Ordinal)}-01-01T00:00:00Z')";
        var parks = await FourParks.DrawAsync(server);
        Assert.Equal("0123", await parks.FoundAsync(server.Http, parks.Address($"{function}({Interval(first)}, {Interval(holds)})")));
        Assert.Equal("", await parks.FoundAsync(server.Http, parks.Address($"{function}({Interval(first)}, {Interval(fails)})")));
    }

    [Theory]
    [InlineData("T_MEETS", "2001/2003", "2003/2004", "2002/2004")]
    [InlineData("T_METBY", "2003/2004", "2001/2003", "2001/2002")]
    [InlineData("T_OVERLAPS", "2001/2005", "2003/2009", "2005/2009")]
    [InlineData("T_OVERLAPPEDBY", "2002/2009", "2001/2005", "2001/2002")]
    public async Task A_relation_of_days_holds_or_not(string function, string first, string holds, string fails)
    {
        static string Interval(string years) => $"INTERVAL('{years.Replace("/", "-01-01','", StringComparison.Ordinal)}-01-01')";
        var parks = await FourParks.DrawAsync(server);
        Assert.Equal("0123", await parks.FoundAsync(server.Http, parks.Address($"{function}({Interval(first)}, {Interval(holds)})")));
        Assert.Equal("", await parks.FoundAsync(server.Http, parks.Address($"{function}({Interval(first)}, {Interval(fails)})")));
    }

    [Theory]
    [InlineData("id = 5")]
    [InlineData("id IN (5, 6)")]
    [InlineData("id BETWEEN 5 AND 6")]
    public void Whole_numbers_stay_whole_for_the_index_on_ids(string filter)
    {
        using var command = new NpgsqlCommand();
        new Filter(TextParser.Read(filter), CoordinateReference.Crs84).Sql(command, FeatureCollections.Named("roads"), "1");
        Assert.All(command.Parameters, parameter => Assert.Equal(NpgsqlDbType.Bigint, parameter.NpgsqlDbType));
        Assert.NotEmpty(command.Parameters);
    }

    [Fact]
    public async Task Places_are_read_in_the_system_of_the_filter()
    {
        var parks = await FourParks.DrawAsync(server);
        Assert.Equal("0", await parks.FoundAsync(server.Http, parks.Address("S_INTERSECTS(geometry, POINT(34.0005 114.0005))") + "&filter-crs=[EPSG:4490]"));
        Assert.Equal("0", await parks.FoundAsync(server.Http, parks.Address("S_INTERSECTS(geometry, BBOX(3763700, 38500030, 3763720, 38500060))") + "&filter-crs=http://www.opengis.net/def/crs/EPSG/0/4526"));
        (await Answer.GetAsync(server.Http, parks.Address("S_INTERSECTS(geometry, POINT(114.0005 34.0005))") + "&filter-crs=[EPSG:4490]")).IsProblem(400);
    }

    [Fact]
    public async Task A_filter_goes_with_everything_else()
    {
        var parks = await FourParks.DrawAsync(server);
        var seen = "";
        for (var next = parks.Address("code IS NOT NULL") + "&limit=1&bbox=114,34,114.1,34.1&crs=[EPSG:4547]"; next is not null;)
        {
            var page = (await Answer.GetAsync(server.Http, next)).Is(200, "application/geo+json");
            seen += string.Concat(page.GetProperty("features").EnumerateArray().Select(feature => Array.IndexOf(parks.Ids, feature.GetProperty("id").GetInt64())));
            next = page.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "next").Select(link => link.GetProperty("href").GetString()).SingleOrDefault();
        }
        Assert.Equal("012", seen);
        Assert.Equal("", await parks.FoundAsync(server.Http, parks.Address("code = 'A1'") + "&datetime=2001-01-01"));
    }

    [Fact]
    public async Task A_draft_that_is_not_valid_can_be_asked_about()
    {
        var region = await DraftedRegion.CreateAsync(server.Database.Source);
        var draft = await region.ReviseAsync("zone");
        await region.DrawAsync(draft, "sub-parks", "POLYGON((114 34, 114.001 34.001, 114.001 34, 114 34.001, 114 34))");
        await region.DrawAsync(draft, "sub-parks", "POLYGON((114.01 34, 114.02 34, 114.02 34.01, 114.02 34, 114.01 34))");
        foreach (var function in Operators.Spatial.Keys)
        {
            foreach (var place in ((string[])["BBOX(114.0004, 34.0004, 114.0006, 34.0006)", "POINT(114.015 34)", "LINESTRING(113.9 34.0005, 115 34.0005)"]))
            {
                (await Answer.GetAsync(server.Http, $"/api/collections/sub-parks/items?region={region.Id}&filter={function}(geometry,{place})")).Is(200, "application/geo+json");
            }
        }
    }

    [Fact]
    public async Task Whatever_fits_in_type_is_answered()
    {
        var parks = await FourParks.DrawAsync(server);
        for (var seed = 0; seed < 250; seed++)
        {
            var filter = new RandomFilter(seed).Condition();
            var text = await Answer.GetAsync(server.Http, parks.Address(CqlText.Of(filter)));
            Assert.True((int)text.Status is 200, $"{seed}: {CqlText.Of(filter)}: {text.Text}");
            var json = await Answer.GetAsync(server.Http, parks.Address(CqlJson.Of(filter).ToJsonString(), "cql2-json"));
            Assert.Equal(text.Json.GetProperty("features").GetRawText(), json.Json.GetProperty("features").GetRawText());
        }
    }
}
