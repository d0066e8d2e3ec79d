using NetTopologySuite.Coverage;
using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests;

/// <summary>Three plans and a survey of one county that agree: all layers are drawn from the same patches, vertex for vertex.</summary>
internal static class ConsistentCounty
{
    private const int Across = 8, ZoneFrom = 2, ZoneTo = 5;
    private const double SizeM = 100;

    /// <summary>The rectangle that its patches fill.</summary>
    public static Envelope Extent => new(Sketch.EastM, Sketch.EastM + Across * SizeM, Sketch.NorthM, Sketch.NorthM + Across * SizeM);

    /// <summary>Every layer of areas.</summary>
    public static IReadOnlyList<(string Collection, PlanKind? Plan)> Layers { get; } =
    [
        (Collections.Designations, PlanKind.Zone), (Collections.Designations, PlanKind.Urban), (Collections.Designations, PlanKind.LandUse),
        (Collections.ZoneBoundaries, PlanKind.Zone), (Collections.ZoneBoundaries, PlanKind.Urban), (Collections.ZoneBoundaries, PlanKind.LandUse),
        (Collections.SubParks, PlanKind.Zone), (Collections.LandReserve, PlanKind.Zone), (Collections.Farmland, PlanKind.LandUse), (Collections.ExistingLandUse, null), (Collections.Townships, null),
    ];

    /// <summary>The county of a seed: every third patch is built, in all plans and today; some of the others are farmland, some held in reserve.</summary>
    public static PlanSnapshot Drawn(int seed)
    {
        Sketch sketch = new();
        var patches = new Mosaic(seed, Across, Across, SizeM, 2).Patches().ToList();
        foreach (var (number, patch) in patches.Index())
        {
            var isBuilt = number % 3 == 0;
            sketch.Add(Collections.Designations, PlanKind.LandUse, $"L{number}", patch, attributes: ("controlArea", isBuilt ? "010" : "030"))
                .Add(Collections.Designations, PlanKind.Urban, $"U{number}", patch, attributes: ("class", isBuilt ? "M1" : "E"))
                .Add(Collections.ExistingLandUse, null, $"E{number}", patch, zone: null, attributes: ("class", isBuilt ? "20" : "01"));
            if (number % 3 == 1)
            {
                sketch.Add(Collections.Farmland, PlanKind.LandUse, $"F{number}", patch, attributes: ("farmlandClass", number % 2 == 0 ? "basic" : "general"));
            }

            if (IsInZone(number))
            {
                sketch.Add(Collections.Designations, PlanKind.Zone, $"D{number}", patch, attributes: ("function", isBuilt ? "M" : "G"));
                if (number % 3 == 2)
                {
                    sketch.Add(Collections.LandReserve, PlanKind.Zone, $"T{number}", patch);
                }
            }
        }

        foreach (var plan in PlanKinds.All)
        {
            sketch.Add(Collections.ZoneBoundaries, plan, "B", Joined(patches.Where((_, number) => IsInZone(number))));
        }

        foreach (var park in patches.Index().Where(patch => IsInZone(patch.Index)).GroupBy(patch => (patch.Index / Across / 2, patch.Index % Across / 2), patch => patch.Item))
        {
            sketch.Add(Collections.SubParks, PlanKind.Zone, $"P{park.Key.Item1}{park.Key.Item2}", Joined(park));
        }

        foreach (var town in patches.Index().GroupBy(patch => patch.Index / (Across * Across / 2), patch => patch.Item))
        {
            sketch.Add(Collections.Townships, null, $"V{town.Key}", Joined(town), zone: null);
        }

        return sketch.Road("R1", "250 400, 400 400, 550 400", name: "East").Road("R2", "400 250, 400 400, 400 550", name: "North").Snapshot;
    }

    private static bool IsInZone(int number) => number / Across is >= ZoneFrom and <= ZoneTo && number % Across is >= ZoneFrom and <= ZoneTo;

    private static Geometry Joined(IEnumerable<Polygon> patches) => CoverageUnion.Union(patches.Cast<Geometry>().ToArray());
}
