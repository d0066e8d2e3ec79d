using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests.Live;

/// <summary>Three plans and a survey of one small county, drawn from a seed.</summary>
internal static class SmallCounty
{
    private const int Columns = 8;
    private const double SizeM = 120;

    /// <summary>The county of a seed.</summary>
    /// <param name="seed">Decides all.</param>
    /// <param name="sharesEdges">Whether urban patches run along the edges of land-use patches and all plans draw the same zone line; else each plan is drawn by itself.</param>
    public static PlanSnapshot Drawn(int seed, bool sharesEdges = true)
    {
        Random random = new(seed);
        Sketch sketch = new();
        var landUse = new Mosaic(random.Next(), Columns, Columns, SizeM, 3).Patches().ToList();
        foreach (var (number, patch) in landUse.Index())
        {
            sketch.Add(Collections.Designations, PlanKind.LandUse, $"L{number}", patch, attributes: ("controlArea", random.Next(2) == 0 ? "010" : "030"));
            if (number % 5 == 0)
            {
                sketch.Add(Collections.Farmland, PlanKind.LandUse, $"F{number}", patch, attributes: ("farmlandClass", number % 2 == 0 ? "basic" : "general"));
            }
        }

        IEnumerable<Geometry> urban = sharesEdges
            ? landUse.Index().GroupBy(patch => (patch.Index / Columns / 2, patch.Index % Columns / 2), patch => patch.Item).Select(block => CoverageUnion.Union(block.Cast<Geometry>().ToArray()))
            : new Mosaic(random.Next(), Columns / 2, Columns / 2, 2 * SizeM, 5).Patches();
        foreach (var (number, patch) in urban.Index())
        {
            sketch.Add(Collections.Designations, PlanKind.Urban, $"U{number}", patch, attributes: ("class", ((string[])["M1", "R1", "G1", "E"])[random.Next(4)]));
        }

        if (sharesEdges)
        {
            sketch.Zone(Sketch.Box(150, 150, 810, 800));
        }
        else
        {
            sketch.Boundary(PlanKind.Zone, Sketch.Box(150, 150, 810, 800)).Boundary(PlanKind.Urban, Sketch.Box(152, 149, 812, 799.5))
                .Boundary(PlanKind.LandUse, "POLYGON ((150 150, 500 147, 810 150, 810 800, 150 800, 150 150))");
        }

        foreach (var (number, patch) in new Mosaic(random.Next(), 3, 3, 220, 4, Sketch.EastM + 150, Sketch.NorthM + 150).Patches().Index())
        {
            sketch.Add(Collections.Designations, PlanKind.Zone, $"D{number}", patch, attributes: ("function", ((string[])["M", "R", "G"])[random.Next(3)]));
            if (number is 0 or 4 or 8)
            {
                sketch.Add(Collections.SubParks, PlanKind.Zone, $"P{number}", patch, name: $"P{number}", declaredAreaM2: Math.Round(patch.Area));
            }
        }

        foreach (var (number, patch) in new Mosaic(random.Next(), 5, 5, 190, 2).Patches().Index())
        {
            sketch.Add(Collections.ExistingLandUse, null, $"E{number}", patch, zone: null, attributes: ("class", number % 3 == 0 ? "20" : "01"));
        }

        sketch.Add(Collections.LandReserve, PlanKind.Zone, "T1", Sketch.At(Sketch.Box(300, 300, 360, 380))).Add(Collections.LandReserve, PlanKind.Zone, "T2", Sketch.At(Sketch.Box(790, 500, 830, 540)))
            .Road("R1", "150 400, 500 410, 810 400", name: "East").Road("R2", "500 150, 500 410, 505 800", name: "North").Road("R3", "200 200, 300 250, 480 300").Road("R4", "700 600, 700 407")
            .Figure("zone", "quota-granted", 20m, "ha").Figure("zone", "quota-allocated", 18m, "ha").Figure("sub-park/P0", "quota-allocated", 1m, "ha", partOf: "zone")
            .Figure("sub-park/P4", "area", 4.8m, "ha").Figure("zone", "area", 42.9m, "ha").Figure("zone", "investment", null);
        return sketch.Snapshot;
    }
}
