using System.Diagnostics;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Rules;
using GeoZones.Checks.Tests.Cases;

using NetTopologySuite.Geometries;

namespace GeoZones.Benchmarks;

/// <summary>How long each rule takes over the county: land-use patches as control areas, urban patches, 40 sub-parks, the zone that they fill, and 20 000 sections of road in two plans.</summary>
internal static class RuleTimes
{
    public static void Run(int landUse, int urban, string? only)
    {
        var snapshot = Snapshot(County.LandUse(landUse, 7), County.Urban(urban, 7));
        var rules = RuleSet.All.Where(rule => only is null || rule.Info.Code.StartsWith(only, StringComparison.Ordinal)).ToList();
        using var process = Process.GetCurrentProcess();
        for (int round = 0; round < 3; round++)
        {
            GC.Collect();
            var clock = Stopwatch.StartNew();
            var context = new CheckContext(snapshot, default);
            double prepare = Lap();
            foreach (var layer in context.AreaLayers)
            {
                _ = layer.Packed;
            }
            double pack = Lap();
            foreach (var layer in context.AreaLayers)
            {
                _ = layer.Unmatched;
            }
            Console.WriteLine($"prepare {prepare:F0}, pack {pack:F0}, match edges {Lap():F0} ms; {string.Join(", ", context.AreaLayers.Select(layer => $"{layer.Unmatched.Edges.Length} of {layer.Packed.VertexCount} unmatched"))}");
            foreach (var rule in rules)
            {
                clock.Restart();
                var cpu = Cpu();
                int findings = rule.Check(context).Count();
                Console.WriteLine($"   {rule.Info.Code} {Lap(),5:F0} ms, processors {(Cpu() - cpu).TotalMilliseconds,5:F0} ms, {findings} findings");
            }

            TimeSpan Cpu()
            {
                process.Refresh();
                return process.TotalProcessorTime;
            }

            double Lap()
            {
                double ms = clock.Elapsed.TotalMilliseconds;
                clock.Restart();
                return ms;
            }
        }
    }

    private static PlanSnapshot Snapshot(IReadOnlyList<CountyPatch> landUse, IReadOnlyList<CountyPatch> urban)
    {
        string[] control = ["010", "020", "030", "040"], classes = ["M1", "R2", "G1", "B1", "E2", "S1"];
        List<PlanFeature> features = [];
        foreach (var patch in landUse)
        {
            Add(Collections.Designations, PlanKind.LandUse, patch.Shape, "controlArea", control[patch.Id % control.Length]);
        }
        foreach (var patch in urban)
        {
            Add(Collections.Designations, PlanKind.Urban, patch.Shape, "class", classes[Array.IndexOf(County.UrbanClasses, patch.Class)]);
        }
        var parks = County.Urban(40, 9);
        foreach (var park in parks)
        {
            Add(Collections.SubParks, PlanKind.Zone, park.Shape, "kind", "");
        }
        foreach (var plan in PlanKinds.All)
        {
            Add(Collections.ZoneBoundaries, plan, GeometryFactory.Default.ToGeometry(new Envelope(County.WestM, County.WestM + County.WidthM, County.SouthM, County.SouthM + County.HeightM)), "kind", "");
        }
        features.AddRange(CountyRoads.Draw(features.Count + 1));
        return new PlanSnapshot("county", 4547, features, CountyRoads.Figures, CaseFolder.Of("changyuan").Codes);

        void Add(string collection, PlanKind? plan, Geometry plane, string attribute, string value) =>
            features.Add(new PlanFeature(features.Count + 1, collection, plan, 1, "C", $"{features.Count + 1:D6}", null, plane, new AreaMeasures(0, 0, 0), null, new Dictionary<string, string> { [attribute] = value }));
    }
}
