namespace GeoZones.Data;

/// <summary>A township (or street office) and the place around which its ground lies.</summary>
sealed record Township(string Name, double X, double Y);

/// <summary>Draws the three plans and today's survey from one layout, so that they agree before anything is planted.</summary>
static class Plans
{
    public static void Draw(CaseDraft draft, IReadOnlyList<Township> townships)
    {
        Layout layout = draft.Layout;
        List<Atom> all = layout.Mesh.Atoms;
        List<Atom> inside = [.. all.Where(a => layout.SubParkOf(a.Id) >= 0)];
        int[] township = [.. all.Select(a => NearestTownship(layout.Mesh.Centre(layout.HostOf(a))))];

        foreach (SubPark park in layout.SubParks.Where(p => p.IsDrawn))
        {
            draft.Add(new Patch
            {
                Layer = Layer.SubParks,
                Zone = park.Zone,
                Code = park.Code,
                Name = park.Name,
                DeclaredAreaM2 = Math.Round(park.AreaKm2 * 1e6),
                Atoms = [.. inside.Where(a => ParkOf(a) == park).Select(a => a.Id)],
            });
        }

        foreach (Layer boundary in Layer.Boundaries)
        {
            draft.Draw(boundary, inside, a => (ParkOf(a).Zone, null), connected: false, a => ParkOf(a).Zone);
        }

        DrawPieces(Layer.Functions, inside, a => UseOf(a).Function is "industry" ? ParkOf(a).Industry : UseOf(a).Function, a => $"{layout.SubParkOf(a.Id)}/", a => ParkOf(a).Zone);
        DrawPieces(Layer.Classes, all, a => UseOf(a).Class, _ => "", null);
        DrawRegions(Layer.ControlAreas, u => u.Control);
        DrawRegions(Layer.UseAreas, u => u.UseArea);
        draft.Draw(Layer.Farmland, all, a => UseOf(a).Farmland is { } farmland ? ($"{a.Grid}/{a.Column / 2}/{a.Row}", farmland) : null, connected: true);
        draft.Draw(Layer.Existing, all.Where(IsStrip), a => (Piece(a), UseOf(a).Existing), connected: false);
        draft.Draw(Layer.Existing, all.Where(a => !IsStrip(a)), a => ($"{layout.HostOf(a).Id}", UseOf(a).Existing), connected: false);
        draft.Draw(Layer.Townships, all, a => ($"{township[a.Id]}", null), connected: false, name: g => townships[int.Parse(g)].Name);
        draft.Draw(Layer.Reserve, inside, a => UseOf(a) == Use.Reserve || UseOf(a) == Use.EarlyReserve ? ($"{a.Grid}/{a.Column}/{a.Row}", null) : null, connected: true, a => ParkOf(a).Zone);

        Use UseOf(Atom atom) => layout.UseOf(atom.Id);
        SubPark ParkOf(Atom atom) => layout.SubParks[layout.SubParkOf(atom.Id)];
        bool IsStrip(Atom atom) => atom.Kind == AtomKind.Cell && layout.Mesh.Grids[atom.Grid].StripOf(atom.Column, atom.Row) != Strip.Land;

        // Strips become one patch each (a multipolygon where others cross them), everything else connected patches.
        void DrawPieces(Layer layer, IReadOnlyList<Atom> atoms, Func<Atom, string> value, Func<Atom, string> owner, Func<Atom, string?>? zone)
        {
            draft.Draw(layer, atoms.Where(IsStrip), a => (owner(a) + Piece(a), value(a)), connected: false, zone);
            draft.Draw(layer, atoms.Where(a => !IsStrip(a)), a => (owner(a) + Piece(a), value(a)), connected: true, zone);
        }

        string Piece(Atom atom)
        {
            Grid grid = layout.Mesh.Grids[atom.Grid];
            string place = IsStrip(atom)
                ? grid.ColumnStrips[atom.Column] == grid.StripOf(atom.Column, atom.Row) ? $"column/{atom.Column}" : $"row/{atom.Row}"
                : atom.Kind == AtomKind.Blob ? $"blob/{atom.Id}"
                : UseOf(atom).Class == "E2" ? $"fields/{atom.Column / 2}/{atom.Row / 2}" : $"cell/{atom.Column}/{atom.Row}";
            return $"{atom.Grid}/{place}";
        }

        // Control and use areas: what hangs together within a township; its villages are one multipolygon.
        void DrawRegions(Layer layer, Func<Use, string> value)
        {
            draft.Draw(layer, all.Where(a => UseOf(a) != Use.Village), a => ($"{a.Grid}/{township[a.Id]}", value(UseOf(a))), connected: true);
            draft.Draw(layer, all.Where(a => UseOf(a) == Use.Village), a => ($"{a.Grid}/{township[a.Id]}", value(UseOf(a))), connected: false);
        }

        int NearestTownship((double X, double Y) place) =>
            Enumerable.Range(0, townships.Count).MinBy(t => (townships[t].X - place.X) * (townships[t].X - place.X) + (townships[t].Y - place.Y) * (townships[t].Y - place.Y));
    }
}
