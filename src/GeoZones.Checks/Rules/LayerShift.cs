using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Rules;

/// <summary>A plan that lies shifted against one or both of the others.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Against">What it is shifted against.</param>
/// <param name="DxM">How far to the east, m.</param>
/// <param name="DyM">How far to the north, m.</param>
internal sealed record LayerShift(PlanKind Plan, IReadOnlyList<PlanKind> Against, double DxM, double DyM)
{
    private const double OneTranslationM = 0.01;

    /// <summary>The shifts behind what the pairs of plans show: where one plan is off against both others in the same way, it is the one that is shifted.</summary>
    /// <param name="pairs">By pair the displacement of the second plan against the first, where there is one.</param>
    public static IReadOnlyList<LayerShift> Behind(IReadOnlyDictionary<(PlanKind First, PlanKind Second), (double DxM, double DyM)> pairs)
    {
        var odd = PlanKinds.All.Where(_ => pairs.Count == 2).Select(plan =>
        {
            var own = pairs.Where(pair => pair.Key.First == plan || pair.Key.Second == plan).Select(pair => pair.Key.Second == plan
                ? (Other: pair.Key.First, pair.Value.DxM, pair.Value.DyM)
                : (Other: pair.Key.Second, DxM: -pair.Value.DxM, DyM: -pair.Value.DyM)).ToList();
            return own is [var a, var b] && Math.Abs(a.DxM - b.DxM) <= OneTranslationM && Math.Abs(a.DyM - b.DyM) <= OneTranslationM
                ? new LayerShift(plan, [a.Other, b.Other], a.DxM, a.DyM) : null;
        }).OfType<LayerShift>().ToList();
        return odd.Count > 0 ? odd : [.. pairs.OrderBy(pair => pair.Key).Select(pair => new LayerShift(pair.Key.Second, [pair.Key.First], pair.Value.DxM, pair.Value.DyM))];
    }

    /// <summary>Whether the shift is one between these two plans.</summary>
    public bool IsBetween(PlanKind first, PlanKind second) => (first == Plan && Against.Contains(second)) || (second == Plan && Against.Contains(first));

    /// <summary>Ground where it would lie in the shifted plan: to lay a shifted plan back is to carry everything else to it.</summary>
    public Geometry Carried(Geometry ground) => AffineTransformation.TranslationInstance(DxM, DyM).Transform(ground);

    /// <summary>Ground of the shifted plan, laid back.</summary>
    public Geometry LaidBack(Geometry ground) => AffineTransformation.TranslationInstance(-DxM, -DyM).Transform(ground);

    /// <summary>Whether ground between two lines is no wider on average than the shift could make it.</summary>
    public bool MayExplain(Geometry ground) => 2 * ground.Area <= 1.01 * Math.Sqrt(DxM * DxM + DyM * DyM) * ground.Length;
}
