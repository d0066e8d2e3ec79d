using NetTopologySuite.Geometries;

namespace GeoZones.Data;

/// <summary>What the checks of one layer by itself must find, told from who lies on which atom and from the rings that the atoms make.</summary>
sealed partial class Expected
{
    private static readonly Layer[] Coverages = [Layer.Functions, Layer.Classes, Layer.ControlAreas, Layer.UseAreas, Layer.Existing, Layer.Townships];

    private void FindWithinLayers()
    {
        List<Patch> sound = [.. _draft.Patches.Where(p => !p.Looped && (p.Value is not null || p.Layer.Plan != "land-use" || p.Layer.Collection != "designations"))];
        FindDuplicates();
        foreach (Layer layer in Coverages)
        {
            FindGaps(layer, [.. sound.Where(p => p.Layer == layer)]);
        }

        FindUnmatchedVertices();
        foreach (var layer in sound.Where(p => p.Path is null).GroupBy(p => p.Layer))
        {
            List<(Patch Patch, List<int> Atoms, List<List<int>> Rings)> parts = [.. layer.SelectMany(p => _draft.Outline.Parts(p.Atoms).Select(part => (p, part, _draft.Outline.Rings(part))))];
            FindFragments(layer.Key, parts);
            FindNarrow(layer.Key, parts);
            FindSpikes(parts);
        }
    }

    /// <summary>The same atoms or the same path twice in one layer.</summary>
    private void FindDuplicates()
    {
        foreach (var same in _draft.Patches.GroupBy(p => (p.Layer, string.Join(',', p.Atoms), PathOf(p))).Where(g => g.Count() > 1))
        {
            List<Patch> patches = [.. same.OrderBy(p => p.Key, StringComparer.Ordinal)];
            Findings.AddRange(patches.Skip(1).Select(p => new ExpectedFinding("GZ102", "error", [patches[0].Key, p.Key], null, p.Path is null ? Area(p.Atoms) : null)));
        }

        static string PathOf(Patch patch)
        {
            string[] ways = patch.Path is { } path ? [string.Join(',', path), string.Join(',', path.Reverse())] : [""];
            return ways.Min(StringComparer.Ordinal)!;
        }
    }

    /// <summary>Ground that a coverage encloses and leaves bare, 1 m² to 1 ha; what GZ206 says about the zone is not said again.</summary>
    private void FindGaps(Layer layer, List<Patch> patches)
    {
        HashSet<int> zone = [.. Zone];
        ILookup<int, Patch> on = patches.SelectMany(p => p.Atoms.Select(a => (a, p))).ToLookup(x => x.a, x => x.p);
        foreach (List<int> bare in _draft.Outline.Parts(Enumerable.Range(0, _areas.Length).Where(a => !on.Contains(a))))
        {
            bool isTold = layer != Layer.UseAreas && layer.Collection == "designations" && bare.All(zone.Contains);
            if (Area(bare) > 10_000 || isTold || bare.Any(a => _draft.Outline.IsAtRim(a)))
            {
                continue;
            }

            IEnumerable<string> neighbours = bare.SelectMany(_draft.Outline.Neighbours).SelectMany(a => on[a]).Select(p => p.Key).Distinct().Order(StringComparer.Ordinal);
            Demand.That(Area(bare) >= 1, "a planted gap is at least 1 m²");
            Findings.Add(new("GZ104", "warning", [.. neighbours], null, Area(bare)));
        }
    }

    /// <summary>Planted vertices in the middle of a common edge. A degree's straight line is none in the plane: what lies between the two is a gap or an overlap of less than a square metre.</summary>
    private void FindUnmatchedVertices()
    {
        foreach (Patch patch in _draft.Patches.Where(p => p.ExtraVertex is not null))
        {
            (int from, int to) = patch.ExtraVertex!.Value;
            Patch neighbour = _draft.Of(patch.Layer).Single(p => p != patch && p.Atoms.Any(a => _draft.Outline.HasEdge(a, to, from)));
            Findings.Add(new("GZ105", "info", [neighbour.Key, patch.Key], null, null));

            (long, long) middle = FeatureFile.Middle(_draft.Mesh.Degrees[from], _draft.Mesh.Degrees[to]);
            Coordinate[] triangle = Corners([_draft.Mesh.Degrees[from], middle, _draft.Mesh.Degrees[to]]);
            double turned = (triangle[1].X - triangle[0].X) * (triangle[2].Y - triangle[0].Y) - (triangle[2].X - triangle[0].X) * (triangle[1].Y - triangle[0].Y);
            string rule = turned > 0 ? "GZ103" : "GZ104";
            if (rule == "GZ104" && !Coverages.Contains(patch.Layer))
            {
                continue;
            }

            (int count, double area) = Ignored.GetValueOrDefault(rule);
            Ignored[rule] = (count + 1, area + Math.Abs(turned) / 2);
        }
    }

    private void FindFragments(Layer layer, List<(Patch Patch, List<int> Atoms, List<List<int>> Rings)> parts)
    {
        if (Coverages.Contains(layer) || layer == Layer.Farmland || layer == Layer.SubParks)
        {
            Findings.AddRange(parts.Where(part => Area(part.Atoms) < 400).Select(part => new ExpectedFinding("GZ106", "warning", [part.Patch.Key], null, Area(part.Atoms))));
        }
    }

    private void FindNarrow(Layer layer, List<(Patch Patch, List<int> Atoms, List<List<int>> Rings)> parts)
    {
        if (layer == Layer.ControlAreas || layer == Layer.UseAreas || layer.Collection is "townships" or "zone-boundaries" or "facilities" or "projects")
        {
            return;
        }

        foreach ((Patch patch, List<int> atoms, List<List<int>> rings) in parts.Where(part => _codes.GroupOf(part.Patch) is not ("road" or "water")))
        {
            double length = rings.Select(r => Corners(r)).Sum(r => r.Select((p, k) => p.Distance(r[(k + 1) % r.Length])).Sum()), area = Area(atoms);
            if (area < 0.1 * length || 4 * Math.PI * area < 0.05 * length * length)
            {
                Findings.Add(new("GZ107", "warning", [patch.Key], null, area));
            }
        }
    }

    /// <summary>Corners below ten degrees; a slit into a patch only where no patch fills it.</summary>
    private void FindSpikes(List<(Patch Patch, List<int> Atoms, List<List<int>> Rings)> parts)
    {
        List<(Patch Patch, int Vertex, bool IsSlit)> tips = [];
        foreach ((Patch patch, _, List<List<int>> rings) in parts)
        {
            foreach (List<int> ring in rings)
            {
                Coordinate[] points = Corners(ring);
                for (int k = 0; k < ring.Count; k++)
                {
                    Coordinate before = points[(k + ring.Count - 1) % ring.Count], at = points[k], after = points[(k + 1) % ring.Count];
                    double back = Math.Atan2(before.Y - at.Y, before.X - at.X), on = Math.Atan2(after.Y - at.Y, after.X - at.X);
                    if (Math.Abs(Math.IEEERemainder(back - on, 2 * Math.PI)) < 10 * Math.PI / 180)
                    {
                        tips.Add((patch, ring[k], Math.IEEERemainder(back - on, 2 * Math.PI) < 0));
                    }
                }
            }
        }

        HashSet<int> corners = [.. tips.Where(t => !t.IsSlit).Select(t => t.Vertex)];
        Findings.AddRange(tips.Where(t => !t.IsSlit || !corners.Contains(t.Vertex)).Select(t => new ExpectedFinding("GZ108", "warning", [t.Patch.Key], null, null)));
    }

    private Coordinate[] Corners(List<int> ring) => Corners(ring.Select(v => _draft.Mesh.Degrees[v]));

    private Coordinate[] Corners(IEnumerable<(long Longitude, long Latitude)> degrees) =>
        [.. degrees.Select(d => _plane.ToPlane(new Point(d.Longitude / 1e9, d.Latitude / 1e9)).Coordinate)];
}
