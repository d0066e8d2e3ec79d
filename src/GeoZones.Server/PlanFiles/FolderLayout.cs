using GeoZones.Checks;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Import;
using GeoZones.Server.Import.GeoPackages;

namespace GeoZones.Server.PlanFiles;

/// <summary>
/// How plans are laid out as files where no <c>region.json</c> names them. A plan is a folder <c>zone</c>, <c>urban</c>, <c>land-use</c> or <c>survey</c> with a file for each collection
/// (<c>roads.geojson</c>, <c>roads.gpkg</c>), with several (<c>roads-1.geojson</c>, <c>roads-2.geojson</c>, <c>roads/north.geojson</c>), and <c>figures.json</c> or <c>figures.csv</c>;
/// or a GeoPackage <c>zone.gpkg</c> with tables named as the collections. A GeoPackage of any other name has tables <c>zone-roads</c>. <c>_</c> does for <c>-</c>.
/// </summary>
internal sealed class FolderLayout
{
    private const string Survey = "survey";
    private const string Figures = "figures";

    private static readonly string[] s_plans = [.. PlanKinds.All.Select(PlanKinds.Text), Survey];
    private static readonly string[] s_geoJson = [".geojson", ".json"];
    private static readonly string[] s_unreadable = [".shp", ".gdb", ".mdb", ".dwg", ".dxf", ".kml", ".kmz", ".gml", ".tab", ".mif"];

    private static readonly Sentence s_remedy = new(
        $"请放在 {string.Join("、", s_plans)} 文件夹中，以图层命名（{string.Join("、", CollectionShape.All.Select(shape => shape.Name))}），存为 GeoJSON 或 GeoPackage",
        $"Put it into a folder {string.Join(", ", s_plans)}, named as a collection ({string.Join(", ", CollectionShape.All.Select(shape => shape.Name))}), as GeoJSON or GeoPackage");

    private readonly ProblemList _problems = new(new("无法检查这些文件", "These files cannot be checked"));
    private readonly Dictionary<string, Dictionary<string, List<FeatureSource>>> _layers = s_plans.ToDictionary(plan => plan, _ => new Dictionary<string, List<FeatureSource>>());
    private readonly Dictionary<string, string> _figures = [];

    private FolderLayout()
    {
    }

    /// <summary>The newest and only revision of each plan that there is, and of the survey.</summary>
    /// <exception cref="Refusal">There is nothing, or something that nobody can place.</exception>
    public static IReadOnlyList<FileRevision> Find(IReadOnlyList<string> paths)
    {
        var layout = new FolderLayout();
        try
        {
            foreach (var path in paths)
            {
                layout.AddPath(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"无法读取：{e.Message}", $"Cannot be read: {e.Message}", e);
        }

        layout._problems.Refuse();
        List<FileRevision> revisions =
        [
            .. s_plans.Where(plan => layout._layers[plan].Count > 0 || layout._figures.ContainsKey(plan)).Select(plan => new FileRevision(
                plan == Survey ? null : plan, layout._layers[plan].ToDictionary(layer => layer.Key, layer => (IReadOnlyList<FeatureSource>)layer.Value), layout._figures.GetValueOrDefault(plan))),
        ];
        return revisions.Any(revision => revision.Plan is not null) ? revisions : throw new Refusal(
            $"{string.Join("、", paths)} 中没有任何规划。{s_remedy.Zh}；或写一个 region.json。", $"There is no plan in {string.Join(", ", paths)}. {s_remedy.En}; or write a region.json.");
    }

    private void AddPath(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(full))
        {
            var above = Path.GetFileName(Path.GetDirectoryName(full)) ?? "";
            AddFile(full, Path.GetFileName(full), s_plans.Contains(above) ? above : null);
        }
        else if (!Directory.Exists(full))
        {
            throw new Refusal($"没有文件或文件夹 {path}。", $"There is no file or folder {path}.");
        }
        else if (s_plans.Contains(Path.GetFileName(full)))
        {
            AddPlan(full, Path.GetFileName(full), "");
        }
        else
        {
            foreach (var entry in Entries(full))
            {
                var name = Path.GetFileName(entry);
                if (s_plans.Contains(name) && Directory.Exists(entry))
                {
                    AddPlan(entry, name, name + "/");
                }
                else if (File.Exists(entry))
                {
                    AddFile(entry, name, null);
                }
            }
        }
    }

    private void AddPlan(string folder, string plan, string before)
    {
        foreach (var entry in Entries(folder))
        {
            var name = Path.GetFileName(entry);
            if (File.Exists(entry))
            {
                AddFile(entry, before + name, plan);
            }
            else if (CollectionOf(name) is { } collection)
            {
                foreach (var part in Entries(entry).Where(File.Exists))
                {
                    AddPart(part, $"{before}{name}/{Path.GetFileName(part)}", plan, collection);
                }
            }
            else
            {
                AddUnknown($"{before}{name}/");
            }
        }
    }

    // A file that is in a plan's folder, or (plan = null) beside the folders.
    private void AddFile(string path, string shown, string? plan)
    {
        var (stem, extension) = (Path.GetFileNameWithoutExtension(path), Path.GetExtension(path).ToLowerInvariant());
        if (plan is not null && stem == Figures && extension is ".json" or ".csv" && plan != Survey)
        {
            if (!_figures.TryAdd(plan!, path))
            {
                _problems.In(shown).Add(new($"规划 {plan} 已有指标文件", $"the plan {plan} has a file of figures already"), new("只保留一个", "Keep one of them"));
            }
        }
        else if (plan is not null && CollectionOf(stem) is { } collection)
        {
            AddPart(path, shown, plan, collection);
        }
        else if (extension == GeoPackage.Extension)
        {
            AddTables(path, shown, plan ?? s_plans.FirstOrDefault(one => one == Dashed(stem)));
        }
        else if (s_geoJson.Contains(extension) || s_unreadable.Contains(extension))
        {
            AddUnknown(shown);
        }
    }

    // A file all of whose features are of one collection.
    private void AddPart(string path, string shown, string plan, string collection)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension == GeoPackage.Extension)
        {
            foreach (var table in GeoPackage.Tables(path, _problems.In(shown)))
            {
                Add(plan, collection, new(path, $"{shown} ({table})", table));
            }
        }
        else if (s_geoJson.Contains(extension))
        {
            Add(plan, collection, new(path, shown));
        }
        else if (s_unreadable.Contains(extension))
        {
            AddUnknown(shown);
        }
    }

    // A GeoPackage whose tables name their collection, and their plan where the file does not.
    private void AddTables(string path, string shown, string? plan)
    {
        foreach (var table in GeoPackage.Tables(path, _problems.In(shown)))
        {
            var name = Dashed(table);
            var ofPlan = plan ?? s_plans.FirstOrDefault(one => name.StartsWith(one + "-", StringComparison.Ordinal));
            var rest = ofPlan is not null && name.StartsWith(ofPlan + "-", StringComparison.Ordinal) && CollectionOf(name) is null ? name[(ofPlan.Length + 1)..] : name;
            if (ofPlan is not null && CollectionOf(rest) is { } collection)
            {
                Add(ofPlan, collection, new(path, $"{shown} ({table})", table));
            }
            else
            {
                AddUnknown($"{shown} ({table})");
            }
        }
    }

    private void Add(string plan, string collection, FeatureSource source)
    {
        if (CollectionShape.Of(collection)!.OfPlan == (plan == Survey))
        {
            _problems.In(source.Name).Add(
                plan == Survey ? new($"图层 {collection} 属于规划，不属于现状调查", $"the collection {collection} belongs to a plan, not to the survey")
                    : new($"图层 {collection} 是现状调查，不属于规划 {plan}", $"the collection {collection} is surveyed; it does not belong to the plan {plan}"),
                plan == Survey ? s_remedy : new($"请移到 {Survey} 文件夹", $"Move it to the folder {Survey}"));
            return;
        }

        if (!_layers[plan].TryGetValue(collection, out var parts))
        {
            _layers[plan][collection] = parts = [];
        }

        parts.Add(source);
    }

    private void AddUnknown(string shown) => _problems.In(shown).Add(new("看不出属于哪个规划的哪个图层，或格式无法读取", "what collection of what plan it is cannot be told, or its format cannot be read"), s_remedy);

    private static string? CollectionOf(string name)
    {
        var dashed = Dashed(name);
        return CollectionShape.All.Select(shape => shape.Name).FirstOrDefault(one => dashed == one || dashed.StartsWith(one + "-", StringComparison.Ordinal) || dashed.StartsWith(one + ".", StringComparison.Ordinal));
    }

    private static string Dashed(string name) => name.Replace('_', '-').ToLowerInvariant();

    private static IEnumerable<string> Entries(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Where(entry => Path.GetFileName(entry)[0] != '.').Order(StringComparer.Ordinal);
}
