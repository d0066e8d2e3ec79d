using GeoZones.Checks.Geodesy;

using NetTopologySuite.Geometries;

namespace GeoZones.Data;

/// <summary>Moves free grid lines until each block measures its declared ellipsoidal area (survey formula over the rounded vertices).</summary>
static class AreaSolver
{
    /// <summary>What must measure how much, and the free line that makes it so.</summary>
    public sealed record Goal(string FreeLine, Func<Atom, bool> Holds, double AreaM2);

    public static Mesh Solve(LocalPlane plane, IReadOnlyList<Grid> grids, IReadOnlyList<Goal> goals)
    {
        Dictionary<string, double> shifts = goals.ToDictionary(g => g.FreeLine, _ => 0.0);
        Mesh mesh = Mesh.Build(plane, grids, shifts);
        double[] areas = Measure(mesh, goals), slopes = new double[goals.Count], previous = new double[goals.Count];
        for (int round = 0; round < 40; round++)
        {
            if (Enumerable.Range(0, goals.Count).All(k => Math.Abs(areas[k] - goals[k].AreaM2) < 0.3))
            {
                return mesh;
            }

            for (int k = 0; k < goals.Count; k++)
            {
                // Secant; the first step is a probe of one metre. Rounded to 1 µm, so that the last bit of a sine cannot move a vertex.
                double step = slopes[k] == 0 ? 1 : (goals[k].AreaM2 - areas[k]) / slopes[k];
                previous[k] = Math.Abs(step) < 1e-7 ? 0 : Math.Round(step, 6);
                shifts[goals[k].FreeLine] = Math.Round(shifts[goals[k].FreeLine] + previous[k], 6);
            }

            mesh = Mesh.Build(plane, grids, shifts);
            double[] now = Measure(mesh, goals);
            for (int k = 0; k < goals.Count; k++)
            {
                // below a millimetre the rounding of the vertices would spoil the slope
                slopes[k] = Math.Abs(previous[k]) > 1e-3 ? (now[k] - areas[k]) / previous[k] : slopes[k];
            }

            areas = now;
        }

        throw new InvalidOperationException("The areas do not settle: " + string.Join(", ", goals.Select((g, k) => $"{g.FreeLine} {areas[k] - g.AreaM2:F1} m² off")));
    }

    private static double[] Measure(Mesh mesh, IReadOnlyList<Goal> goals) =>
        [.. goals.Select(g => mesh.Atoms.Where(g.Holds).Sum(a => AreaMeasure.EllipsoidalAreaM2(Shape(mesh, a))))];

    // The survey formula adds up exactly over atoms, because they share all their vertices.
    private static Polygon Shape(Mesh mesh, Atom atom) =>
        GeometryFactory.Default.CreatePolygon([.. atom.Rings[0].Append(atom.Rings[0][0]).Select(v => new Coordinate(mesh.Degrees[v].Longitude / 1e9, mesh.Degrees[v].Latitude / 1e9))]);
}
