namespace GeoZones.Data;

/// <summary>A case while it is made: the ground, what the plans say about it, and the conflicts planted into them.</summary>
sealed class CaseDraft
{
    private readonly Dictionary<Layer, Dictionary<int, List<Patch>>> _covering = [];

    public CaseDraft(string region, Layout layout)
    {
        (Region, Layout, Outline) = (region, layout, new Outline(layout.Mesh));
    }

    public string Region { get; }
    public Layout Layout { get; }
    public Mesh Mesh => Layout.Mesh;
    public Outline Outline { get; }
    public List<Patch> Patches { get; } = [];

    public IEnumerable<Patch> Of(Layer layer) => Patches.Where(p => p.Layer == layer);

    /// <summary>Patches of a layer that lie on an atom.</summary>
    public IReadOnlyList<Patch> On(Layer layer, int atom) => Covering(layer).GetValueOrDefault(atom) ?? [];

    public Patch Add(Patch patch)
    {
        Patches.Add(patch);
        foreach (int atom in patch.Atoms)
        {
            Note(patch, atom);
        }

        return patch;
    }

    /// <summary>Makes one patch per key and, where <paramref name="connected"/>, per connected part. Atoms with a null key stay uncovered.</summary>
    public void Draw(Layer layer, IEnumerable<Atom> atoms, Func<Atom, (string Group, string? Value)?> key, bool connected, Func<Atom, string?>? zone = null, Func<string, string?>? name = null)
    {
        Dictionary<(string, string?, string?), List<int>> groups = [];
        List<(string Group, string? Value, string? Zone)> order = [];
        foreach (Atom atom in atoms)
        {
            if (key(atom) is not (string group, var value))
            {
                continue;
            }

            (string, string?, string?) id = (group, value, zone?.Invoke(atom));
            if (!groups.TryGetValue(id, out List<int>? list))
            {
                groups.Add(id, list = []);
                order.Add(id);
            }

            list.Add(atom.Id);
        }

        foreach ((string Group, string? Value, string? Zone) id in order)
        {
            foreach (List<int> part in connected ? Outline.Parts(groups[id]) : [groups[id]])
            {
                Add(new Patch { Layer = layer, Value = id.Value, Zone = id.Zone, Name = name?.Invoke(id.Group), Atoms = [.. part] });
            }
        }
    }

    /// <summary>The land atom whose centre is nearest to a place, of those that are fit.</summary>
    public Atom Nearest(double x, double y, Func<Atom, bool> fit) =>
        Mesh.Atoms.Where(a => (a.Kind is AtomKind.Cell or AtomKind.Blob) && fit(a)).MinBy(a => Square(Mesh.Centre(a), x, y)) ?? throw new InvalidOperationException($"Nothing fits near {x}, {y}.");

    /// <summary>Takes atoms out of their patches of a layer and, unless <paramref name="value"/> is null, makes a new patch of them.</summary>
    public Patch? Replace(Layer layer, string? value, params ReadOnlySpan<Atom> atoms)
    {
        string? zone = null;
        foreach (Atom atom in atoms)
        {
            foreach (Patch old in On(layer, atom.Id).ToList())
            {
                zone = old.Zone;
                old.Atoms.Remove(atom.Id);
                Covering(layer)[atom.Id].Remove(old);
                if (old.Atoms.Count == 0)
                {
                    Patches.Remove(old);
                }
            }
        }

        SortedSet<int> ids = [];
        foreach (Atom atom in atoms)
        {
            ids.Add(atom.Id);
        }

        return value is null ? null : Add(new Patch { Layer = layer, Value = value, Zone = zone, Atoms = ids });
    }

    /// <summary>Lets a patch lie on further atoms too, whatever else lies there.</summary>
    public void Extend(Patch patch, params ReadOnlySpan<Atom> atoms)
    {
        foreach (Atom atom in atoms)
        {
            if (patch.Atoms.Add(atom.Id))
            {
                Note(patch, atom.Id);
            }
        }
    }

    /// <summary>Numbers the features of each layer that have no code yet.</summary>
    public void Number()
    {
        foreach (Layer layer in Layer.All)
        {
            int number = 0;
            foreach (Patch patch in Of(layer).Where(p => p.Code == ""))
            {
                patch.Code = $"{layer.CodePrefix}{++number:0000}";
            }
        }
    }

    private void Note(Patch patch, int atom)
    {
        Dictionary<int, List<Patch>> covering = Covering(patch.Layer);
        if (!covering.TryGetValue(atom, out List<Patch>? list))
        {
            covering.Add(atom, list = []);
        }

        list.Add(patch);
    }

    private Dictionary<int, List<Patch>> Covering(Layer layer)
    {
        if (!_covering.TryGetValue(layer, out Dictionary<int, List<Patch>>? covering))
        {
            _covering.Add(layer, covering = []);
        }

        return covering;
    }

    private static double Square((double X, double Y) centre, double x, double y) => (centre.X - x) * (centre.X - x) + (centre.Y - y) * (centre.Y - y);
}
