using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Site;

/// <summary>A site cut by the patches of one layer. No spot is in two cells: where patches overlap, the one with the lowest code has it.</summary>
internal sealed class SiteLayerAccount
{
    // What a patch that only touches the site would leave.
    private const double LeastM2 = SharedArea.RoundingM2;

    private readonly SiteGround _site;
    private readonly IReadOnlyList<Cell> _cells;
    private readonly IReadOnlyList<Polygon> _uncovered;
    private readonly double _doubledM2;

    private SiteLayerAccount(SiteLayerKind kind, SiteGround site, IReadOnlyList<Cell> cells, IReadOnlyList<Polygon> uncovered, double doubledM2) =>
        (Kind, _site, _cells, _uncovered, _doubledM2) = (kind, site, cells, uncovered, doubledM2);

    private readonly record struct Cell(PlanFeature Feature, Geometry Place, double GroundM2);

    /// <summary>The layer.</summary>
    public SiteLayerKind Kind { get; }

    /// <summary>Cuts a site.</summary>
    /// <param name="kind">The layer.</param>
    /// <param name="site">The site.</param>
    /// <param name="features">Valid features of any layer, those near the site at least.</param>
    /// <param name="cancel">Ends the work early.</param>
    public static SiteLayerAccount Of(SiteLayerKind kind, SiteGround site, IEnumerable<PlanFeature> features, CancellationToken cancel)
    {
        var patches = features.Where(kind.Holds)
            .OrderBy(feature => feature.Code ?? "#" + feature.Id, StringComparer.Ordinal).ThenBy(feature => feature.Key, StringComparer.Ordinal).ThenBy(feature => feature.Id).ToList();
        if (patches.Count == 0)
        {
            return new SiteLayerAccount(kind, site, [], PolygonOverlay.Parts(site.Area), 0);
        }

        var whole = site.Pack(patches.Select(patch => patch.Plane));
        var pieces = SharedGeometry.Of(whole, site.Packed, _ => true, cancel);
        IReadOnlyList<Polygon> uncovered = [.. CoverageGaps.Inside(EdgeMatching.UnmatchedEdges(whole), site.Edges).InOrderOfPlace(part => part)];

        // Where pieces and gaps are no more than the site, no ground is in two pieces; else it is looked for.
        var overM2 = pieces.Sum(piece => piece.Area.GroundM2) + uncovered.Sum(site.AreaM2) - site.GroundM2;
        var lower = (overM2 > RoundingM2(site) ? OverlapTable.Of(site.Pack(pieces.Select(piece => piece.Shape)), threads: 1, cancel) : [])
            .ToLookup(pair => pair.Second, pair => pieces[pair.First].Shape);

        double doubledM2 = 0;
        List<Cell> cells = [];
        for (var i = 0; i < pieces.Count; i++)
        {
            var (place, groundM2) = (pieces[i].Shape, pieces[i].Area.GroundM2);
            if (lower.Contains(i))
            {
                place = PolygonOverlay.Difference(place, PolygonOverlay.Union(lower[i]));
                var ownM2 = site.AreaM2(place);
                (doubledM2, groundM2) = (doubledM2 + groundM2 - ownM2, ownM2);
            }

            if (groundM2 > LeastM2)
            {
                cells.Add(new Cell(patches[pieces[i].Area.First], place, groundM2));
            }
        }

        return new SiteLayerAccount(kind, site, cells, uncovered, doubledM2);
    }

    // The two ways to integrate the scale of the plane differ by this on one site.
    private static double RoundingM2(SiteGround site) => SharedArea.RoundingM2 + 1e-10 * site.GroundM2;

    /// <summary>The layer as reported.</summary>
    /// <param name="outcome">What a class means for a site; without class and code: uncovered ground.</param>
    public SiteLayer Report(Func<string?, CodeClass?, SiteOutcome> outcome)
    {
        var rows = _cells.Select(cell => (Cell: cell, Said: Kind.Say(cell.Feature))).GroupBy(one => one.Said.Code).OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => Row(one.Key, one.First().Said.Name, one.First().Said.Class, [.. one.Select(each => each.Cell.Place)], one.Sum(each => each.Cell.GroundM2)))
            .ToList();
        if (_uncovered.Count > 0)
        {
            rows.Add(Row(null, Kind.Uncovered, null, _uncovered, _uncovered.Sum(_site.AreaM2)));
        }

        return new SiteLayer(Kind.Id, Kind.Name, rows, _doubledM2, rows.Sum(row => row.GroundAreaM2) - _site.GroundM2);

        SiteRow Row(string? code, Bilingual name, CodeClass? known, IReadOnlyList<Geometry> places, double groundM2) =>
            new(code, name, groundM2, groundM2 / _site.GroundM2, places.Count, outcome(code, known), known,
                places.Count == 1 ? places[0] : PolygonOverlay.Collected([.. places.SelectMany(PolygonOverlay.Parts)]));
    }
}
