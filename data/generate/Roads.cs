using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;

namespace GeoZones.Data;

/// <summary>Roads as centre lines of the grid's road strips; the urban plan shows the same lines.</summary>
static class Roads
{
    public const string Ours = "ours", Source = "source";

    /// <summary>Draws a road along a column (north–south) or row (west–east) strip between two cells of it, both included.</summary>
    public static void Draw(CaseDraft draft, int grid, bool column, string strip, int from, int to, string name, string nameSource, string state, string? zone = null)
    {
        Grid on = draft.Mesh.Grids[grid];
        var line = draft.Mesh.CentreLine(grid, column, column ? on.ColumnMarks[strip] : on.RowMarks[strip], from, to);
        Add(draft, line, name, nameSource, state, zone);
    }

    public static void Add(CaseDraft draft, IReadOnlyList<(double X, double Y)> line, string name, string nameSource, string state, string? zone)
    {
        foreach (Layer layer in (Layer[])[Layer.Roads, Layer.UrbanRoads])
        {
            draft.Add(new Patch { Layer = layer, Zone = layer == Layer.Roads ? zone : null, Name = name, NameSource = nameSource, Value = state, Path = [.. line.Select(p => draft.Mesh.ToNanodegrees(p.X, p.Y))] });
        }
    }

    /// <summary>Length on the ground of a line of the drawing plane, m.</summary>
    public static double Length(CaseDraft draft, IReadOnlyList<(double X, double Y)> line, GaussKrugerPlane plane)
    {
        LineString degrees = GeometryFactory.Default.CreateLineString([.. line.Select(p => draft.Mesh.ToNanodegrees(p.X, p.Y)).Select(d => new Coordinate(d.Item1 / 1e9, d.Item2 / 1e9))]);
        return AreaMeasure.GroundLengthM(plane.ToPlane(degrees), plane);
    }
}
