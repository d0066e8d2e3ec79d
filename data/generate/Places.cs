namespace GeoZones.Data;

/// <summary>Facilities and projects (plots or points) and utility lines of a case.</summary>
sealed class Places(CaseDraft draft, string? zone)
{
    private readonly HashSet<int> _used = [];

    /// <summary>A facility on the ground nearest to a place that is used so.</summary>
    public Patch Facility(string kind, string name, double x, double y, Use use, bool inside = true) => Plot(Layer.Facilities, kind, name, x, y, use, inside);

    public Patch Project(string kind, string name, double x, double y, Use use, bool inside = true) => Plot(Layer.Projects, kind, name, x, y, use, inside);

    public Patch Point(Layer layer, string kind, string name, double x, double y) =>
        draft.Add(new Patch { Layer = layer, Zone = zone, Value = kind, Name = name, Path = [draft.Mesh.ToNanodegrees(x, y)] });

    /// <summary>A line through a few places, with a vertex about every 60 m.</summary>
    public void Line(string kind, string name, (double X, double Y)[] through)
    {
        List<(long, long)> path = [];
        for (int k = 0; k + 1 < through.Length; k++)
        {
            ((double x1, double y1), (double x2, double y2)) = (through[k], through[k + 1]);
            int pieces = (int)Math.Ceiling(Math.Sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1)) / 60);
            for (int p = k == 0 ? 0 : 1; p <= pieces; p++)
            {
                double t = (double)p / pieces, bend = 40 * Noise.Sin(Math.PI * t) * Noise.Sin(3 * Math.PI * t);
                path.Add(draft.Mesh.ToNanodegrees(x1 + t * (x2 - x1) + bend, y1 + t * (y2 - y1) - bend));
            }
        }

        draft.Add(new Patch { Layer = Layer.UtilityLines, Value = kind, Name = name, Path = path });
    }

    private Patch Plot(Layer layer, string kind, string name, double x, double y, Use use, bool inside)
    {
        Atom atom = draft.Nearest(x, y, a => draft.Layout.UseOf(a.Id) == use && draft.Layout.SubParkOf(a.Id) >= 0 == inside && !_used.Contains(a.Id));
        _used.Add(atom.Id);
        return draft.Add(new Patch { Layer = layer, Zone = zone, Value = kind, Name = name, Atoms = [atom.Id] });
    }
}
