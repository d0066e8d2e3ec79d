namespace GeoZones.Data;

/// <summary>Plants what is wrong with single shapes: drawn twice, too small, too narrow, pointed, not meeting their neighbours. Wedges lie outside the sub-parks, where no other plan minds.</summary>
static class PlantedShapes
{
    /// <summary>Height of a wedge on an edge of about 30 m: some 60 m², and no corner below ten degrees.</summary>
    public const double WedgeM = 4;

    /// <summary>Leaves a wedge bare in one layer: GZ104 between its host and the neighbour.</summary>
    public static void Gap(CaseDraft draft, Layer layer, Atom wedge) => draft.Replace(layer, null, wedge);

    /// <summary>Makes a wedge a patch of its own, of another class or of the same: GZ106.</summary>
    public static void Fragment(CaseDraft draft, Layer layer, Atom wedge, string? value = null) => draft.Replace(layer, value ?? draft.On(layer, wedge.Id)[0].Value, wedge);

    /// <summary>Gives a high wedge to the neighbour on whose edge it stands, in one layer: GZ108.</summary>
    public static void Needle(CaseDraft draft, Layer layer, Atom wedge)
    {
        Atom neighbour = draft.Mesh.Atoms[draft.Outline.Neighbours(wedge.Id).Single(n => n != draft.Layout.HostOf(wedge).Id)];
        draft.Replace(layer, null, wedge);
        draft.Extend(draft.On(layer, neighbour.Id)[0], wedge);
    }

    /// <summary>Gives the road patch nearest to a place another class in today's land use: GZ107, because only roads and water may be so long.</summary>
    public static void RoadAs(CaseDraft draft, string value, double x, double y)
    {
        Atom atom = draft.Nearest(x, y, a => draft.Layout.UseOf(a.Id) == Use.Road);
        draft.Replace(Layer.Existing, value, [.. draft.On(Layer.Existing, atom.Id)[0].Atoms.Select(a => draft.Mesh.Atoms[a])]);
    }

    /// <summary>Draws a feature once more, a line the other way round: GZ102, for areas GZ103 as well.</summary>
    public static void Twice(CaseDraft draft, Layer layer, string name)
    {
        Patch first = draft.Of(layer).First(p => p.Name == name);
        draft.Add(new Patch { Layer = layer, Zone = first.Zone, Value = first.Value, Name = first.Name, Atoms = [.. first.Atoms], Path = first.Path is null ? null : [.. first.Path.Reverse()] });
    }

    /// <summary>Gives the patch near a place a vertex that its neighbour in the layer lacks: GZ105.</summary>
    public static void ExtraVertex(Planting plant, Layer layer, double x, double y, Use use)
    {
        CaseDraft draft = plant.Draft;
        Atom atom = plant.At(x, y, use, inside: false, also: a => Others(a).Any());
        List<(int From, int To)> shared = [.. draft.Outline.Shared(atom.Id, Others(atom).First())];
        plant.PatchOn(layer, atom).ExtraVertex = shared[shared.Count / 2];

        IEnumerable<int> Others(Atom of) => draft.Outline.Neighbours(of.Id).Order()
            .Where(n => draft.On(layer, n) is [Patch other] && draft.On(layer, of.Id) is [Patch own] && other != own && draft.Mesh.Atoms[n].Kind == AtomKind.Cell);
    }
}
