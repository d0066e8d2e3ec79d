namespace GeoZones.Checks.Overlay;

/// <summary>Whether a patch holds a point, by the parity of a ray, with the first layer of an overlay moved by (ε, ε²) so that no point is ever on a line.</summary>
internal static class PointLocation
{
    /// <summary>Whether a patch of the layer at rest holds a point of the moved layer.</summary>
    public static bool PatchHoldsMoved(PackedLayer layer, int patch, double x, double y)
    {
        bool inside = false;
        for (int ring = layer.PatchRing[patch]; ring < layer.PatchRing[patch + 1]; ring++)
        {
            for (int v = layer.RingStart[ring]; v < layer.RingStart[ring + 1] - 1; v++)
            {
                double y0 = layer.Y[v], y1 = layer.Y[v + 1];
                if (y0 > y != y1 > y)
                {
                    double side = Orientation.Of(layer.X[v], y0, layer.X[v + 1], y1, x, y);
                    inside ^= (side > 0 || (side == 0 && y1 < y0)) == y1 > y0;
                }
            }
        }
        return inside;
    }

    /// <summary>Whether a patch of the moved layer holds a point of the layer at rest.</summary>
    public static bool MovedPatchHolds(PackedLayer layer, int patch, double x, double y)
    {
        bool inside = false;
        for (int ring = layer.PatchRing[patch]; ring < layer.PatchRing[patch + 1]; ring++)
        {
            for (int v = layer.RingStart[ring]; v < layer.RingStart[ring + 1] - 1; v++)
            {
                double y0 = layer.Y[v], y1 = layer.Y[v + 1];
                if (y0 >= y != y1 >= y)
                {
                    double side = Orientation.Of(layer.X[v], y0, layer.X[v + 1], y1, x, y);
                    inside ^= (side > 0 || (side == 0 && y1 > y0)) == y1 > y0;
                }
            }
        }
        return inside;
    }
}
