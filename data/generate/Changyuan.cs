namespace GeoZones.Data;

/// <summary>长垣县产业集聚区: five sub-parks in two parts, 40.8 km² with what is built already; the county seat lies between the parts.</summary>
static class Changyuan
{
    private const string ZoneCode = "CY";

    public static void Make(string folder, Codes codes)
    {
        Grid grid = new()
        {
            Name = "changyuan",
            Columns = "470 430 460 q0:r40 430 460 420 q1:r36 450 470 440 q2:r40 460 v45 430 470 q3:r36 470 480 460 q4:r40 470 480 q5:r36 460 470 q6:r40 450 470 440",
            Rows = "450 470 440 s0:r40 460 470 s1:r36 460 480 s2:r36 470 450 s3:r36 470 460 s4:r40 430 450 v55 440 420 n0:r40 460 450 n1:r36 470 440 n2:r36 450 top:430 450 440 430",
            RotationDegrees = 3,
            SpacingM = 33,
        };
        int C(string mark) => grid.ColumnMarks[mark];
        int R(string mark) => grid.RowMarks[mark];
        grid.FreeLines.AddRange(
        [
            new("lifting", true, [C("q0"), C("q0") + 1], R("s0"), R("s4") + 1),
            new("canmu", true, [C("q6"), C("q6") + 1], R("s2") + 1, R("s4") + 1),
            new("mugang", true, [C("q6"), C("q6") + 1], R("s0"), R("s2")),
            new("puxi", true, [C("q1"), C("q1") + 1], R("n0"), R("top") + 1),
            new("pudong", true, [C("q4"), C("q4") + 1], R("n0"), R("n2") + 1),
        ]);
        SubPark[] parks =
        [
            new("QZ", "起重园区", ZoneCode, "I10", 21.8, "lifting", [new(0, C("q0"), C("q4") - 1, R("s0"), R("s4"))]) { Core = (-1000, -1700), Home = (-500, -500), BuiltKm2 = 8.6, NewKm2 = 0.9, ReserveKm2 = 2.2, BasicShare = 0.4 },
            new("CM", "参木", ZoneCode, "I20", 4, "canmu", [new(0, C("q4"), C("q6"), R("s2") + 1, R("s4"))]) { Core = (2400, -1200), Home = (2100, -600), BuiltKm2 = 1.7, NewKm2 = 0.5, ReserveKm2 = 0.4 },
            new("MG", "木岗", ZoneCode, "I10", 4, "mugang", [new(0, C("q4"), C("q6"), R("s0"), R("s2"))]) { Core = (2800, -3300), Home = (2500, -2700), BuiltKm2 = 1.4, NewKm2 = 0.3, ReserveKm2 = 0.4 },
            new("PX", "蒲西", ZoneCode, "I30", 8, "puxi", [new(0, C("q1"), C("q3") - 1, R("n0"), R("top"))]) { Core = (-800, 2300), Home = (-200, 1500), BuiltKm2 = 4.2, NewKm2 = 0.35, ReserveKm2 = 0.5, BasicShare = 0.5 },
            new("PD", "蒲东", ZoneCode, "I90", 3, "pudong", [new(0, C("q3"), C("q4"), R("n0"), R("n2"))]) { Core = (900, 2100), Home = (900, 1500), BuiltKm2 = 1.7, NewKm2 = 0.4, ReserveKm2 = 0.2 },
        ];
        Mesh mesh = AreaSolver.Solve(new LocalPlane(114.67, 35.195), [grid], [.. parks.Select(p => new AreaSolver.Goal(p.FreeLine!, p.Holds, p.AreaKm2 * 1e6))]);

        Layout layout = new("changyuan", mesh, parks, cutShare: 0.36);
        layout.AssignAll(new(0, C("q6") + 1, C("q6") + 2, R("s2") + 1, R("s2") + 2), Use.PowerPlant);
        layout.Town((200, 560), 2500);
        layout.Town((2600, 2400), 900);
        for (int k = 0; k < parks.Length; k++)
        {
            layout.Grow(k);
        }

        layout.Countryside(basicShare: 0.5);
        layout.Assign(-900, 1700, Use.Housing, Use.School);
        layout.Assign(-300, 500, Use.Housing, Use.Hospital, inside: false);
        (Atom _, Atom neighbour, Atom sliver) = layout.CarveSliver(Use.Industry);
        layout.Blobs();
        Atom gap = layout.Carve(-4300, -3900, Use.BasicFarmland, PlantedShapes.WedgeM), crumb = layout.Carve(3900, 3900, Use.GeneralFarmland, PlantedShapes.WedgeM);
        CaseDraft draft = new("changyuan", layout);
        Plans.Draw(draft, [new("蒲西街道", -2600, 2600), new("蒲东街道", 900, 1200), new("蒲北街道", 800, 4600), new("南蒲街道", -1500, -1200), new("魏庄街道", -3600, -3800), new("孟岗镇", 3600, 2200), new("满村镇", 2900, -3200)]);
        DrawRoads(draft, grid);
        RoadNoding.Node(draft);
        NameParts(draft);
        DrawPlaces(draft);
        draft.Extend(draft.On(Layer.Classes, neighbour.Id)[0], sliver);
        Plant(draft, gap, crumb);
        PlantedRoads roads = PlantRoads(draft);
        draft.Number();

        CaseFiles files = new(folder, draft);
        files.Write(ChangyuanFigures.Region,
            [("zone", "长垣县产业集聚区总体规划", "Changyuan zone plan", "layout"), ("urban", "长垣县城市总体规划", "Changyuan urban master plan", "master"), ("land-use", "长垣县土地利用总体规划", "Changyuan land-use plan", "master")],
            [
                new("zone", "zone/1", "三区合一，总面积暂定40.8平方公里（图形为合成）", "draft", [.. draft.Patches.Where(p => p.Layer.Plan == "zone")], ChangyuanFigures.Stated()),
                new("urban", "urban/1", "城市总体规划（图形为合成）", "submitted", [.. draft.Patches.Where(p => p.Layer.Plan == "urban")], null),
                new("land-use", "land-use/1", "土地利用总体规划（图形为合成）", "submitted", [.. draft.Patches.Where(p => p.Layer.Plan == "land-use")], null),
                new(null, "survey", "土地利用现状（合成）", "submitted", [.. draft.Patches.Where(p => p.Layer.Plan is null)], null),
            ]);
        Expected expected = new(draft, codes, ChangyuanFigures.Region.PlaneSrid);
        expected.Findings.AddRange(roads.Findings);
        (string Code, double Km2)[] allocated = [("QZ", 1.5), ("CM", 0.7), ("MG", 0.5), ("PX", 0.7), ("PD", 0.6)];
        foreach ((string code, double km2) in allocated)
        {
            double used = expected.Used(draft.Of(Layer.SubParks).Single(p => p.Code == code));
            Demand.That(used > 0.4e6 * km2 && used < km2 * 1e6, $"{code} uses {used:F0} m² of {km2} km²");
        }

        files.WriteExpected(expected, ChangyuanFigures.Findings(name => draft.Of(Layer.SubParks).Single(p => p.Name == name).Key),
            [("年度计划", 1.2e6, 1.4e6, null), ("规划指标", 7.5e6, 4.8e6, expected.Used(null))]);
    }

    /// <summary>
    /// | planted | must be found |
    /// |---|---|
    /// | housing of the zone plan drawn over the park in it | GZ103 containment, GZ202 warning |
    /// | farmland patch over half of its neighbour | GZ103 partial |
    /// | 25 mm sliver between two urban patches | GZ103 ignored |
    /// | the same sliver as a patch of its own in today's land use | GZ106, GZ107, GZ108 at both ends |
    /// | a wedge between two fields that today's land use leaves bare; one that the urban plan cuts off | GZ104, GZ106 |
    /// | a sewer drawn twice, the second time backwards | GZ102 |
    /// | a field with a vertex that its neighbour lacks | GZ105 |
    /// | a reserve plot whose line crosses itself | GZ101 |
    /// | industry of the zone plan beyond the boundary, on basic farmland | GZ109, GZ203 without sub-park |
    /// | urban plan's zone line takes in a cell more | GZ201 twice, GZ206 of the zone plan |
    /// | housing, a park and shops of the urban plan on industry and housing of the zone plan | GZ202 error, warning, info |
    /// | control areas 030, 040 and 020 under industry today, new industry and logistics | GZ202 error twice, error twice, warning twice |
    /// | urban industry on fields that zone and land-use plan keep | GZ202 warning, error |
    /// | industry of the zone plan on basic farmland (起重, 蒲西) and on general farmland (木岗) | GZ203 twice, GZ204, each with GZ202 warning and error; GZ207 of all four and of the three control areas |
    /// | zone plan and control areas silent on a cell | GZ206 twice |
    /// | yearly plan 年度计划 granted 1.2, allocated 1.4 | GZ303 |
    /// | reserve beyond the boundary, on industry of today and on basic farmland | GZ208 three times |
    /// | a reserve plot declared in mu, one with its area in the plane | GZ301 twice, GZ306 |
    /// | a plot ratio that floor area over land does not give | GZ305 |
    /// | blanks of the source: not planted | GZ304 five times |
    /// </summary>
    private static void Plant(CaseDraft draft, Atom gap, Atom crumb)
    {
        Planting plant = new(draft);
        Atom park = plant.At(-500, 1800, Use.Park, kind: AtomKind.Blob);
        draft.Extend(plant.PatchOn(Layer.Functions, plant.Around(park)), park);
        plant.OverlapHalf(Layer.Farmland, -2500, -3600, Use.GeneralFarmland);
        plant.PatchOn(Layer.Reserve, plant.At(-2500, -2500, Use.Reserve)).Looped = true;

        Atom beyond = plant.At(-4400, -1500, Use.BasicFarmland, inside: false, also: plant.IsAtEdge);
        draft.Add(new Patch { Layer = Layer.Functions, Zone = ZoneCode, Value = "I10", Atoms = [beyond.Id] });
        draft.Extend(draft.Of(Layer.UrbanBoundary).Single(), plant.At(-2900, 3300, Use.GeneralFarmland, inside: false, also: plant.IsAtEdge));

        draft.Replace(Layer.Classes, "R2", plant.At(-1300, -1300, Use.Industry));
        draft.Replace(Layer.Classes, "G1", plant.At(2500, -1200, Use.Industry));
        draft.Replace(Layer.Classes, "B1", plant.At(900, 1600, Use.Housing));
        draft.Replace(Layer.ControlAreas, "030", plant.At(-1200, 2700, Use.Industry));
        draft.Replace(Layer.ControlAreas, "040", plant.At(-2600, -800, Use.NewIndustry));
        draft.Replace(Layer.ControlAreas, "020", plant.At(0, -3000, Use.Logistics));
        draft.Replace(Layer.Classes, "M2", plant.At(-3200, -2300, Use.GeneralFarmland));

        draft.Replace(Layer.Functions, "I10", plant.At(900, -3500, Use.BasicFarmland));
        draft.Replace(Layer.Functions, "I30", plant.At(-1900, 3900, Use.BasicFarmland));
        draft.Replace(Layer.Functions, "I10", plant.At(2400, -3900, Use.GeneralFarmland));
        draft.Replace(Layer.Functions, null, plant.At(3500, -2600, Use.GeneralFarmland));
        draft.Replace(Layer.ControlAreas, null, plant.At(3400, -900, Use.GeneralFarmland));

        CrossPlanDefects.Reserve(plant, ZoneCode, outside: (4600, -3000), builtUp: (-1700, -1900), basic: (-3500, -3300));
        CrossPlanDefects.DeclareInMu(plant, 2900, -2000);
        CrossPlanDefects.DeclarePlanar(plant, -3300, -900, ChangyuanFigures.Region.PlaneSrid);
        PlantShapes(plant, gap, crumb);
    }

    private static void PlantShapes(Planting plant, Atom gap, Atom crumb)
    {
        PlantedShapes.Gap(plant.Draft, Layer.Existing, gap);
        PlantedShapes.Fragment(plant.Draft, Layer.Classes, crumb);
        PlantedShapes.Twice(plant.Draft, Layer.UtilityLines, "污水干管");
        PlantedShapes.ExtraVertex(plant, Layer.Existing, -4000, 3900, Use.BasicFarmland);
    }

    private static void DrawRoads(CaseDraft draft, Grid grid)
    {
        int C(string mark) => grid.ColumnMarks[mark];
        int R(string mark) => grid.RowMarks[mark];
        void Column(string strip, string from, string to, string name, string state = "under-construction") => Roads.Draw(draft, 0, true, strip, R(from), R(to), name, Roads.Ours, state, ZoneCode);
        void Row(string strip, string from, int to, string name, string state = "under-construction") => Roads.Draw(draft, 0, false, strip, C(from), to, name, Roads.Ours, state, ZoneCode);
        Column("q0", "s0", "s4", "起重一路");
        Column("q1", "s0", "s4", "起重二路");
        Column("q2", "s0", "s4", "起重三路", "finished");
        Column("q3", "s0", "s4", "起重四路");
        Column("q4", "s0", "s4", "起重五路");
        Column("q5", "s0", "s4", "参木一路");
        Column("q6", "s0", "s4", "参木二路");
        Row("s0", "q0", C("q6"), "南环大道");
        Row("s1", "q0", C("q6"), "木岗大道");
        Row("s2", "q0", C("q6"), "装备大道");
        Row("s3", "q0", C("q6"), "参木大道");
        Row("s4", "q0", C("q6"), "重工大道");
        Column("q1", "n0", "top", "新城一路");
        Column("q2", "n0", "top", "新城二路");
        Column("q3", "n0", "n2", "新城三路");
        Row("n0", "q1", C("q4"), "工贸一路", "finished");
        Row("n1", "q1", C("q4"), "工贸二路");
        Row("n2", "q1", C("q4"), "工贸三路");
        // through the town between the parts: a road of the urban plan alone
        Roads.Draw(draft, 0, true, "q2", R("s4") + 1, R("n0") - 1, "长城大道", Roads.Ours, "finished", isUrbanOnly: true);
    }

    private static void NameParts(CaseDraft draft)
    {
        foreach (Patch park in draft.Of(Layer.SubParks))
        {
            park.More["part"] = park.Code is "PX" or "PD" ? "新城工贸" : "起重";
        }
    }

    /// <summary>
    /// | planted | must be found |
    /// |---|---|
    /// | 参木一路 and 木岗大道 of the zone plan cross without a common vertex | GZ403 |
    /// | not planted: the zone plan links its north and south parts by no road; the urban plan does, through the town | GZ404 |
    /// </summary>
    private static PlantedRoads PlantRoads(CaseDraft draft)
    {
        PlantedRoads roads = new(draft);
        roads.TakeJunction(Layer.Roads, "参木一路", "木岗大道");
        roads.ExpectIsland(Layer.Roads, ["新城一路", "新城二路", "新城三路", "工贸一路", "工贸二路", "工贸三路"]);
        return roads;
    }

    private static void DrawPlaces(CaseDraft draft)
    {
        draft.Add(new Patch { Layer = Layer.Facilities, Value = "power-plant", Name = "电厂", Atoms = [.. draft.Mesh.Atoms.Where(a => draft.Layout.UseOf(a.Id) == Use.PowerPlant).Select(a => a.Id)] });
        Places places = new(draft, ZoneCode);
        places.Facility("school", "第一初级中学", -900, 1700, Use.School);
        places.Facility("hospital", "县医院", -300, 500, Use.Hospital, inside: false);
        places.Point(Layer.Facilities, "bus-station", "西汽车站", -1900, 1300);
        places.Point(Layer.Facilities, "test-centre", "机动车检测中心", -2300, 900);
        places.Point(Layer.Facilities, "health", "计划生育服务中心", 700, 1250);
        places.Point(Layer.Facilities, "water-works", "参木饮水工程", 2700, -900);
        places.Project("finished", "标准化厂房", -1400, -1500, Use.Industry);
        places.Project("under-construction", "起重机械项目", -2200, -1200, Use.NewIndustry);
        places.Project("under-construction", "卫材项目", 3000, -1500, Use.NewIndustry);
        places.Project("under-construction", "汽车配件项目", -1600, 2900, Use.NewIndustry);
        places.Project("under-construction", "新城绿化", -500, 2400, Use.Park);
        places.Point(Layer.Projects, "under-construction", "联通工程", -400, 2000);
        places.Line("power-line", "220千伏线路", [(4700, -1700), (3000, -2200), (300, -2050), (-4900, -2150)]);
        places.Line("gas-pipe", "天然气管道", [(-4900, 700), (-2000, 850), (2000, 900), (4900, 1100)]);
        places.Line("sewer", "污水干管", [(-700, 4200), (-650, 1500), (-600, -300), (-500, -4300)]);
    }
}
