using GeoZones.Checks.Geodesy;

namespace GeoZones.Data;

/// <summary>A city with nine zones, each with a ground of its own; one of them on hill land with ten roads of 20 km together, one of two sub-parks.</summary>
static class Jiaozuo
{
    private const double WestKm2 = 7.9;

    public static void Make(string folder, Codes codes)
    {
        JiaozuoZone[] zones = JiaozuoZone.All;
        Grid[] grids = [.. zones.Select(z => z.Grid())];
        int five = Array.FindIndex(zones, z => z.Code == "Z5"), hill = Array.FindIndex(zones, z => z.Code == JiaozuoZone.Hill);
        int Column(int grid, string mark) => grids[grid].ColumnMarks[mark];
        int Row(int grid, string mark) => grids[grid].RowMarks[mark];
        grids[five].FreeLines.Add(new("Z5W", true, [Column(five, "first")], Row(five, "first"), Row(five, "last") + 1));
        List<SubPark> parks = [];
        for (int g = 0; g < zones.Length; g++)
        {
            JiaozuoZone zone = zones[g];
            // towards the middle of the city
            (double X, double Y) home = (zone.X * 0.9, zone.Y * 0.9 - 200);
            double built = g == hill ? 0.32 : 0.68, planned = g == hill ? 0.22 : 0.055;
            SubPark Part(string code, string name, double km2, string line, int from, int to, bool isDrawn) =>
                new(code, name, zone.Code, zone.Industry, km2, line, [new(g, from, to, Row(g, "first"), Row(g, "last"))])
                {
                    Core = ((zone.X * 4 + home.X) / 5, (zone.Y * 4 + home.Y) / 5),
                    Home = home,
                    BuiltKm2 = km2 * built,
                    NewKm2 = km2 * planned,
                    ReserveKm2 = km2 * 0.05,
                    BasicShare = g == hill ? 0.15 : 0.5,
                    IsDrawn = isDrawn,
                };
            if (g == five)
            {
                int middle = Column(g, "s2") + 2;
                parks.Add(Part("W", "五号集聚区西园区", WestKm2, "Z5W", Column(g, "first"), middle, true));
                parks.Add(Part("E", "五号集聚区东园区", Math.Round(zone.AreaKm2 - WestKm2, 2), zone.Code, middle + 1, Column(g, "last"), true));
            }
            else
            {
                parks.Add(Part(zone.Code, zone.Name, zone.AreaKm2, zone.Code, Column(g, "first"), Column(g, "last"), false));
            }
        }

        Mesh mesh = AreaSolver.Solve(new LocalPlane(113.24, 35.22), grids, [.. parks.Select(p => new AreaSolver.Goal(p.FreeLine!, p.Holds, p.AreaKm2 * 1e6))]);
        Layout layout = new("jiaozuo", mesh, parks, cutShare: 0.2);
        layout.Town((0.9 * zones[0].X + 900, 6300), 1100);
        layout.Town((6900, 3000), 1300);
        layout.Town((3700, -3300), 1200);
        layout.Town((-21000, -4800), 1000);
        for (int k = 0; k < parks.Count; k++)
        {
            layout.Grow(k);
        }

        layout.AssignAll(new(hill, 0, 99, 0, 99), Use.Wood, 0.55);
        layout.Countryside(basicShare: 0.55);
        layout.Blobs();
        Atom gap = layout.Carve(-15900, 500, Use.BasicFarmland, PlantedShapes.WedgeM), crumb = layout.Carve(11600, 7300, Use.BasicFarmland, PlantedShapes.WedgeM);
        CaseDraft draft = new("jiaozuo", layout);
        Plans.Draw(draft, [.. zones.SelectMany(z => (Township[])[new($"{z.Name}北乡", z.X + 600, z.Y + 1500), new($"{z.Name}南镇", z.X - 600, z.Y - 1500)])]);
        DrawRoads(draft, zones, hill);
        RoadNoding.Node(draft);
        DrawPlaces(draft);
        Plant(draft, gap, crumb);
        PlantedRoads roads = PlantRoads(draft, grids);
        draft.Number();
        PlantedAttributes.GiveSameCode(draft.Of(Layer.Facilities).Where(p => p.Value == "substation"));

        CaseFiles files = new(folder, draft);
        files.Write(JiaozuoFigures.Region,
            [("zone", "产业集聚区总体规划（九个集聚区）", "Plan of the nine zones", "control"), ("urban", "城市总体规划", "Urban master plan", "master"), ("land-use", "土地利用总体规划", "Land-use plan", "master")],
            [
                new("zone", "zone/1", "九个集聚区（名称原文已隐去，图形为合成）", "draft", [.. draft.Patches.Where(p => p.Layer.Plan == "zone")], JiaozuoFigures.Stated()),
                new("urban", "urban/1", "城市总体规划（图形为合成）", "submitted", [.. draft.Patches.Where(p => p.Layer.Plan == "urban")], null),
                new("land-use", "land-use/1", "土地利用总体规划（图形为合成）", "submitted", [.. draft.Patches.Where(p => p.Layer.Plan == "land-use")], null),
                new(null, "survey", "土地利用现状（合成）", "submitted", [.. draft.Patches.Where(p => p.Layer.Plan is null)], null),
            ]);
        Expected expected = new(draft, codes, JiaozuoFigures.Region.PlaneSrid);
        expected.Findings.AddRange(roads.Findings);
        Demand.That(expected.Used(null) > 6e6, "more must be used than the planted quota grants");
        files.WriteExpected(expected, JiaozuoFigures.Findings(zone => draft.Of(Layer.ZoneBoundary).Single(p => p.Zone == zone).Key),
            [("增减挂钩", 2e6, 1.6e6, null), ("规划指标", 6e6, null, expected.Used(null))]);
    }

    /// <summary>
    /// | planted | must be found |
    /// |---|---|
    /// | a designation of the zone plan whose line crosses itself (Z1) | GZ101, left out of the ledger, GZ206 |
    /// | a class that no list knows in the urban plan (Z9) | GZ502, left out of the ledger, GZ206 |
    /// | an urban patch that states no class (Z3) | GZ501, left out of the ledger, GZ206 |
    /// | two substations of one code | GZ503 |
    /// | urban industry patch over half of its neighbour (Z2) | GZ103 partial |
    /// | control area 030 drawn over the village in it (Z6) | GZ103 containment, GZ202 info twice |
    /// | use area 010 drawn over a neighbouring field (outside) | GZ103 partial |
    /// | western sub-park of Z5 beyond the boundary | GZ109, GZ301 by its declared area |
    /// | land-use plan's line of Z2 takes in a cell more; zone plan's line of Z8 is drawn short | GZ201 twice each, GZ206, GZ109 |
    /// | a wedge between two fields without use area; one of control area 040 | GZ104, GZ106 |
    /// | the plot of a school drawn twice | GZ102, GZ103 |
    /// | farmland with a vertex that its neighbour lacks | GZ105 |
    /// | housing, shops and green of the urban plan on industry and housing (Z3, Z4, Z8) | GZ202 error, info, warning |
    /// | control area 020 under industry (Z9) | GZ202 warning twice |
    /// | industry of the zone plan on basic farmland (Z4), on general farmland (Z6) | GZ203, GZ204, each with GZ202 warning and error |
    /// | reserve beyond the boundary, on industry of today and on basic farmland (Z4) | GZ208 three times |
    /// | declared areas: Z7 in mu of 666.67 m², Z9 15.8 ha instead of km² | GZ301 twice, GZ306 |
    /// | declared areas: Z4 16.5 (drawn 17.5), Z6 16 (drawn 16.1) | GZ301 error, info |
    /// | plan quota granted 6.0, more is used | GZ303 |
    /// </summary>
    private static void Plant(CaseDraft draft, Atom gap, Atom crumb)
    {
        Planting plant = new(draft);
        plant.PatchOn(Layer.Functions, plant.At(-3200, 8800, Use.Industry, also: a => plant.PatchOn(Layer.Functions, a).Atoms.Count == 1)).Looped = true;
        draft.Replace(Layer.Classes, "X9", plant.At(-23000, -7600, Use.Industry));
        PlantedAttributes.TakeClass(plant, plant.At(-15500, 4200, Use.GeneralFarmland));
        plant.OverlapHalf(Layer.Classes, 9000, 5000, Use.Industry);

        Atom village = plant.At(-9000, -11500, Use.Village, kind: AtomKind.Blob);
        draft.Extend(plant.PatchOn(Layer.ControlAreas, plant.Around(village)), village);
        Atom field = plant.At(20000, -6000, Use.GeneralFarmland, inside: false, also: a => plant.Touches(a, Use.BasicFarmland));
        draft.Extend(plant.PatchOn(Layer.UseAreas, plant.BesideOf(field, Use.BasicFarmland)), field);

        draft.Extend(draft.Of(Layer.SubParks).Single(p => p.Code == "W"), plant.At(1500, -6200, Use.GeneralFarmland, inside: false, also: plant.IsAtEdge));
        draft.Extend(draft.Of(Layer.LandUseBoundary).Single(p => p.Zone == "Z2"), plant.At(11500, 5000, Use.BasicFarmland, inside: false, also: plant.IsAtEdge));
        draft.Replace(Layer.ZoneBoundary, null, plant.At(17800, -16000, Use.BasicFarmland, also: plant.IsAtEdge));

        draft.Replace(Layer.Classes, "R2", plant.At(-14000, 3000, Use.Industry));
        draft.Replace(Layer.Classes, "B1", plant.At(18500, -2800, Use.Housing));
        draft.Replace(Layer.Classes, "G2", plant.At(16000, -15000, Use.Industry));
        draft.Replace(Layer.ControlAreas, "020", plant.At(-22000, -6500, Use.Industry));
        draft.Replace(Layer.Functions, "I80", plant.At(21500, -4000, Use.BasicFarmland));
        draft.Replace(Layer.Functions, "I50", plant.At(-10500, -11000, Use.GeneralFarmland));
        CrossPlanDefects.Reserve(plant, "Z4", outside: (22500, -500), builtUp: (19000, -2000), basic: (18500, -5000));

        PlantedShapes.Gap(draft, Layer.UseAreas, gap);
        PlantedShapes.Fragment(draft, Layer.ControlAreas, crumb, "040");
        PlantedShapes.Twice(draft, Layer.Facilities, "职业学校");
        PlantedShapes.ExtraVertex(plant, Layer.Farmland, 22000, -6500, Use.GeneralFarmland);
    }

    private static void DrawRoads(CaseDraft draft, JiaozuoZone[] zones, int hill)
    {
        string[] numbers = ["一", "二", "三", "四", "五"];
        for (int g = 0; g < zones.Length; g++)
        {
            Grid grid = draft.Mesh.Grids[g];
            string[] strips = g == hill ? ["first", "s2", "s3", "s4", "last"] : ["s2", "s3"];
            List<(string Name, List<(double X, double Y)> Line)> roads = [];
            for (int k = 0; k < strips.Length; k++)
            {
                roads.Add(($"{zones[g].Name}纵{numbers[k]}路", draft.Mesh.CentreLine(g, true, grid.ColumnMarks[strips[k]], grid.RowMarks["first"], grid.RowMarks["last"])));
                roads.Add(($"{zones[g].Name}横{numbers[k]}路", draft.Mesh.CentreLine(g, false, grid.RowMarks[strips[k]], grid.ColumnMarks["first"], grid.ColumnMarks["last"])));
            }

            if (g == hill)
            {
                Roads.TrimLast(draft, [.. roads.Select(r => r.Line)], 20_000, GaussKrugerPlane.ForSrid(JiaozuoFigures.Region.PlaneSrid));
            }

            for (int k = 0; k < roads.Count; k++)
            {
                Roads.Add(draft, roads[k].Line, roads[k].Name, Roads.Ours, g == hill || k < 2 ? "finished" : k == 2 ? "under-construction" : "planned", zones[g].Code);
            }
        }
    }

    /// <summary>
    /// | planted | must be found |
    /// |---|---|
    /// | a sub-park in the corner of Z3, half a kilometre from the next road | GZ405 |
    /// | Z1 is said to have three north–south roads, it has two | GZ406 |
    /// | ten planned roads are stated, eight are drawn | GZ407 |
    /// | not planted: 695 km of roads are stated, only the main ones are drawn | GZ407 |
    /// | not a defect: the last road of Z7 is marked a dead end | nothing |
    /// </summary>
    private static PlantedRoads PlantRoads(CaseDraft draft, Grid[] grids)
    {
        PlantedRoads roads = new(draft);
        int three = Array.FindIndex(JiaozuoZone.All, z => z.Code == "Z3");
        roads.SubParkOffTheRoads("N", "三号集聚区二期园区", "Z3",
            draft.Mesh.Atoms.Where(a => a.Grid == three && a.Column == grids[three].ColumnMarks["last"] && a.Row == grids[three].RowMarks["last"]));
        roads.MarkDeadEnd("七号集聚区横五路");
        return roads;
    }

    private static void DrawPlaces(CaseDraft draft)
    {
        Places places = new(draft, null);
        places.Facility("school", "职业学校", -14000, 2500, Use.School);
        places.Facility("hospital", "集聚区医院", 8600, 4700, Use.Hospital);
        places.Facility("substation", "变电站", 19800, -3200, Use.Utility);
        places.Facility("substation", "变电站", 16200, -14600, Use.Utility);
        places.Project("finished", "标准化厂房", -14200, 3300, Use.Industry);
        places.Project("under-construction", "汽车零部件项目", 9300, 5600, Use.NewIndustry);
        places.Project("under-construction", "医药项目", -9300, -9500, Use.NewIndustry);
        places.Project("planned", "安置小区", 4200, -5200, Use.Housing);
        places.Line("power-line", "110千伏线路", [(-14000, 5500), (-14100, 3000), (-13900, 300)]);
        places.Line("power-line", "110千伏线路", [(6500, 5400), (9000, 5200), (11500, 5000)]);
        places.Line("gas-pipe", "天然气管道", [(17500, -2800), (20000, -2900), (22500, -3300)]);
        places.Line("water-pipe", "供水干管", [(4300, -8500), (4100, -6000), (3800, -3600)]);
    }
}
