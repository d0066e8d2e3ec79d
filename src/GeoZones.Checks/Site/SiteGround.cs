using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Site;

/// <summary>The ground of a site, prepared once for all layers.</summary>
internal sealed class SiteGround
{
    private readonly ScaleDeficit _scale;

    public SiteGround(Geometry plane, GaussKrugerPlane of)
    {
        Area = CanonicalForm.Of(plane);
        Plane = of;
        var extent = Area.EnvelopeInternal;
        _scale = new ScaleDeficit(extent.Centre.Y, extent.Height / 2);
        Packed = Pack([Area]);
        Edges = EdgeMatching.UnmatchedEdges(Packed);
        GroundM2 = AreaMeasure.GroundAreaM2(Area, of);
    }

    /// <summary>The site.</summary>
    public Geometry Area { get; }

    /// <summary>The plane that it is in.</summary>
    public GaussKrugerPlane Plane { get; }

    /// <summary>The site as a layer of one patch.</summary>
    public PackedLayer Packed { get; }

    /// <summary>The lines of the site.</summary>
    public UnmatchedEdges Edges { get; }

    /// <summary>Its ground area from its rings alone, m².</summary>
    public double GroundM2 { get; }

    /// <summary>Ground area of a part, m².</summary>
    public double AreaM2(Geometry part) => AreaMeasure.GroundAreaM2(part, Plane);

    /// <summary>Areas packed with the scale of the site.</summary>
    public PackedLayer Pack(IEnumerable<Geometry> areas)
    {
        PackedLayerBuilder builder = new(_scale);
        foreach (var area in areas)
        {
            builder.Add(area);
        }

        return builder.Build();
    }
}
