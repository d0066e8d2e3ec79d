namespace GeoZones.Data;

/// <summary>A sub-park as drawn: where it is, what it makes, how much of it is built today and how much is to be built.</summary>
sealed record SubPark(string Code, string Name, string Zone, string Industry, double AreaKm2, string? FreeLine, Block[] Blocks)
{
    /// <summary>Where building started, in the drawing plane.</summary>
    public (double X, double Y) Core { get; init; }

    /// <summary>The side of the town, where housing and shops gather.</summary>
    public (double X, double Y) Home { get; init; }
    public double BuiltKm2 { get; init; }
    public double NewKm2 { get; init; }
    public double ReserveKm2 { get; init; }
    public double BasicShare { get; init; } = 0.45;

    /// <summary>Whether it is drawn as a sub-park; else it only stands for its zone.</summary>
    public bool IsDrawn { get; init; } = true;

    public bool Holds(Atom atom) => Blocks.Any(b => b.Holds(atom));
}

/// <summary>Decides for every atom of a case which sub-park it lies in and what it is for.</summary>
sealed class Layout
{
    private readonly ulong _seed;
    private readonly Dictionary<int, Atom> _hosts = [];
    private readonly List<Use?> _uses = [];
    private readonly List<int> _subParks = [];

    public Layout(string name, Mesh mesh, IReadOnlyList<SubPark> subParks, double cutShare)
    {
        (Mesh, SubParks, _seed) = (mesh, subParks, Noise.Seed("layout" + name));
        foreach (Atom cell in mesh.Atoms.ToList())
        {
            Strip strip = mesh.Grids[cell.Grid].StripOf(cell.Column, cell.Row);
            if (strip == Strip.Land && Chance(cell, 1) < cutShare)
            {
                mesh.Cut(cell, Chance(cell, 2) < 0.5, 0.35 + 0.3 * Chance(cell, 3));
            }
        }

        foreach (Atom atom in mesh.Atoms)
        {
            _subParks.Add(subParks.ToList().FindIndex(s => s.Holds(atom)));
            _uses.Add(mesh.Grids[atom.Grid].StripOf(atom.Column, atom.Row) switch
            {
                Strip.Road => _subParks[atom.Id] >= 0 ? Use.Road : Use.Highway,
                Strip.River => Use.River,
                _ => null,
            });
        }
    }

    public Mesh Mesh { get; }
    public IReadOnlyList<SubPark> SubParks { get; }
    public Use UseOf(int atom) => _uses[atom]!;
    public int SubParkOf(int atom) => _subParks[atom];
    public double Chance(Atom atom, int what) => Noise.Unit(_seed, atom.Id, what);

    /// <summary>Gives the ground nearest to a place that is used as <paramref name="from"/> another use, for a school or hospital that the documents name.</summary>
    public void Assign(double x, double y, Use from, Use to, bool inside = true) =>
        _uses[Mesh.Atoms.Where(a => _uses[a.Id] == from && _subParks[a.Id] >= 0 == inside).MinBy(a => Distance(a, (x, y)))!.Id] = to;

    /// <summary>Gives a use to the land of a block, or to a share of it, that nothing else took.</summary>
    public void AssignAll(Block block, Use use, double share = 1)
    {
        foreach (Atom atom in Mesh.Atoms.Where(a => block.Holds(a) && _uses[a.Id] is null && Chance(a, 16) < share))
        {
            _uses[atom.Id] = use;
        }
    }

    /// <summary>Builds a town around a place outside the sub-parks; streets inside it become city streets.</summary>
    public void Town((double X, double Y) centre, double radiusM)
    {
        foreach (Atom atom in Mesh.Atoms.Where(a => _subParks[a.Id] < 0))
        {
            double distance = Distance(atom, centre);
            if (distance < radiusM * 1.15 && _uses[atom.Id] == Use.Highway)
            {
                _uses[atom.Id] = Use.Road;
            }
            else if (_uses[atom.Id] is null && distance < radiusM * (1 + 0.25 * (Chance(atom, 4) - 0.5)))
            {
                _uses[atom.Id] = distance < 0.35 * radiusM && Chance(atom, 5) < 0.45 ? (Chance(atom, 6) < 0.6 ? Use.Shops : Use.Offices) : TownUse(Chance(atom, 5));
            }
        }
    }

    /// <summary>Grows a sub-park outwards from its core: what stands today, what is to be built, what is held for later, then the farmland that stays.</summary>
    public void Grow(int number)
    {
        SubPark park = SubParks[number];
        List<Atom> land = [.. Mesh.Atoms.Where(a => _subParks[a.Id] == number && _uses[a.Id] is null).OrderBy(a => Distance(a, park.Core) * (0.85 + 0.3 * Chance(a, 7))).ThenBy(a => a.Id)];
        List<Atom> built = Take(land, park.BuiltKm2), planned = Take(land, park.NewKm2), reserve = Take(land, park.ReserveKm2);
        built = [.. built.OrderBy(a => Distance(a, park.Home)).ThenBy(a => a.Id)];
        for (int k = 0; k < built.Count; k++)
        {
            _uses[built[k].Id] = BuiltUse((double)k / built.Count, Chance(built[k], 8));
        }

        foreach (Atom atom in planned)
        {
            double chance = Chance(atom, 9);
            _uses[atom.Id] = chance < 0.68 ? Use.NewIndustry : chance < 0.8 ? Use.NewHousing : chance < 0.9 ? Use.NewLogistics : Use.NewPark;
        }

        foreach (Atom atom in reserve)
        {
            _uses[atom.Id] = Chance(atom, 10) < 0.6 ? Use.Reserve : Use.EarlyReserve;
        }

        foreach (Atom atom in land)
        {
            _uses[atom.Id] = Field(atom, park.BasicShare);
        }
    }

    /// <summary>Farmland, woods by the rivers and orchards everywhere that nothing else took.</summary>
    public void Countryside(double basicShare)
    {
        foreach (Atom atom in Mesh.Atoms.Where(a => _uses[a.Id] is null).ToList())
        {
            _uses[atom.Id] = Chance(atom, 11) < 0.45 && BesideRiver(atom) ? Use.Wood : Field(atom, basicShare);
        }
    }

    /// <summary>Villages and ponds in the fields, small parks and works in the town.</summary>
    public void Blobs()
    {
        foreach (Atom atom in Mesh.Atoms.ToList())
        {
            double chance = Chance(atom, 12), size = 0.38 + 0.3 * Chance(atom, 13);
            Use use = UseOf(atom.Id);
            Use? inside = use.IsFarmland && use != Use.Reserve
                ? chance < 0.2 ? Use.Village : chance < 0.32 ? Use.Pond : null
                : use == Use.Housing && chance < 0.35 ? Use.Park : use == Use.Industry && chance < 0.07 ? Use.Utility : null;
            if (inside is not null)
            {
                Mesh.Blob(atom, inside == Use.Utility ? 0.35 : size);
                _uses.Add(inside);
                _subParks.Add(_subParks[atom.Id]);
            }
        }
    }

    /// <summary>Carves a sliver out of an uncut cell along its western neighbour, both inside one sub-park and used so, for a planted overlap.</summary>
    public (Atom Owner, Atom Neighbour, Atom Sliver) CarveSliver(Use use)
    {
        bool Fits(Atom a) => a.Corners.Length > 0 && _uses[a.Id] == use && _subParks[a.Id] >= 0;
        (Atom owner, Atom neighbour) = (
            from a in Mesh.Atoms
            from b in Mesh.Atoms
            where Fits(a) && Fits(b) && a.Grid == b.Grid && a.Row == b.Row && a.Column == b.Column + 1 && _subParks[a.Id] == _subParks[b.Id]
            select (a, b)).First();
        Atom sliver = Mesh.Wedge(owner, neighbour, 0.025, AtomKind.Sliver);
        owner.Corners = [];
        _uses.Add(use);
        _subParks.Add(_subParks[owner.Id]);
        return (owner, neighbour, sliver);
    }

    /// <summary>The cell from which a wedge was carved, else the atom itself: all layers but the one planted on see the two as one.</summary>
    public Atom HostOf(Atom atom) => _hosts.GetValueOrDefault(atom.Id, atom);

    /// <summary>Whether a wedge was carved from a cell.</summary>
    public bool IsCarved(Atom atom) => _hosts.ContainsValue(atom);

    /// <summary>Carves a wedge out of the uncut cell outside the sub-parks that is nearest to a place, on the side of its western neighbour; both are used alike.</summary>
    public Atom Carve(double x, double y, Use use, double heightM)
    {
        bool Fits(Atom a) => a.Kind == AtomKind.Cell && a.Corners.Length > 0 && a.Rings.Count == 1 && _uses[a.Id] == use && _subParks[a.Id] < 0 && !IsCarved(a);
        double Square(Atom a) => (Mesh.Centre(a).X - x) * (Mesh.Centre(a).X - x) + (Mesh.Centre(a).Y - y) * (Mesh.Centre(a).Y - y);
        (Atom owner, Atom neighbour) = (
            from a in Mesh.Atoms.Where(Fits)
            from b in Mesh.Atoms.Where(Fits)
            where a.Grid == b.Grid && a.Row == b.Row && a.Column == b.Column + 1
            select (a, b)).MinBy(pair => Square(pair.a));
        Atom wedge = Mesh.Wedge(owner, neighbour, heightM, AtomKind.Wedge);
        _hosts.Add(wedge.Id, owner);
        _uses.Add(use);
        _subParks.Add(-1);
        return wedge;
    }

    private static Use TownUse(double chance) =>
        chance < 0.62 ? Use.Housing : chance < 0.7 ? Use.Shops : chance < 0.76 ? Use.School : chance < 0.8 ? Use.Hospital : chance < 0.84 ? Use.Administration : chance < 0.92 ? Use.Park : Use.Industry;

    private static Use BuiltUse(double outward, double chance) => outward switch
    {
        < 0.26 => chance < 0.6 ? Use.Housing : chance < 0.72 ? Use.Shops : chance < 0.82 ? Use.School : chance < 0.87 ? Use.Hospital : chance < 0.92 ? Use.Offices : Use.Park,
        > 0.9 => chance < 0.6 ? Use.Logistics : Use.Industry,
        _ => chance < 0.86 ? Use.Industry : chance < 0.92 ? Use.Park : chance < 0.96 ? Use.Utility : Use.Logistics,
    };

    private Use Field(Atom atom, double basicShare)
    {
        // chance by blocks of two by two cells, so that protected fields lie together
        double block = Noise.Unit(_seed, 14, atom.Grid, atom.Column / 2, atom.Row / 2);
        return block < basicShare ? Use.BasicFarmland : Chance(atom, 15) < 0.1 ? Use.Orchard : Chance(atom, 15) > 0.96 ? Use.Wood : Use.GeneralFarmland;
    }

    private bool BesideRiver(Atom atom)
    {
        Grid grid = Mesh.Grids[atom.Grid];
        return Near(grid.ColumnStrips, atom.Column) || Near(grid.RowStrips, atom.Row);

        static bool Near(Strip[] strips, int at) => (at > 0 && strips[at - 1] == Strip.River) || (at + 1 < strips.Length && strips[at + 1] == Strip.River);
    }

    /// <summary>Takes atoms from the front of a list until their area is reached.</summary>
    private List<Atom> Take(List<Atom> from, double km2)
    {
        int count = 0;
        for (double sum = 0; count < from.Count && sum + Mesh.Area(from[count]) / 2 < km2 * 1e6; count++)
        {
            sum += Mesh.Area(from[count]);
        }

        List<Atom> taken = from[..count];
        from.RemoveRange(0, count);
        return taken;
    }

    private double Distance(Atom atom, (double X, double Y) place)
    {
        (double x, double y) = Mesh.Centre(atom);
        return Math.Sqrt((x - place.X) * (x - place.X) + (y - place.Y) * (y - place.Y));
    }
}
