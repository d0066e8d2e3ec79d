using System.CommandLine;

using GeoZones.Checks;
using GeoZones.Server.Database;
using GeoZones.Server.Features;
using GeoZones.Server.Import;
using GeoZones.Server.Import.References;

namespace GeoZones.Server.CommandLine;

/// <summary>
/// <c>import</c>: makes a new draft revision from a planner's own files, or publishes a reference layer, or loads a case. Each <c>--collection</c> is followed by its file.
/// </summary>
internal sealed class ImportCommand : Command
{
    private const string Survey = "survey";

    private readonly Option<string?> region = new("--region") { Description = "Id of the region. 县市标识。" };
    private readonly Option<string?> plan = new("--plan") { Description = "zone | urban | land-use | survey" };

    private readonly Option<string[]> collection = new("--collection")
    {
        Description = "COLLECTION FILE: a GeoJSON or GeoPackage file that replaces this collection; may be repeated. 图层及其 GeoJSON 或 GeoPackage 文件。",
        HelpName = "COLLECTION FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> figures = new("--figures") { Description = "JSON or CSV file that replaces the figures. 指标文件。" };
    private readonly Option<string?> note = new("--note") { Description = "What the revision is. 版本说明。" };
    private readonly Option<string[]> reference = new("--reference")
    {
        Description = "NAME FILE: publishes a GeoJSON or GeoPackage layer as the read-only collection ref-NAME. 把文件发布为只读的参考图层 ref-NAME。",
        HelpName = "NAME FILE",
        Arity = new ArgumentArity(1, 2),
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> nameZh = new("--name-zh") { Description = "What readers call the reference layer in Chinese. 参考图层的中文名称。" };
    private readonly Option<string?> nameEn = new("--name-en") { Description = "What readers call the reference layer in English. 参考图层的英文名称。" };
    private readonly Option<bool> remove = new("--remove") { Description = "Withdraws the reference layer. 撤下参考图层。" };
    private readonly Option<string?> caseFolder = new("--case") { Description = "Folder of a case (region.json) to load. 案例文件夹。" };

    public ImportCommand()
        : base("import", "Import GeoJSON or GeoPackage files as a new draft revision, all or nothing. 导入为新的草稿版本。")
    {
        foreach (Option option in new Option[] { region, plan, collection, figures, note, reference, nameZh, nameEn, remove, caseFolder })
        {
            Options.Add(option);
        }

        SetAction(Import);
    }

    private async Task<int> Import(ParseResult parsed, CancellationToken cancel)
    {
        if (parsed.GetValue(caseFolder) is string folder)
        {
            await ImportCase(folder, cancel);
            return 0;
        }

        if (parsed.GetValue(reference) is { Length: > 0 } words)
        {
            return await ImportReference(parsed, words, cancel);
        }

        if (new Option[] { nameZh, nameEn, remove }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } stray)
        {
            throw new Refusal($"{stray.Name} 只能与 --reference 一起使用。", $"{stray.Name} goes with --reference only.");
        }

        RevisionFiles files = Files(parsed);
        string id = parsed.GetValue(region) ?? throw new Refusal("缺少 --region。", "--region is missing.");
        await using ServerDatabase database = await OpenDatabase.Visibly(cancel);
        ImportedRevision imported = await Terminal.Show(
            new("正在导入……", "Importing …"), progress => RevisionImport.Run(database.Source, id, files, Environment.UserName, progress, cancel));
        string name = files.Plan ?? Survey;
        Terminal.Say(new($"{id} / {name}：已建立草稿版本 {imported.Number}", $"{id} / {name}: draft revision {imported.Number} is made"));
        foreach (ImportedCollection one in imported.Collections)
        {
            Terminal.Say(Account(one));
        }

        if (imported.Figures is int count)
        {
            Terminal.Say(new($"  指标：{count} 项", $"  figures: {count}"));
        }

        return 0;
    }

    private async Task<int> ImportReference(ParseResult parsed, string[] words, CancellationToken cancel)
    {
        if (new Option[] { plan, collection, figures, note, caseFolder }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other)
        {
            throw new Refusal($"{other.Name} 不能与 --reference 一起使用。", $"{other.Name} does not go with --reference.");
        }

        string name = words[0], id = ReferenceLayers.CollectionOf(name);
        if (parsed.GetValue(remove) != words is [_])
        {
            throw words is [_]
                ? new Refusal($"--reference {name} 后缺少文件；要撤下该图层请加 --remove。", $"--reference {name} lacks its file; with --remove the layer is withdrawn.")
                : new Refusal("--remove 只需图层名，不要文件。", "--remove takes the name of the layer and no file.");
        }

        await using ServerDatabase database = await OpenDatabase.Visibly(cancel);
        if (words is not [_, string file])
        {
            await ReferenceImport.RemoveAsync(database.Source, name, cancel);
            Terminal.Say(new($"{id}：已撤下", $"{id}: withdrawn"));
            return 0;
        }

        string? zh = parsed.GetValue(nameZh), en = parsed.GetValue(nameEn);
        var layer = new ReferenceFile(name, file, parsed.GetValue(region), new(Called(zh, en, name), Called(en, zh, name)));
        PublishedLayer published = await Terminal.Show(
            new("正在导入……", "Importing …"), progress => ReferenceImport.PublishAsync(database.Source, layer, Environment.UserName, progress, cancel));
        Terminal.Say(new($"{id}：已发布 {published.Features} 个要素，字段：{string.Join("、", published.Fields)}", $"{id}: {published.Features} features are published, with the fields {string.Join(", ", published.Fields)}"));
        foreach ((string field, string servedAs) in published.Renamed)
        {
            Terminal.Say(new($"  字段 {field} 以 {servedAs} 提供", $"  the field {field} is served as {servedAs}"));
        }

        foreach (string field in published.LeftOut)
        {
            Terminal.Say(new($"  二进制字段 {field} 未保留", $"  the binary field {field} was left out"));
        }

        if (published.WithoutHeights > 0)
        {
            Terminal.Say(new($"  {published.WithoutHeights} 个要素的高程未保留", $"  heights of {published.WithoutHeights} features were left out"));
        }

        return 0;
    }

    private static string Called(string? name, string? otherwise, string last) => !string.IsNullOrWhiteSpace(name) ? name : !string.IsNullOrWhiteSpace(otherwise) ? otherwise : last;

    private static async Task ImportCase(string folder, CancellationToken cancel)
    {
        await CaseFile.Read(folder, cancel);
        await using ServerDatabase database = await OpenDatabase.Visibly(cancel);
        (string id, bool loaded) = await Terminal.Show(new($"案例 {folder}", $"Case {folder}"), progress => CaseImport.Run(database.Source, folder, progress, cancel));
        Terminal.Say(loaded ? new($"{id}：已载入", $"{id}: loaded") : new($"{id}：早已载入，未作改动", $"{id}: is loaded already, nothing was changed"));
    }

    private static Sentence Account(ImportedCollection one) => new(
        $"  {one.Name}：新增 {one.Added}，修改 {one.Changed}，未变 {one.Unchanged}，移除 {one.Removed}" + (one.WithoutHeights > 0 ? $"；{one.WithoutHeights} 个要素的高程未保留" : ""),
        $"  {one.Name}: {one.Added} added, {one.Changed} changed, {one.Unchanged} unchanged, {one.Removed} removed" + (one.WithoutHeights > 0 ? $"; heights of {one.WithoutHeights} features were left out" : ""));

    private RevisionFiles Files(ParseResult parsed)
    {
        string named = parsed.GetValue(plan) ?? throw new Refusal("缺少 --plan。", "--plan is missing.");
        if (named != Survey && PlanKinds.Parse(named) is null)
        {
            throw new Refusal($"没有规划 {named}；可用 zone、urban、land-use、survey。", $"There is no plan {named}; there are zone, urban, land-use and survey.");
        }

        string[] words = parsed.GetValue(collection) ?? [];
        if (words.Length % 2 != 0)
        {
            throw new Refusal($"--collection {words[^1]} 后缺少文件。", $"--collection {words[^1]} lacks its file.");
        }

        var byCollection = new Dictionary<string, string>();
        foreach (string[] pair in words.Chunk(2))
        {
            if (!byCollection.TryAdd(pair[0], pair[1]))
            {
                throw new Refusal($"图层 {pair[0]} 出现了两次。", $"The collection {pair[0]} is named twice.");
            }
        }

        return byCollection.Count > 0 || parsed.GetValue(figures) is not null
            ? new(named == Survey ? null : named, parsed.GetValue(note), byCollection, parsed.GetValue(figures))
            : throw new Refusal("没有可导入的内容：请给出 --collection 或 --figures。", "There is nothing to import: name a --collection or --figures.");
    }
}
