using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;

namespace GeoZones.Data;

/// <summary>Roads as centre lines of the grid's road strips; the urban plan shows the same lines.</summary>
static class Roads
{
    public const string Ours = "ours", Source = "source";

    /// <summary>Draws a road along a column (north–south) or row (west–east) strip between two cells of it, both included.</summary>
    public static void Draw(CaseDraft draft, int grid, bool column, string strip, int from, int to, string name, string nameSource, string state, string? zone = null, bool isUrbanOnly = false)
    {
        Grid on = draft.Mesh.Grids[grid];
        var line = draft.Mesh.CentreLine(grid, column, column ? on.ColumnMarks[strip] : on.RowMarks[strip], from, to);
        Add(draft, line, name, nameSource, state, zone, isUrbanOnly);
    }

    public static void Add(CaseDraft draft, IReadOnlyList<(double X, double Y)> line, string name, string nameSource, string state, string? zone, bool isUrbanOnly = false)
    {
        foreach (Layer layer in isUrbanOnly ? (Layer[])[Layer.UrbanRoads] : [Layer.Roads, Layer.UrbanRoads])
        {
            draft.Add(new Patch { Layer = layer, Zone = zone, Name = name, NameSource = nameSource, Value = state, Path = [.. line.Select(p => draft.Mesh.ToNanodegrees(p.X, p.Y))] });
        }
    }

    /// <summary>Shortens the last of some lines so that all together measure a length on the ground.</summary>
    public static void TrimLast(CaseDraft draft, List<(double X, double Y)>[] lines, double totalM, GaussKrugerPlane plane)
    {
        List<(double X, double Y)> last = lines[^1];
        double Excess() => lines.Sum(l => Length(draft, l, plane)) - totalM;
        Demand.That(Excess() is > 0 and < 1500, $"the roads must be a little longer than promised, not by {Excess():F0} m");
        while (Length(draft, last[^2..], plane) < Excess())
        {
            last.RemoveAt(last.Count - 1);
        }

        ((double x1, double y1), (double x2, double y2)) = (last[^2], last[^1]);
        double keep = Math.Round(1 - Excess() / Length(draft, last[^2..], plane), 6);
        last[^1] = (x1 + keep * (x2 - x1), y1 + keep * (y2 - y1));
    }

    private static double Length(CaseDraft draft, IReadOnlyList<(double X, double Y)> line, GaussKrugerPlane plane)
    {
        LineString degrees = GeometryFactory.Default.CreateLineString([.. line.Select(p => draft.Mesh.ToNanodegrees(p.X, p.Y)).Select(d => new Coordinate(d.Longitude / 1e9, d.Latitude / 1e9))]);
        return AreaMeasure.GroundLengthM(plane.ToPlane(degrees), plane);
    }
}
