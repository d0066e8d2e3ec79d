using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests.Live;

/// <summary>Three plans and a survey of a few patches each, drawn from a seed: so small that everything can be checked again after each of thousands of edits.</summary>
internal static class TinyCounty
{
    private const int Columns = 3;

    /// <summary>The county of a seed. Urban patches run along the edges of land-use patches, sub-parks and farmland are patches of other layers.</summary>
    public static PlanSnapshot Drawn(int seed)
    {
        Random random = new(seed);
        Sketch sketch = new();
        var landUse = new Mosaic(random.Next(), Columns, Columns, 90, 2).Patches().ToList();
        foreach (var (number, patch) in landUse.Index())
        {
            sketch.Add(Collections.Designations, PlanKind.LandUse, $"L{number}", patch, attributes: ("controlArea", number % 2 == 0 ? "010" : "030"));
            if (number % 4 == 1)
            {
                sketch.Add(Collections.Farmland, PlanKind.LandUse, $"F{number}", patch, attributes: ("farmlandClass", number % 8 == 1 ? "basic" : "general"));
            }
        }

        foreach (var row in landUse.Index().GroupBy(patch => patch.Index / Columns, patch => patch.Item))
        {
            sketch.Add(Collections.Designations, PlanKind.Urban, $"U{row.Key}", CoverageUnion.Union(row.Cast<Geometry>().ToArray()), attributes: ("class", ((string[])["M1", "R1", "E"])[row.Key]));
        }

        foreach (var (number, patch) in new Mosaic(random.Next(), 2, 2, 100, 2, Sketch.EastM + 30, Sketch.NorthM + 30).Patches().Index())
        {
            sketch.Add(Collections.Designations, PlanKind.Zone, $"D{number}", patch, attributes: ("function", ((string[])["M", "R", "G"])[random.Next(3)]))
                .Add(Collections.ExistingLandUse, null, $"E{number}", patch, zone: null, attributes: ("class", number == 0 ? "20" : "01"));
            if (number == 3)
            {
                sketch.Add(Collections.SubParks, PlanKind.Zone, "P3", patch, name: "P3", declaredAreaM2: Math.Round(patch.Area));
            }
        }

        return sketch.Zone(Sketch.Box(30, 30, 230, 230)).Add(Collections.LandReserve, PlanKind.Zone, "T", Sketch.At(Sketch.Box(60, 60, 90, 110)))
            .Road("R1", "40 120, 130 125, 220 120", name: "East").Road("R2", "130 40, 130 125, 131 220", name: "North")
            .Figure("zone", "quota-granted", 2m, "ha").Figure("sub-park/P3", "area", 1.0m, "ha").Snapshot;
    }
}
