namespace GeoZones.Data;

/// <summary>鲁山县产业集聚区: an old zone of two parts (8.6 km², revision 1) and the new one of six sub-parks (27 km², revision 2).</summary>
static class Lushan
{
    private const string ZoneCode = "LS";

    public static void Make(string folder, Codes codes)
    {
        Grid grid = new()
        {
            Name = "lushan",
            Columns = "400 420 390 west:390 400 a:r32 380 390 350 340 b:r36 380 400 c:r32 410 390 last:400 410 420 390",
            Rows = "410 390 400 south:420 y1:r32 440 420 y2:r30 430 y3:r36 north:430 450 y4:r32 430 450 y5:r30 top:450 380 v48 400 370 fine:400 390 y6:r32 380 light:r36 450 old:440 upper:460 400 410 390",
            RotationDegrees = -4,
            SpacingM = 25,
        };
        int C(string mark) => grid.ColumnMarks[mark];
        int R(string mark) => grid.RowMarks[mark];
        Block Cells(string column1, string column2, string row1, string row2) => new(0, C(column1), C(column2), R(row1), R(row2));
        int east = C("c") + 1;
        grid.FreeLines.AddRange(
        [
            new("storage", false, [R("south")], C("west"), C("b")),
            new("crafts", false, [R("south")], C("b") + 1, C("last") + 1),
            new("electronics", false, [R("top") + 1], C("west"), C("b")),
            new("medicine", false, [R("top") + 1], C("b") + 1, C("last") + 1),
            new("machining", false, [R("fine")], C("west"), east + 1),
            new("carbon", false, [R("upper") + 1], C("west"), east + 1),
            new("old zone", false, [R("old") + 1], C("a"), C("b") + 1),
        ]);
        SubPark[] parks =
        [
            new("S1", "仓储物流园区", ZoneCode, "L10", 4.20, "storage", [Cells("west", "b", "south", "y3")]) { Core = (-300, -3600), Home = (-2300, -2600), BuiltKm2 = 0.55, NewKm2 = 1.0, ReserveKm2 = 0.8, BasicShare = 0.5 },
            new("S2", "电子工业园区", ZoneCode, "I40", 5.28, "electronics", [Cells("west", "b", "north", "top")]) { Core = (-500, -1500), Home = (-2300, -1600), BuiltKm2 = 1.05, NewKm2 = 1.2, ReserveKm2 = 0.95, BasicShare = 0.4 },
            new("S3", "医药制造园区", ZoneCode, "I50", 4.62, "medicine", [new(0, C("b") + 1, C("last"), R("north"), R("top"))]) { Core = (400, -1500), Home = (-300, -900), BuiltKm2 = 0.75, NewKm2 = 1.1, ReserveKm2 = 0.9, BasicShare = 0.45 },
            new("S4", "工艺品制造园区", ZoneCode, "I60", 3.70, "crafts", [new(0, C("b") + 1, C("last"), R("south"), R("y3"))]) { Core = (500, -2800), Home = (100, -2500), BuiltKm2 = 0.45, NewKm2 = 0.9, ReserveKm2 = 0.75, BasicShare = 0.5 },
            new("N1", "碳素耐材产业园区", ZoneCode, "I70", 4.80, "carbon", [new(0, C("west"), east, R("light") + 1, R("upper"))]) { Core = (-700, 3000), Home = (-900, 2500), BuiltKm2 = 0.9, NewKm2 = 1.0, ReserveKm2 = 0.9, BasicShare = 0.5 },
            new("N2", "精密机械加工产业园区", ZoneCode, "I10", 4.40, "machining", [new(0, C("west"), east, R("fine"), R("light"))]) { Core = (-600, 2200), Home = (-800, 1500), BuiltKm2 = 0.8, NewKm2 = 1.0, ReserveKm2 = 0.85, BasicShare = 0.45 },
        ];
        Block[] old = [new(0, C("a"), C("c"), R("north"), R("top")), new(0, C("a"), C("b"), R("fine"), R("old"))];
        Mesh mesh = AreaSolver.Solve(new LocalPlane(112.935, 33.765), [grid],
            [.. parks.Select(p => new AreaSolver.Goal(p.FreeLine!, p.Holds, p.AreaKm2 * 1e6)), new("old zone", a => old.Any(b => b.Holds(a)), 8.6e6)]);

        Layout layout = new("lushan", mesh, parks, cutShare: 0.5);
        layout.Town((-3000, -2400), 1500);
        for (int k = 0; k < parks.Length; k++)
        {
            layout.Grow(k);
        }

        layout.Countryside(basicShare: 0.55);
        layout.Assign(-2000, -1500, Use.Housing, Use.School);
        layout.Assign(-1800, -1000, Use.Housing, Use.Hospital);
        (Atom owner, Atom neighbour, Atom sliver) = layout.CarveSliver(Use.Industry);
        layout.Blobs();
        Atom needle = layout.Carve(2900, 4300, Use.BasicFarmland, 195), gap = layout.Carve(-3000, 4300, Use.BasicFarmland, PlantedShapes.WedgeM);
        CaseDraft draft = new("lushan", layout);
        Plans.Draw(draft, [new("鲁阳街道", -3000, -2600), new("露峰街道", -2600, 300), new("汇源街道", -700, 2600), new("琴台街道", 200, -1700), new("辛集乡", 2600, 3600), new("张店乡", 2500, -3900)]);
        DrawRoads(draft, grid);
        RoadNoding.Node(draft);
        NameParts(draft);
        DrawPlaces(draft);
        draft.Extend(draft.On(Layer.Classes, neighbour.Id)[0], sliver);
        Plant(draft, needle, gap);
        PlantedRoads roads = PlantRoads(draft);
        draft.Number();
        CaseDraft before = Before(layout, old);

        CaseFiles files = new(folder, draft);
        files.Write(LushanFigures.Region,
            [("zone", "鲁山县产业集聚区总体规划", "Lushan zone plan", "master"), ("urban", "鲁山县城市总体规划", "Lushan urban master plan", "master"), ("land-use", "鲁山县土地利用总体规划", "Lushan land-use plan", "master")],
            [
                new("zone", "zone/1", "原规划范围8.6平方公里，南北两部分（图形为合成）", "submitted", before.Patches, LushanFigures.Before()),
                new("zone", "zone/2", "调整后27平方公里，六个园区（图形为合成）", "draft", [.. draft.Patches.Where(p => p.Layer.Plan == "zone")], LushanFigures.After()),
                new("urban", "urban/1", "城市总体规划（图形为合成）", "submitted", [.. draft.Patches.Where(p => p.Layer.Plan == "urban")], null),
                new("land-use", "land-use/1", "土地利用总体规划（图形为合成）", "submitted", [.. draft.Patches.Where(p => p.Layer.Plan == "land-use")], null),
                new(null, "survey", "土地利用现状（合成）", "submitted", [.. draft.Patches.Where(p => p.Layer.Plan is null)], null),
            ]);
        Expected expected = new(draft, codes, LushanFigures.Region.PlaneSrid);
        expected.Findings.AddRange(roads.Findings);
        Patch electronics = draft.Of(Layer.SubParks).Single(p => p.Code == "S2");
        files.WriteExpected(expected, LushanFigures.Findings(electronics.Key, draft.Of(Layer.SubParks).Single(p => p.Code == "S3").Key), [("规划指标", null, 0.8e6, expected.Used(null))]);
        Demand.That(expected.Used(electronics) > 0.8e6, "electronics must exceed its planted allocation");
    }

    /// <summary>
    /// | planted | must be found |
    /// |---|---|
    /// | urban industry patch over half of its neighbour | GZ103 partial |
    /// | today's field drawn over the village in it | GZ103 containment |
    /// | 25 mm sliver between two urban patches | GZ103 ignored |
    /// | the same sliver as a patch of its own in today's land use | GZ106, GZ107, GZ108 at both ends |
    /// | a field of today that runs into its neighbour like a needle | GZ108 |
    /// | a wedge between two fields outside, on which the urban plan is silent | GZ104 |
    /// | a street that today's land use calls a park | GZ107 |
    /// | the plot of a project drawn twice | GZ102, GZ103 |
    /// | industry of the zone plan beyond the boundary, on general farmland | GZ109, GZ204 |
    /// | land-use plan's zone line leaves out a cell | GZ201 twice |
    /// | urban plan's zone line lies 0.74 m to the north-west as a whole | GZ205, which explains GZ201 against the zone plan and GZ206 of the zone plan along the line; GZ201 against the land-use plan stays, because of its cell |
    /// | housing, a park and shops of the urban plan on industry and housing of the zone plan | GZ202 error, warning, info |
    /// | control area 020 under new industry | GZ202 warning twice |
    /// | urban industry on fields that zone and land-use plan keep | GZ202 warning, error |
    /// | industry of the zone plan on basic and on general farmland | GZ203, GZ204, each with GZ202 warning and error |
    /// | urban plan silent on a cell | GZ206 |
    /// | a reserve plot declared 2 500 m² too large, one with its area on a web map | GZ301 twice |
    /// | the urban plan's zone line still declared with the area of the old one | GZ301 |
    /// | reserve beyond the boundary, on industry of today and on basic farmland | GZ208 three times |
    /// </summary>
    private static void Plant(CaseDraft draft, Atom needle, Atom gap)
    {
        Planting plant = new(draft);
        plant.OverlapHalf(Layer.Classes, -500, -1500, Use.Industry);

        Atom village = plant.At(1500, 1000, Use.Village, inside: false, AtomKind.Blob);
        draft.Extend(plant.PatchOn(Layer.Existing, plant.Around(village)), village);

        Atom beyond = plant.At(2600, -1500, Use.GeneralFarmland, inside: false, also: plant.IsAtEdge);
        draft.Add(new Patch { Layer = Layer.Functions, Zone = ZoneCode, Value = "I50", Atoms = [beyond.Id] });

        draft.Replace(Layer.LandUseBoundary, null, plant.At(-2300, 3300, Use.BasicFarmland, also: plant.IsAtEdge));

        draft.Replace(Layer.Classes, "R2", plant.At(400, -1200, Use.Industry));
        draft.Replace(Layer.Classes, "G1", plant.At(-600, 2100, Use.Industry));
        draft.Replace(Layer.Classes, "B1", plant.At(-1500, -1400, Use.Housing));
        draft.Replace(Layer.ControlAreas, "020", plant.At(-900, 3300, Use.NewIndustry));
        draft.Replace(Layer.Classes, "M1", plant.At(-1600, -3400, Use.GeneralFarmland));

        draft.Replace(Layer.Functions, "I40", plant.At(-1600, -700, Use.BasicFarmland));
        draft.Replace(Layer.Functions, "I60", plant.At(1300, -3000, Use.GeneralFarmland));
        draft.Replace(Layer.Classes, null, plant.At(700, 2800, Use.BasicFarmland));

        Patch reserve = plant.PatchOn(Layer.Reserve, plant.At(500, -600, Use.Reserve));
        reserve.DeclaredAreaM2 = Math.Round(plant.DrawnArea(reserve) + 2500);

        CrossPlanDefects.Reserve(plant, ZoneCode, outside: (2700, -2800), builtUp: (-900, -1800), basic: (-1500, -2900));
        CrossPlanDefects.DeclareWebMercator(plant, -300, 3300);
        Patch line = draft.Of(Layer.UrbanBoundary).Single();
        (line.DeclaredAreaM2, line.MovedM) = (8.6e6, (-0.62, 0.41));

        PlantedShapes.Needle(draft, Layer.Existing, needle);
        PlantedShapes.Gap(draft, Layer.Classes, gap);
        PlantedShapes.RoadAs(draft, "0810", -300, -1600);
        PlantedShapes.Twice(draft, Layer.Projects, "电子元件厂");
    }

    private static void DrawRoads(CaseDraft draft, Grid grid)
    {
        int C(string mark) => grid.ColumnMarks[mark];
        int R(string mark) => grid.RowMarks[mark];
        int south = R("south"), top = R("top"), fine = R("fine"), upper = R("upper"), west = C("west"), last = C("last"), northEast = C("c") + 1;
        void Column(string strip, int from, int to, string name, string source, string state) => Roads.Draw(draft, 0, true, strip, from, to, name, source, state, ZoneCode);
        void Row(string strip, int to, string name, string source, string state) => Roads.Draw(draft, 0, false, strip, west, to, name, source, state, ZoneCode);
        const string Going = "under-construction", Planned = "planned";
        // north: three by two
        Column("a", fine, upper, "中心路", Roads.Source, Going);
        // from the end of its southern section over the river: it links the parts
        Column("b", top + 1, upper, "新兴路", Roads.Source, Going);
        Column("c", fine, upper, "经一路", Roads.Source, Going);
        Row("y6", northEast, "纬七路", Roads.Ours, Planned);
        Row("light", northEast, "轻工路", Roads.Source, Going);
        // south: three by five
        Column("a", south, top, "振兴路", Roads.Source, Going);
        Column("b", south, top, "新兴路南段", Roads.Source, Going);
        Column("c", south, top, "创业大道", Roads.Source, Going);
        Row("y1", last, "纬一路", Roads.Ours, Planned);
        Row("y2", last, "纬二路", Roads.Ours, Planned);
        Row("y3", last, "纬三路", Roads.Source, Going);
        Row("y4", last, "中州路", Roads.Source, Going);
        Row("y5", last, "光明路", Roads.Source, Going);
    }

    private static void NameParts(CaseDraft draft)
    {
        foreach (Patch park in draft.Of(Layer.SubParks))
        {
            park.More["part"] = park.Code is "N1" or "N2" ? "北区" : "南区";
        }
    }

    /// <summary>
    /// | planted | must be found |
    /// |---|---|
    /// | 纬二路 of the zone plan stops 200 m before the boundary | GZ401 |
    /// | a branch of the urban plan stops 3.4 m short of 中州路 | GZ402, GZ401 |
    /// | 光明路 bends away by 14 m in the urban plan | GZ408 |
    /// </summary>
    private static PlantedRoads PlantRoads(CaseDraft draft)
    {
        PlantedRoads roads = new(draft);
        roads.StopShort(Layer.Roads, "纬二路", 200);
        roads.Branch("医药支路", "纬三路", "中州路", "新兴路南段", "创业大道", 3.4, ZoneCode);
        roads.Bend("光明路", "振兴路", "新兴路南段", 14);
        return roads;
    }

    private static void DrawPlaces(CaseDraft draft)
    {
        Places places = new(draft, ZoneCode);
        places.Facility("school", "园区学校", -2000, -1500, Use.School);
        places.Facility("hospital", "园区医院", -1800, -1000, Use.Hospital);
        places.Facility("substation", "变电站", 300, -1600, Use.Utility);
        places.Project("settled", "电子元件厂", -600, -1600, Use.Industry);
        places.Project("under-construction", "医药制造项目", 600, -1200, Use.NewIndustry);
        places.Project("under-construction", "工艺品制造项目", 900, -2900, Use.NewIndustry);
        places.Project("planned", "碳素制品项目", -400, 3500, Use.NewIndustry);
        places.Project("planned", "精密机械加工项目", 300, 1900, Use.NewIndustry);
        places.Line("power-line", "110千伏线路", [(-3200, -4700), (-2600, -1500), (-2500, 1600), (-2200, 4700)]);
        places.Line("gas-pipe", "天然气管道", [(-3100, -4000), (0, -4100), (2900, -4300)]);
        places.Line("water-pipe", "供水干管", [(-3300, 700), (-1000, 800), (1500, 650), (3200, 800)]);
    }

    /// <summary>The zone plan before it was redrawn: two parts, functions as they were.</summary>
    private static CaseDraft Before(Layout layout, Block[] old)
    {
        CaseDraft before = new("lushan", layout);
        (string Code, string Name, string Industry)[] parts = [("OS", "南部（五里堡）", "I80"), ("ON", "北部（汇源）", "I70")];
        List<Atom> inside = [.. layout.Mesh.Atoms.Where(a => old.Any(b => b.Holds(a)))];
        int PartOf(Atom atom) => Array.FindIndex(old, b => b.Holds(atom));
        before.Draw(Layer.ZoneBoundary, inside, _ => ("", null), connected: false, _ => ZoneCode);
        before.Draw(Layer.SubParks, inside, a => ($"{PartOf(a)}", null), connected: false, _ => ZoneCode, p => parts[int.Parse(p)].Name);
        before.Draw(Layer.Functions, inside, a => ($"{a.Column}/{a.Row}", layout.UseOf(a.Id).Function is "industry" ? parts[PartOf(a)].Industry : layout.UseOf(a.Id).Function), connected: true, _ => ZoneCode);
        before.Number();
        foreach (Patch patch in before.Patches.Where(p => p.Layer != Layer.ZoneBoundary))
        {
            // codes of their own, because none of these features lives on in the new plan
            patch.Code = "O" + patch.Code;
        }

        return before;
    }
}
