using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Rules;

/// <summary>One thin piece of what two plans say differently.</summary>
/// <param name="Finding">The finding that it is a piece of.</param>
/// <param name="Part">The piece.</param>
/// <param name="Number">Its number among the pieces of the finding.</param>
/// <param name="WidthM">Its width on average, m.</param>
internal sealed record Sliver(Finding Finding, Polygon Part, int Number, double WidthM)
{
    /// <summary>The thinnest differences tell a shift; more of them would tell nothing else.</summary>
    public const int Most = 1000;

    // A shift must match this share of the vertices along the slivers.
    private const double LeastShare = 0.3;

    /// <summary>The thinnest first.</summary>
    public static IComparer<Sliver> ThinnestFirst { get; } = Comparer<Sliver>.Create((a, b) =>
        a.WidthM != b.WidthM ? a.WidthM.CompareTo(b.WidthM)
        : string.CompareOrdinal(a.Finding.Id, b.Finding.Id) is not 0 and var byId ? byId
        : a.Number.CompareTo(b.Number));

    /// <summary>The polygons of a finding's place.</summary>
    public static IEnumerable<Polygon> Parts(Finding finding) => finding.Place is { IsEmpty: false } place ? PolygonExtracter.GetPolygons(place).Cast<Polygon>() : [];

    /// <summary>The pieces of a finding up to a width.</summary>
    public static List<Sliver> Of(Finding finding, double widestM) =>
        [.. Parts(finding).Select((part, number) => new Sliver(finding, part, number, 2 * part.Area / part.Length)).Where(sliver => sliver.WidthM <= widestM)];

    /// <summary>The displacement of the second plan against the first for which the vertices along slivers vote; <c>null</c> where they do not agree on one.</summary>
    /// <param name="thinnest">The thinnest slivers between the two, at most <see cref="Most"/>.</param>
    /// <param name="featureOf">A feature by collection and id.</param>
    /// <param name="first">The first plan.</param>
    /// <param name="second">The second plan.</param>
    /// <param name="largestM">Largest displacement that is looked for.</param>
    /// <param name="leastCount">At least so many vertices must agree.</param>
    public static (double DxM, double DyM)? Displacement(
        IReadOnlyCollection<Sliver> thinnest, Func<string, long, PlanFeature?> featureOf, PlanKind first, PlanKind second, double largestM, double leastCount)
    {
        if (thinnest.Count == 0)
        {
            return null;
        }

        HashSet<Coordinate> onSlivers = [.. thinnest.SelectMany(sliver => sliver.Part.Coordinates)];
        var involved = thinnest.SelectMany(sliver => sliver.Finding.Features).Select(feature => (feature.Collection, feature.Id)).Distinct()
            .Select(feature => featureOf(feature.Collection, feature.Id)).OfType<PlanFeature>().OrderBy(feature => feature.Key, StringComparer.Ordinal).ThenBy(feature => feature.Id).ToList();
        var (a, b) = (Along(first), Along(second));
        return Overlay.TranslationVote.Of(a, b, largestM) is var (dxM, dyM, votes) && votes >= Math.Max(leastCount, LeastShare * Math.Min(a.Count, b.Count)) ? (dxM, dyM) : null;

        List<Coordinate> Along(PlanKind plan) => [.. involved.Where(feature => feature.Plan == plan).SelectMany(feature => feature.Plane.Coordinates).Where(onSlivers.Contains).Distinct()];
    }
}
