namespace GeoZones.Server.Tiles;

/// <summary>A tile that can be asked for.</summary>
/// <param name="Collection">Name of the collection.</param>
/// <param name="Region">Only of this region, or <c>null</c>.</param>
/// <param name="Among">Only of these regions, in order, where none is named: what its reader may see; <c>null</c> for all. A tile is shared by those who may see the same.</param>
/// <param name="Plan">Only of this plan, <c>survey</c> for what belongs to none, or <c>null</c>.</param>
/// <param name="Revision">As of the revision with this number; <c>null</c> for the newest.</param>
/// <param name="Zoom">Zoom.</param>
/// <param name="Row">Row, from the north.</param>
/// <param name="Column">Column, from the west.</param>
public sealed record Tile(string Collection, string? Region, string? Among, string? Plan, int? Revision, int Zoom, int Row, int Column)
{
    /// <summary>What lies between the names in <see cref="Among"/>.</summary>
    public const char Between = ',';

    /// <summary>Steps of a tile's own coordinates along its side.</summary>
    public const int Extent = 4096;

    /// <summary>Steps beyond its sides that a tile goes on for.</summary>
    public const int Buffer = 64;

    /// <summary>One step, metres of Web Mercator.</summary>
    public double Step => WebMercatorQuad.TileSide(Zoom) / Extent;

    /// <summary>Its western side, metres of Web Mercator.</summary>
    public double West => (Column * WebMercatorQuad.TileSide(Zoom)) - WebMercatorQuad.HalfSide;

    /// <summary>Its northern side, metres of Web Mercator.</summary>
    public double North => WebMercatorQuad.HalfSide - (Row * WebMercatorQuad.TileSide(Zoom));

    /// <summary>Whether <paramref name="edit"/> may have changed what is in the tile.</summary>
    public bool IsTouchedBy(FeatureEdit edit)
    {
        if (edit.Collection is null ? Revision is null : edit.Collection != Collection)
        {
            return false;
        }
        // A step more than the buffer: coordinates are rounded to steps.
        var (side, beyond) = (WebMercatorQuad.TileSide(Zoom), (Buffer + 1) * Step);
        return edit.West <= West + side + beyond && edit.East >= West - beyond && edit.South <= North + beyond && edit.North >= North - side - beyond;
    }
}

/// <summary>A box in which features were made or ended.</summary>
/// <param name="Collection">Name of their collection; <c>null</c>: a revision has begun.</param>
/// <param name="West">Metres of Web Mercator, as the others.</param>
/// <param name="South">South.</param>
/// <param name="East">East.</param>
/// <param name="North">North.</param>
public readonly record struct FeatureEdit(string? Collection, double West, double South, double East, double North);
