using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Overlay;

/// <summary>A part is small, and ignored, only where it is below both limits.</summary>
/// <param name="AreaM2">Ground area, m².</param>
/// <param name="WidthM">Twice the radius of the largest circle that fits in, m.</param>
internal readonly record struct Tolerance(double AreaM2, double WidthM)
{
    /// <summary>Whether a part of this ground area is below both limits.</summary>
    public bool IsSmall(Polygon part, double groundAreaM2)
    {
        if (groundAreaM2 >= AreaM2)
        {
            return false;
        }

        // A circle that fits in is never larger than the part itself.
        return groundAreaM2 < Math.PI / 4 * WidthM * WidthM * 0.99 || part.Buffer(-WidthM / 2).IsEmpty;
    }

    /// <summary>As findings state it; made once for all of them.</summary>
    public IReadOnlyDictionary<string, double> Stated { get; } = new Dictionary<string, double> { ["areaM2"] = AreaM2, ["widthM"] = WidthM };
}
