using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>One connected piece of farmland under one construction designation of the zone plan.</summary>
/// <param name="Features">Farmland patch, designation, and the sub-park that holds an interior point of the piece (if any).</param>
/// <param name="Number">Number of the piece among those of the same farmland patch and designation, from 1.</param>
/// <param name="Place">The piece.</param>
/// <param name="GroundAreaM2">Its area.</param>
internal sealed record FarmlandTaken(IReadOnlyList<PlanFeature> Features, int Number, Polygon Place, double GroundAreaM2)
{
    /// <summary>All pieces of one class of farmland that the zone plan would build on.</summary>
    /// <param name="context">The snapshot.</param>
    /// <param name="farmlandClass">basic or general.</param>
    /// <param name="rule">The rule whose tolerance decides what is small, and for which it is counted.</param>
    public static IReadOnlyList<FarmlandTaken> Of(CheckContext context, string farmlandClass, RuleInfo rule)
    {
        var built = context.Designations(PlanKind.Zone).Where(designation => designation.IsBuilt).Select(designation => designation.Feature).ToList();
        var subParks = context.ValidAreas(Collections.SubParks, PlanKind.Zone).ToList();
        var builtIndex = new PatchIndex([.. built.Select(feature => feature.Plane)]);
        var subParkIndex = new PatchIndex([.. subParks.Select(feature => feature.Plane)]);
        var pairs = (
            from patch in Farmland.Patches(context, farmlandClass)
            from position in builtIndex.Near(patch.Plane)
            select (Patch: patch, Position: position)).ToList();
        var shared = context.InParallel(pairs, pair => builtIndex.Shared(pair.Patch.Plane, pair.Position));

        List<FarmlandTaken> taken = [];
        for (var i = 0; i < pairs.Count; i++)
        {
            var number = 0;
            foreach (var (part, areaM2) in context.PartsAbove(context.Tolerance(rule), shared[i], rule.Code))
            {
                var inside = part.InteriorPoint;
                var holder = subParkIndex.Near(inside).Where(position => subParkIndex.Covers(position, inside)).Select(position => subParks[position]).FirstOrDefault();
                IReadOnlyList<PlanFeature> features = [pairs[i].Patch, built[pairs[i].Position]];
                taken.Add(new FarmlandTaken(holder is null ? features : [.. features, holder], ++number, part, areaM2));
            }
        }

        return taken;
    }
}
