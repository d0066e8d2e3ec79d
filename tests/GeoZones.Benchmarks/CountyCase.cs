using System.Text.Json;

using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;

namespace GeoZones.Benchmarks;

/// <summary>The county as a case that the import takes: land-use and urban designations, forty sub-parks each of which is a zone and an industrial designation, some overlapping.</summary>
internal static class CountyCase
{
    public const string Region = "county";

    /// <summary>The same with urban edges snapped to land-use edges.</summary>
    public const string SnappedRegion = "county-snapped";

    private const int SubParks = 40;
    private const int Decimals = 9;

    private static readonly GaussKrugerPlane s_plane = GaussKrugerPlane.ForSrid(4547);

    private static readonly Dictionary<string, string> s_controlAreas = new()
    {
        ["basic_farmland"] = "030",
        ["farmland"] = "030",
        ["construction"] = "010",
        ["forest"] = "020",
        ["water"] = "040",
        ["road"] = "010",
    };

    private static readonly Dictionary<string, string> s_urbanClasses = new()
    {
        ["industrial"] = "M1",
        ["residential"] = "R2",
        ["green"] = "G1",
        ["commercial"] = "B1",
        ["farmland"] = "E2",
        ["transport"] = "S1",
    };

    /// <summary>Writes <c>region.json</c> and its layers.</summary>
    public static void Write(string folder, string region, IReadOnlyList<CountyPatch> landUse, IReadOnlyList<CountyPatch> urban)
    {
        var parks = Enumerable.Range(0, SubParks).Select(SubPark).ToList();
        Layer(folder, "land-use.geojson", landUse, patch => [("code", $"L{patch.Id}"), ("controlArea", s_controlAreas[patch.Class])]);
        Layer(folder, "urban.geojson", urban, patch => [("code", $"U{patch.Id}"), ("class", s_urbanClasses[patch.Class])]);
        Layer(folder, "zone.geojson", parks, patch => [("code", $"D{patch.Id}"), ("zone", $"Z{patch.Id}"), ("function", "I10")]);
        Layer(folder, "sub-parks.geojson", parks, patch => [("code", $"S{patch.Id}"), ("zone", $"Z{patch.Id}"), ("name", $"Sub-park {patch.Id}")]);
        Layer(folder, "boundaries.geojson", parks, patch => [("code", $"B{patch.Id}"), ("zone", $"Z{patch.Id}")]);
        File.WriteAllText(Path.Combine(folder, "region.json"), $$$"""
            {
              "id": "{{{region}}}", "nameZh": "合成县", "nameEn": "Synthetic County", "planeSrid": 4547, "extent": [113.7, 35.0, 114.3, 35.4], "synthetic": true, "openToAll": true,
              "noteZh": "测速用。", "noteEn": "To measure with.", "codeSet": "standard",
              "plans": [
                {"kind": "zone", "nameZh": "产业集聚区规划", "nameEn": "Zone plan", "baseYear": null, "targetYear": null, "stage": "layout"},
                {"kind": "urban", "nameZh": "城市总体规划", "nameEn": "Urban plan", "baseYear": null, "targetYear": null, "stage": "master"},
                {"kind": "land-use", "nameZh": "土地利用总体规划", "nameEn": "Land-use plan", "baseYear": null, "targetYear": null, "stage": "master"}
              ],
              "revisions": [
                {"plan": "zone", "note": "synthetic", "state": "draft", "files": {"sub-parks": "sub-parks.geojson", "zone-boundaries": "boundaries.geojson", "designations": "zone.geojson"}},
                {"plan": "urban", "note": "synthetic", "state": "draft", "files": {"zone-boundaries": "boundaries.geojson", "designations": "urban.geojson"}},
                {"plan": "land-use", "note": "synthetic", "state": "draft", "files": {"zone-boundaries": "boundaries.geojson", "designations": "land-use.geojson"}}
              ]
            }
            """);
    }

    // A blob of 400 vertices about a random place.
    private static CountyPatch SubPark(int number)
    {
        const int vertices = 400;
        var random = new Random(7000 + number);
        double x = County.WestM + 3000 + random.NextDouble() * (County.WidthM - 6000), y = County.SouthM + 3000 + random.NextDouble() * (County.HeightM - 6000);
        var ring = Enumerable.Range(0, vertices).Select(k =>
        {
            var angle = 2 * Math.PI * k / vertices;
            var radius = 1200 + 250 * Math.Sin(3 * angle + number) + 80 * Math.Sin(17 * angle) + 12 * (random.NextDouble() - 0.5);
            return new Coordinate(Math.Round(x + radius * Math.Cos(angle), 4), Math.Round(y + radius * Math.Sin(angle), 4));
        }).ToList();
        return new(number, "park", new Polygon(new LinearRing([.. ring, ring[0].Copy()])));
    }

    private static void Layer(string folder, string file, IReadOnlyList<CountyPatch> patches, Func<CountyPatch, (string, string)[]> properties)
    {
        using var stream = File.Create(Path.Combine(folder, file));
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var patch in patches)
        {
            json.WriteStartObject();
            json.WriteString("type", "Feature");
            json.WriteStartObject("properties");
            foreach (var (name, value) in properties(patch))
            {
                json.WriteString(name, value);
            }

            json.WriteBoolean("synthetic", true);
            json.WriteEndObject();
            json.WriteStartObject("geometry");
            json.WriteString("type", "Polygon");
            json.WriteStartArray("coordinates");
            var degrees = (Polygon)s_plane.ToDegrees(patch.Shape);
            foreach (var ring in degrees.InteriorRings.Prepend(degrees.ExteriorRing))
            {
                json.WriteStartArray();
                foreach (var at in ring.Coordinates)
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(Math.Round(at.X, Decimals));
                    json.WriteNumberValue(Math.Round(at.Y, Decimals));
                    json.WriteEndArray();
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
