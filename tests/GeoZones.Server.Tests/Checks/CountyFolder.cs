using System.Globalization;
using System.Text.Json.Nodes;

using GeoZones.Checks;
using GeoZones.Checks.Tests;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Tests.Checks;

/// <summary>Writes a drawn county as a case that the import takes. What the import refuses, such as a geometry without a vertex, is left away.</summary>
internal static class CountyFolder
{
    private const int Decimals = 9;

    // The sketch has codes of its own; these are in the region's lists.
    private static readonly Dictionary<(string, string), string> s_codes = new()
    {
        [("function", "M")] = "I10",
        [("function", "R")] = "R10",
        [("function", "G")] = "W10",
        [("class", "20")] = "0602",
        [("class", "01")] = "0101",
        [("class", "G1")] = "E2",
    };

    /// <summary>Writes <c>region.json</c>, its layers and the zone plan's figures.</summary>
    public static void Write(TemporaryFolder folder, string region, PlanSnapshot county)
    {
        var layers = county.Features.Where(IsTaken).GroupBy(feature => (feature.Plan, feature.Collection)).ToList();
        foreach (var layer in layers)
        {
            folder.Write(FileOf(layer.Key), new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. layer.Select(Feature)]) }.ToJsonString());
        }

        folder.Write("figures.json", new JsonObject { ["figures"] = new JsonArray([.. county.Figures.Select(Figure)]) }.ToJsonString());
        folder.Write("region.json", new JsonObject
        {
            ["id"] = region,
            ["nameZh"] = "试验县",
            ["nameEn"] = "Test County",
            ["planeSrid"] = Sketch.Plane.Srid,
            ["extent"] = new JsonArray(114.5, 35.0, 114.8, 35.4),
            ["codeSet"] = "standard",
            ["synthetic"] = true,
            ["plans"] = new JsonArray([.. PlanKinds.All.Select(plan => new JsonObject { ["kind"] = plan.Text(), ["nameZh"] = "规划", ["nameEn"] = "Plan" })]),
            ["revisions"] = new JsonArray([.. layers.GroupBy(layer => layer.Key.Plan).Select(plan => Revision(plan.Key, [.. plan.Select(layer => layer.Key)]))]),
        }.ToJsonString());
    }

    private static JsonObject Revision(PlanKind? plan, IReadOnlyList<(PlanKind?, string Collection)> layers) => new()
    {
        ["plan"] = plan?.Text(),
        ["state"] = "draft",
        ["files"] = new JsonObject(layers.Select(layer => KeyValuePair.Create(layer.Collection, (JsonNode?)FileOf(layer)))),
        ["figures"] = plan == PlanKind.Zone ? "figures.json" : null,
    };

    private static string FileOf((PlanKind? Plan, string Collection) layer) => $"{layer.Plan?.Text() ?? "survey"}-{layer.Collection}.geojson";

    private static bool IsTaken(PlanFeature feature) => !feature.Plane.IsEmpty && feature.Collection switch
    {
        Collections.Farmland => feature.Attribute("farmlandClass") is "basic" or "general",
        Collections.Roads => feature.Attribute("state") is "planned",
        _ => true,
    };

    private static JsonObject Feature(PlanFeature feature)
    {
        JsonObject properties = new() { ["code"] = feature.Code, ["zone"] = feature.Zone, ["name"] = feature.Name, ["synthetic"] = true };
        if (feature.Plane is IPolygonal)
        {
            properties["declaredAreaM2"] = feature.DeclaredAreaM2;
        }

        foreach (var (name, value) in feature.Attributes)
        {
            properties[name] = s_codes.GetValueOrDefault((name, value), value);
        }

        return new() { ["type"] = "Feature", ["properties"] = properties, ["geometry"] = Shape(Sketch.Plane.ToDegrees(feature.Plane)) };
    }

    private static JsonObject Shape(Geometry degrees) => degrees switch
    {
        Polygon polygon => new() { ["type"] = "Polygon", ["coordinates"] = Rings(polygon) },
        MultiPolygon several => new() { ["type"] = "MultiPolygon", ["coordinates"] = new JsonArray([.. several.Geometries.Cast<Polygon>().Select(Rings)]) },
        _ => new() { ["type"] = "LineString", ["coordinates"] = Line(degrees) },
    };

    private static JsonArray Rings(Polygon polygon) => [.. polygon.InteriorRings.Prepend(polygon.ExteriorRing).Select(Line)];

    private static JsonArray Line(Geometry line) => [.. line.Coordinates.Select(at => new JsonArray(Math.Round(at.X, Decimals), Math.Round(at.Y, Decimals)))];

    private static JsonObject Figure(Figure figure) => new()
    {
        ["plan"] = figure.Plan.Text(),
        ["subject"] = figure.Subject,
        ["quantity"] = figure.Quantity,
        ["value"] = figure.Value is { } value ? JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture)) : null,
        ["unit"] = figure.Unit,
        ["decimals"] = figure.Decimals,
        ["partOf"] = figure.PartOf,
        ["synthetic"] = true,
    };
}
