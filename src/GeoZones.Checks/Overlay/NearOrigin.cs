using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Overlay;

/// <summary>
/// Robust overlay beside the origin. Lines that nearly coincide have to be snapped, by a distance that grows with the coordinates: out where plans lie it would move them by micrometres,
/// all of a plan or none of it; here it moves them by less than <see cref="PolygonOverlay.IsRounding"/> takes out again.
/// </summary>
internal static class NearOrigin
{
    /// <summary>Works on geometries moved by whole metres, which changes no digit of them, and moves the result back.</summary>
    /// <param name="work">Gets the geometries in their order.</param>
    /// <param name="geometries">At least one that is not empty; in the plane (metres).</param>
    public static Geometry Of(Func<Geometry[], Geometry> work, params Geometry[] geometries)
    {
        Envelope extent = new();
        foreach (var geometry in geometries)
        {
            extent.ExpandToInclude(geometry.EnvelopeInternal);
        }

        var near = AffineTransformation.TranslationInstance(-Math.Round(extent.MinX), -Math.Round(extent.MinY));
        return near.GetInverse().Transform(work([.. geometries.Select(near.Transform)]));
    }
}
