using GeoZones.Checks.Live;
using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ102 重复图形: a feature of a collection that is drawn once more; areas, lines and points.</summary>
internal sealed class Gz102DuplicateFeature : IRule
{
    private static readonly RuleSetting s_tolerance = new("toleranceM", 0.002, 0, EditedFeatures.ReachM,
        new("两个图形处处相距不超过此值（米）即为重复。", "Two shapes that are nowhere farther apart than this (m) are duplicates."));

    public RuleInfo Info { get; } = new("GZ102", "duplicate-feature", "重复图形", Severity.Error,
        "{f0}与{f1}图形重复。",
        "{f0} and {f1} are the same shape twice.")
    {
        Why = new("同一图形存了两次，面积、长度和个数都会重复计算，属性不一致时更不知道以哪个为准。", "A shape kept twice counts twice in areas, lengths and numbers; where the attributes differ, nobody knows which to believe."),
        Mend = new("核对两者的属性，保留正确的一个，删去另一个。", "Compare the attributes of the two, keep the right one and delete the other."),
        Trap = new("起点、方向和多余的节点不同，仍是同一图形。每个重复图形与容差内排在最前的一个配对，十个相同的点报告九条。管制区与用途区本来就上下叠置，不算重复。", "Start, direction and needless vertices may differ and the shape is the same. Each repeats the first that lies within the tolerance of it: ten points in one place give nine findings. Control and use areas lie over one another by design and are no duplicates."),
        Settings = [s_tolerance],
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var toleranceM = context.Setting(Info, s_tolerance.Name);
        var useArea = context.Codes.UseArea.Attribute;
        var controlArea = context.Codes.ControlArea.Attribute;
        foreach (var layer in context.Features.Where(feature => !feature.Plane.IsEmpty).GroupBy(feature => (feature.Collection, feature.Plan)))
        {
            foreach (var (first, again) in Repeated(layer, toleranceM, AreOfOneCoverage))
            {
                yield return Info.Found([first, again], place: again.Plane.Copy(), groundAreaM2: again.Plane is IPolygonal && context.IsValid(again) ? context.GroundAreaM2(again.Plane) : null,
                    tolerance: new Dictionary<string, double> { [s_tolerance.Name] = toleranceM });
            }
        }

        bool AreOfOneCoverage(PlanFeature a, PlanFeature b) => a is not { Collection: Collections.Designations, Plan: PlanKind.LandUse }
            || Both(a, b, controlArea) || Both(a, b, useArea);
        static bool Both(PlanFeature a, PlanFeature b, string attribute) => a.Attribute(attribute) is not null && b.Attribute(attribute) is not null;
    }

    // Each feature that repeats one before it, with the first that it repeats, be that a repetition itself or not: so nothing depends on features farther away than the tolerance.
    // Only features whose envelopes agree are compared, found by the middle of the envelope.
    private static IEnumerable<(PlanFeature First, PlanFeature Again)> Repeated(IEnumerable<PlanFeature> features, double toleranceM, Func<PlanFeature, PlanFeature, bool> areComparable)
    {
        Dictionary<(long, long), List<PlanFeature>> before = [];
        var cellM = Math.Max(8 * toleranceM, 0.01);
        foreach (var feature in features)
        {
            var own = feature.Plane.EnvelopeInternal;
            double x = (own.MinX + own.MaxX) / 2, y = (own.MinY + own.MaxY) / 2;
            if (!UsableFeatures.IsOnEarth(own))
            {
                continue;
            }

            PlanFeature? first = null;
            for (var column = Cell(x - toleranceM); column <= Cell(x + toleranceM); column++)
            {
                for (var row = Cell(y - toleranceM); row <= Cell(y + toleranceM); row++)
                {
                    var found = before.GetValueOrDefault((column, row))?.Find(other =>
                        Agree(own, other.Plane.EnvelopeInternal, toleranceM) && areComparable(feature, other) && AreLike(feature.Plane, other.Plane, toleranceM));
                    if (found is not null && (first is null || string.CompareOrdinal(found.Key, first.Key) < 0))
                    {
                        first = found;
                    }
                }
            }

            if (first is not null)
            {
                yield return (first, feature);
            }

            if (!before.TryGetValue((Cell(x), Cell(y)), out var here))
            {
                before.Add((Cell(x), Cell(y)), here = []);
            }

            here.Add(feature);
        }

        long Cell(double at) => (long)Math.Floor(at / cellM);
    }

    private static bool Agree(Envelope a, Envelope b, double toleranceM) =>
        Math.Abs(a.MinX - b.MinX) <= toleranceM && Math.Abs(a.MinY - b.MinY) <= toleranceM && Math.Abs(a.MaxX - b.MaxX) <= toleranceM && Math.Abs(a.MaxY - b.MaxY) <= toleranceM;

    private static bool AreLike(Geometry a, Geometry b, double toleranceM) => a.EqualsExact(b) || SameLine.Is(a, b, toleranceM);
}
