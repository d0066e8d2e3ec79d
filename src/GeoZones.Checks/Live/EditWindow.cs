using System.Collections.Concurrent;

using GeoZones.Checks.Figures;
using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>
/// What lies near an edit, looked at as if it were all there is. Inside the frame the snapshot is complete: it has every feature whose box meets the frame. What reaches the frame may go on outside;
/// where that concerns the edit, the window is too small and says so.
/// </summary>
/// <param name="scale">Scale of the whole snapshot.</param>
/// <param name="zoneLines">The zones; no edit that is looked at through a window changes them.</param>
/// <param name="frame">The frame.</param>
/// <param name="isAll">Whether nothing lies outside the frame.</param>
/// <param name="edited">The edits.</param>
/// <param name="isValid">Whether a feature of the window is valid.</param>
internal sealed class EditWindow(
    ScaleDeficit scale, ZoneLines zoneLines, Envelope frame, bool isAll, EditedFeatures edited, Func<PlanFeature, bool> isValid)
{
    private readonly Dictionary<AreaLayer, UnmatchedEdges> _framed = [];
    private readonly ConcurrentDictionary<string, bool> _tooSmallFor = [];

    /// <summary>Beyond it nothing is known.</summary>
    public Envelope Frame => frame;

    public ScaleDeficit Scale => scale;

    public ZoneLines ZoneLines => zoneLines;

    /// <summary>New construction in the whole snapshot, where that is known.</summary>
    public NewConstruction? NewConstruction { get; init; }

    /// <summary>Whether something that a rule looks for and that concerns the edit goes on outside the frame.</summary>
    public bool IsTooSmallFor(string rule) => _tooSmallFor.ContainsKey(rule);

    /// <summary>Whether a feature of the window is valid.</summary>
    public bool IsValid(PlanFeature feature) => isValid(feature);

    /// <summary>Whether features of a layer are edited.</summary>
    public bool IsEdited(LayerName layer) => edited.Layers.Contains(layer);

    /// <summary>Whether a layer has to be looked at: an edited one, and the boundary that edited sub-parks must fill.</summary>
    public bool LooksAt(LayerName layer) => IsEdited(layer) || (layer.Collection == Collections.ZoneBoundaries && IsEdited(new LayerName(Collections.SubParks, layer.Plan)));

    /// <summary>Whether the edit may have changed what is in some place.</summary>
    public bool Concerns(Envelope place) => edited.Boxes.Any(place.Intersects);

    /// <summary>Whether a place that a rule looks for is cut by the frame; notes where that makes the window too small for the rule.</summary>
    public bool Cuts(Envelope place, string rule)
    {
        var isCut = CoverageGaps.IsCut(place, frame);
        if (isCut && !isAll && Concerns(place))
        {
            _tooSmallFor[rule] = true;
        }

        return isCut;
    }

    /// <summary>The ground of the zones inside the frame.</summary>
    public IReadOnlyList<Polygon> PartsInside()
    {
        var inside = GeometryFactory.Default.ToGeometry(frame);
        return
        [
            .. zoneLines.Parts.Where(part => part.EnvelopeInternal.Intersects(frame))
                .SelectMany(part => frame.Contains(part.EnvelopeInternal) ? [part] : PolygonOverlay.Parts(PolygonOverlay.Intersection(part, inside)))
                .InOrderOfPlace(part => part),
        ];
    }

    /// <summary>The unmatched edges of a layer, all ground outside the frame counting as covered: so what is not covered inside is enclosed.</summary>
    public UnmatchedEdges Framed(AreaLayer layer, CheckContext context)
    {
        if (!_framed.TryGetValue(layer, out var edges))
        {
            Envelope outside = new(frame);
            foreach (var feature in layer.Features)
            {
                outside.ExpandToInclude(feature.Plane.EnvelopeInternal);
            }

            outside.ExpandBy(1000);
            var factory = GeometryFactory.Default;
            var surround = factory.CreatePolygon(Ring(outside), [Ring(frame)]);
            _framed[layer] = edges = EdgeMatching.UnmatchedEdges(context.Pack(layer.Features.Select(feature => feature.Plane).Append(surround)));

            LinearRing Ring(Envelope box) => (LinearRing)((Polygon)factory.ToGeometry(box)).ExteriorRing;
        }

        return edges;
    }
}
