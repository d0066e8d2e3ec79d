namespace GeoZones.Data;

/// <summary>Finds fitting atoms for planted conflicts, never one twice and never one beside another, so that each conflict stands alone.</summary>
sealed class Planting(CaseDraft draft)
{
    private readonly HashSet<int> _taken = [];

    public CaseDraft Draft => draft;

    /// <summary>The free atom nearest to a place that is used so and lies inside (or outside) the sub-parks.</summary>
    public Atom At(double x, double y, Use use, bool inside = true, AtomKind kind = AtomKind.Cell, Func<Atom, bool>? also = null)
    {
        Atom atom = draft.Nearest(x, y, a => a.Kind == kind && a.Rings.Count == 1 && draft.Layout.UseOf(a.Id) == use && draft.Layout.SubParkOf(a.Id) >= 0 == inside && !_taken.Contains(a.Id) && !draft.Layout.IsCarved(a) && (also?.Invoke(a) ?? true));
        Take(atom);
        return atom;
    }

    /// <summary>Lets a patch of a layer lie on half of its neighbour too: both are used alike, so that only the overlap is wrong.</summary>
    public void OverlapHalf(Layer layer, double x, double y, Use use)
    {
        Atom half = At(x, y, use, also: a => PatchOn(layer, a).Atoms.Count(p => draft.Mesh.Atoms[p].Kind == AtomKind.Cell) == 2 && Beside(a).Any());
        draft.Extend(Beside(half).First(), half);

        IEnumerable<Patch> Beside(Atom atom) => Neighbours(atom)
            .Where(n => draft.Layout.UseOf(n.Id) == use && draft.Layout.SubParkOf(n.Id) == draft.Layout.SubParkOf(atom.Id))
            .Select(n => PatchOn(layer, n)).Where(p => p != PatchOn(layer, atom));
    }

    /// <summary>Whether an atom lies inside the sub-parks and its neighbour outside, or the other way round.</summary>
    public bool IsAtEdge(Atom atom) => Neighbours(atom).Any(n => draft.Layout.SubParkOf(n.Id) >= 0 != draft.Layout.SubParkOf(atom.Id) >= 0);

    public bool Touches(Atom atom, Use use) => Neighbours(atom).Any(n => draft.Layout.UseOf(n.Id) == use);

    public Atom BesideOf(Atom atom, Use use) => Neighbours(atom).First(n => draft.Layout.UseOf(n.Id) == use);

    /// <summary>Area in the drawing plane, m².</summary>
    public double DrawnArea(Patch patch) => patch.Atoms.Sum(a => draft.Mesh.Area(draft.Mesh.Atoms[a]));

    /// <summary>The host of a blob: the atom around it.</summary>
    public Atom Around(Atom blob) => draft.Mesh.Atoms[draft.Outline.Neighbours(blob.Id).Single()];

    public Patch PatchOn(Layer layer, Atom atom) => draft.On(layer, atom.Id).First();

    private IEnumerable<Atom> Neighbours(Atom atom) => draft.Outline.Neighbours(atom.Id).Order().Select(n => draft.Mesh.Atoms[n]);

    private void Take(Atom atom)
    {
        _taken.Add(atom.Id);
        _taken.UnionWith(draft.Outline.Neighbours(atom.Id));
    }
}
