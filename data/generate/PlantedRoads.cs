namespace GeoZones.Data;

/// <summary>Plants defects of roads, each with what the checks must find for it.</summary>
sealed class PlantedRoads(CaseDraft draft)
{
    private const double MetresPerNanodegree = 1.11e-4;

    private readonly List<Func<ExpectedFinding>> _expected = [];

    /// <summary>What must be found; ask after the features are numbered.</summary>
    public IEnumerable<ExpectedFinding> Findings => _expected.Select(finding => finding());

    /// <summary>Lets a road stop short of its last vertex by about some metres, in the middle of nowhere.</summary>
    public void StopShort(Layer layer, string name, double metres)
    {
        Patch road = Road(layer, name);
        List<(long, long)> path = [.. road.Path!];
        while (metres > 0)
        {
            metres -= Metres(path[^1], path[^2]);
            path.RemoveAt(path.Count - 1);
        }

        road.Path = path;
        Expect("GZ401", "warning", road);
    }

    /// <summary>Says of a road that its open end is meant.</summary>
    public void MarkDeadEnd(string name)
    {
        foreach (Patch road in draft.Patches.Where(p => p.Name == name && (p.Layer == Layer.Roads || p.Layer == Layer.UrbanRoads)))
        {
            road.More["deadEnd"] = "true";
        }
    }

    /// <summary>A branch of the urban plan from a vertex of one road, halfway between two others, that stops some metres short of the next road.</summary>
    public void Branch(string name, string from, string toward, string between, string and, double missM, string zone)
    {
        Patch start = Road(Layer.UrbanRoads, from), end = Road(Layer.UrbanRoads, toward);
        (long X, long Y) a = Halfway(start), b = Halfway(end);
        double length = Metres(a, b), keep = 1 - missM / length;
        int pieces = (int)Math.Ceiling(length / 40);
        List<(long, long)> path = [a];
        for (int k = 1; k <= pieces; k++)
        {
            double t = keep * k / pieces;
            path.Add((a.X + (long)Math.Round(t * (b.X - a.X)), a.Y + (long)Math.Round(t * (b.Y - a.Y))));
        }

        Patch branch = draft.Add(new Patch { Layer = Layer.UrbanRoads, Zone = zone, Name = name, NameSource = Roads.Ours, Value = "planned", Path = path });
        Expect("GZ401", "warning", branch);
        Expect("GZ402", "error", branch, end);

        (long, long) Halfway(Patch road) => road.Path![(RoadNoding.Junction(road, Road(Layer.UrbanRoads, between)) + RoadNoding.Junction(road, Road(Layer.UrbanRoads, and))) / 2];
    }

    /// <summary>Takes the common vertex out of one of two roads.</summary>
    public void TakeJunction(Layer layer, string name, string other)
    {
        Patch road = Road(layer, name), crossing = Road(layer, other);
        List<(long, long)> path = [.. road.Path!];
        path.RemoveAt(RoadNoding.Junction(road, crossing));
        road.Path = path;
        Expect("GZ403", "error", road, crossing);
    }

    /// <summary>Bends a road of the urban plan away from where the zone plan has it, between its junctions with two others.</summary>
    public void Bend(string name, string between, string and, double metres)
    {
        Patch road = Road(Layer.UrbanRoads, name);
        int from = RoadNoding.Junction(road, Road(Layer.UrbanRoads, between)), to = RoadNoding.Junction(road, Road(Layer.UrbanRoads, and));
        List<(long X, long Y)> path = [.. road.Path!];
        for (int k = Math.Min(from, to) + 1; k < Math.Max(from, to); k++)
        {
            double t = (double)(k - Math.Min(from, to)) / Math.Abs(to - from);
            path[k] = (path[k].X, path[k].Y + (long)Math.Round(metres * Noise.Sin(Math.PI * t) / MetresPerNanodegree));
        }

        road.Path = path;
        Expect("GZ408", "warning", Road(Layer.Roads, name), road);
    }

    /// <summary>A sub-park on ground that no road comes near.</summary>
    public void SubParkOffTheRoads(string code, string name, string zone, IEnumerable<Atom> atoms)
    {
        Patch subPark = draft.Add(new Patch { Layer = Layer.SubParks, Zone = zone, Code = code, Name = name, NameSource = Roads.Ours, Atoms = [.. atoms.Select(a => a.Id)] });
        Demand.That(subPark.Atoms.Count > 0, $"{name} must have ground");
        Expect("GZ405", "error", subPark);
    }

    /// <summary>Roads that nothing links to the rest, though nothing is planted: a true consequence of the layout.</summary>
    public void ExpectIsland(Layer layer, IReadOnlyList<string> names) => Expect("GZ404", "warning", [.. names.Select(name => Road(layer, name))]);

    private void Expect(string rule, string severity, params Patch[] features) =>
        _expected.Add(() => new(rule, severity, rule is "GZ403" or "GZ404" ? [.. features.Select(p => p.Key).Order(StringComparer.Ordinal)] : [.. features.Select(p => p.Key)], null, null));

    private Patch Road(Layer layer, string name) => draft.Of(layer).Single(p => p.Name == name);

    private static double Metres((long X, long Y) a, (long X, long Y) b)
    {
        double dx = (a.X - b.X) * 0.82 * MetresPerNanodegree, dy = (a.Y - b.Y) * MetresPerNanodegree;
        return Math.Sqrt(dx * dx + dy * dy);
    }
}
