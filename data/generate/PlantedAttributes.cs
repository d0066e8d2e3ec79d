namespace GeoZones.Data;

/// <summary>Plants defects of attributes and codes.</summary>
static class PlantedAttributes
{
    /// <summary>Cuts an atom out of its urban patch; the new patch says nothing about what it is for.</summary>
    public static void TakeClass(Planting plant, Atom atom)
    {
        plant.Draft.Replace(Layer.Classes, null, atom);
        plant.Draft.Add(new Patch { Layer = Layer.Classes, Atoms = [atom.Id] });
    }

    /// <summary>Numbers several features alike.</summary>
    public static void GiveSameCode(IEnumerable<Patch> patches)
    {
        List<Patch> all = [.. patches];
        Demand.That(all.Count > 1, "a code can only be doubled where there are two features");
        all.ForEach(p => p.Code = all[0].Code);
    }
}
