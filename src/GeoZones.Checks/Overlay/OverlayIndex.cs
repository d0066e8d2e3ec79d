namespace GeoZones.Checks.Overlay;

/// <summary>A layer made ready to stand still while another is laid over it.</summary>
internal sealed class OverlayIndex(PackedLayer layer)
{
    public readonly EdgeGrid Grid = new(layer);
    public RingIndex Rings => rings ??= new RingIndex(Grid);
    private RingIndex? rings;
}
