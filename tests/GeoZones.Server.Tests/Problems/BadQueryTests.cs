namespace GeoZones.Server.Tests.Problems;

/// <summary>Every address is walked with everything that its parameters, its path and its headers cannot be: always a 4xx that names the place, soon, and nothing is changed.</summary>
public sealed class BadQueryTests(GeoZonesServer server) : IClassFixture<GeoZonesServer>
{
    private const string Injection = "'; DROP TABLE feature; --";

    private static readonly string s_long = new('x', 5000);
    private static readonly string[] s_numbers = ["", "0", "-1", "1.5", "x", "NaN", "Infinity", "1e3", "1e308", "0x10", "%2B1", "%EF%BC%91", "1%00", "%FF", "1 OR 1=1", Injection];
    private static readonly string[] s_systems = ["", "4547", "EPSG:4547", "[EPSG:4549999]", "[EPSG:-1]", "[OGC:CRS27]", "[EPSG:4547", "http://www.opengis.net/def/crs/EPSG/0/", "http://www.opengis.net/def/crs/EPSG/0/2154", "%00", "%FF%FE", Injection];

    /// <summary>What a parameter cannot be, by its name, as it stands in an address. What follows <c>&amp;</c> makes it wrong.</summary>
    private static readonly Dictionary<string, string[]> s_bad = new()
    {
        ["f"] = ["", "xml", "JSON", "json,html", "%00", "%FF", Injection],
        ["region"] = ["", "atlantis", "CHANGYUAN", "%E9%95%BF%E5%9E%A3", "%00", "%FF%FE", "changyuan%00", "changyuan%0A", "../lushan", "lushan,changyuan", "$1", "' OR '1'='1", Injection, s_long],
        ["plan"] = ["", "sea", "ZONE", "zone,urban", "%00", "%E8%A7%84%E5%88%92", "zone' OR '1'='1", Injection, s_long],
        ["revision"] = [.. s_numbers, "999", "2147483648", "99999999999999999999"],
        ["datetime"] = ["", "..", "yesterday", "now()", "2026", "2026-13-01", "2026-02-30", "20260101", "2026-01-01T00:00:00", "2026-01-01T24:01:00Z", "2026-01-01T00:00:00%2B99:00", "-2026-01-01", "99999-01-01",
            "2026-01-02/2026-01-01", "2026-01-01/2026-01-02/2026-01-03", "2026-01-01%00", "1e308", "NaN", "%00", "%FF", Injection, s_long],
        ["bbox"] = ["", "abc", "114", "114,35", "114,35,115", "114,35,115,36,1", "114,35,115,36,1,2,3", ",,,", "114,35,115,", "NaN,35,115,36", "Infinity,35,115,36", "-1e308,-1e308,1e308,1e308", "1e999,35,115,36", "0x72,35,115,36",
            "35,114,36,115", "114,36,115,35", "500000,3762000,501000,3763000", "114;35;115;36", "114,35,115,36&bbox-crs=[EPSG:4490]", "-1e308,-1e308,1e308,1e308&bbox-crs=[EPSG:4547]", "0,0,1e300,1e300&bbox-crs=[EPSG:3857]",
            "3884000,38500000,3896000,38512000&bbox-crs=[EPSG:4547]", "114,35,115,36%00", "%00", "%FF,35,115,36", $"114,35,115,36{Injection}", s_long],
        ["bbox-crs"] = s_systems,
        ["crs"] = s_systems,
        ["filter"] = ["", "code", "code=", "nothing=1", "geom IS NULL", "code='a' OR", "code='a", "1", "pg_sleep(9)=1", "declaredAreaM2 > 1e999", "declaredAreaM2 > NaN", "code LIKE 1", "madeAt > DATE('2026-02-30')", "S_INTERSECTS(geometry,POINT(1e308 1e308))",
            "S_INTERSECTS(geometry,POLYGON((1 1,2 2)))", "%00", "code='%00'", "%FF", "{\"op\":\"=\"}&filter-lang=cql2-json", "{&filter-lang=cql2-json", "5&filter-lang=cql2-json", Injection, "code='a'; DROP TABLE feature", new string('(', 3000) + "TRUE" + new string(')', 3000),
            string.Concat(Enumerable.Repeat("NOT ", 3000)) + "TRUE", "code IN (" + string.Join(',', Enumerable.Repeat("'a'", 3000)) + ")", "name='" + new string('x', 20_000) + "'"],
        ["filter-lang"] = ["", "sql", "CQL2-TEXT", "cql2", "%00", Injection],
        ["filter-crs"] = [.. s_systems.Select(system => system + "&filter=TRUE")],
        ["sortby"] = ["", ",", "-", "+", "--code", "nothing", "geometry", "geom", "random()", "code desc", "code,nothing", "1", "%00", "%FF", "(SELECT 1)", Injection, s_long],
        ["properties"] = ["", ",", "nothing", "geom", "*", "code,nothing", "code,", "1", "%00", "%FF", "f.geom", Injection, s_long],
        ["limit"] = s_numbers,
        ["cursor"] = ["", "garbage", "0", "-1", "__________8", "////", "e30", "bnVsbA", "W10", "%00", "%FF", Injection, s_long],
        ["severity"] = ["", "bad", "ERROR", "error,warning", "%00", "%FF", Injection],
        ["rule"] = ["", "GZ1", "gz103", "GZ999", "GZ103,GZ104", "%00", "%FF", Injection, s_long],
        ["reason"] = ["", "%20", "%00", "a%00b", s_long],
        ["verdict"] = ["", "yes", "TRUE", "1", "%00", Injection],
        ["language"] = ["fr", "zh-CN", "ZH", "%00", Injection],
    };

    // Whatever is not the id of an event that is still known says no more than that something may have been missed.
    private static readonly string[] s_taken = ["after"];

    /// <summary>What stands in a path, by the name of its place, and cannot be what is meant.</summary>
    private static readonly string[] s_badPlaces =
        ["-1", "0", "1.5", "1e308", "NaN", "99999999999999999999", "9223372036854775808", "%20", "%FF%FE", "%EF%BF%BF", "%E5%9B%AD", "..%2F..%2Fetc%2Fpasswd", "%27%3B%20DROP%20TABLE%20feature%3B%20--", "%27%20OR%201%3D1%20--", "%24%7B7*7%7D", "a%0Ab", new('x', 3000)];

    [Fact]
    public async Task No_parameter_of_any_address_takes_what_it_cannot_be()
    {
        var walk = await EveryAddress.WalkAsync(server);
        foreach (var (method, path, address) in walk.Addresses)
        {
            foreach (var name in server.QueryParametersOf(method, path).Except(s_taken))
            {
                // A revision that is not there is no reason to say more of a feature than that it is not there.
                foreach (var value in s_bad[name].Where(value => value != "999" || !path.EndsWith("/items/{id}", StringComparison.Ordinal)))
                {
                    await walk.RefusedAsync(method, $"{address}?{name}={value}", 400, name);
                }
            }
        }
        await walk.EndAsync(700);
    }

    [Fact]
    public async Task Parameters_that_are_unknown_or_repeated_are_named_by_every_address()
    {
        var walk = await EveryAddress.WalkAsync(server);
        foreach (var (method, path, address) in walk.Addresses)
        {
            foreach (var name in new[] { "colour", "offset", "LIMIT", "Bbox", "filter%00", "%E9%A2%9C%E8%89%B2", "a[]", "--", Uri.EscapeDataString(Injection) })
            {
                await walk.RefusedAsync(method, $"{address}?{name}=1", 400, Uri.UnescapeDataString(name));
            }
            foreach (var name in server.QueryParametersOf(method, path))
            {
                await walk.RefusedAsync(method, $"{address}?{name}=1&{name}=1", 400, name);
            }
        }
        await walk.EndAsync(300);
    }

    [Fact]
    public async Task No_place_in_a_path_takes_what_it_cannot_be()
    {
        var walk = await EveryAddress.WalkAsync(server);
        foreach (var (method, path, _) in walk.Addresses)
        {
            foreach (var place in EveryAddress.PlacesOf(path))
            {
                // Rows and columns begin with 0, and no zoom has one row alone but the first.
                foreach (var bad in s_badPlaces.Where(bad => bad != "0" || !place.StartsWith("tile", StringComparison.Ordinal)))
                {
                    await walk.RefusedAsync(method, walk.AddressOf(path, place, bad), 4, null);
                }
            }
        }
        await walk.EndAsync(500);
    }

    [Theory]
    [InlineData("Accept", "nonsense", 406)]
    [InlineData("Accept", "image/png", 406)]
    [InlineData("Accept", "application/json;q=0, application/geo+json;q=0", 406)]
    [InlineData("Accept", "*/json", 406)]
    [InlineData("Authorization", "Bearer '; DROP TABLE account; --", 401)]
    [InlineData("Authorization", "Basic ////", 401)]
    [InlineData("Authorization", "Negotiate x", 401)]
    public async Task A_header_that_cannot_be_met_is_refused_by_every_address(string name, string value, int status)
    {
        var walk = await EveryAddress.WalkAsync(server);
        using var nobody = new HttpClient { BaseAddress = server.Http.BaseAddress };
        foreach (var (method, path, address) in walk.Addresses.Where(one => status != 401 || one.Path.Contains("{region}", StringComparison.Ordinal)))
        {
            await walk.RefusedAsync(method, address, status, null, status == 401 ? nobody : server.Http, (name, value));
        }
        await walk.EndAsync(15);
    }

    // A condition that cannot be read is no condition (RFC 9110, 13.1); what it does not do is to make anything fail.
    [Theory]
    [InlineData("If-None-Match", "abc")]
    [InlineData("If-None-Match", "\"")]
    [InlineData("If-None-Match", "W/")]
    [InlineData("If-None-Match", "*, \"1\"")]
    [InlineData("If-None-Match", "\"99999999999999999999-1-0\"")]
    [InlineData("If-None-Match", "\"'; DROP TABLE feature; --\"")]
    [InlineData("If-Match", "abc")]
    [InlineData("If-Match", "\"-1\"")]
    [InlineData("If-Modified-Since", "yesterday")]
    [InlineData("If-Unmodified-Since", "Mon, 99 Foo 99999 99:99:99 GMT")]
    [InlineData("Range", "bytes=-1-99999999999999999999")]
    [InlineData("Last-Event-ID", "-1")]
    [InlineData("Last-Event-ID", "99999999999999999999")]
    [InlineData("Last-Event-ID", "x-99999999999999999999")]
    [InlineData("Last-Event-ID", "'; DROP TABLE feature; --")]
    [InlineData("Accept", "application/json;q=banana")]
    [InlineData("Accept-Encoding", "nonsense;q=9, gzip;q=")]
    [InlineData("Accept-Language", "zh;q=x, ,;")]
    [InlineData("Content-Crs", "nonsense")]
    [InlineData("Prefer", "wait=99999999999999999999")]
    [InlineData("X-Forwarded-Proto", "javascript:")]
    [InlineData("X-Antiforgery-Token", "nonsense")]
    public async Task A_header_that_cannot_be_read_makes_no_address_fail(string name, string value)
    {
        var walk = await EveryAddress.WalkAsync(server);
        foreach (var (_, _, address) in walk.Addresses.Where(one => one.Method == "GET"))
        {
            await walk.ReadAsync(address, name, value);
        }
        await walk.EndAsync(30);
    }
}
