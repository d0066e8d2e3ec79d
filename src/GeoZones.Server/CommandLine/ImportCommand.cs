using System.CommandLine;

using GeoZones.Checks;
using GeoZones.Server.Database;
using GeoZones.Server.Import;

namespace GeoZones.Server.CommandLine;

/// <summary>
/// <c>import</c>: makes a new draft revision from a planner's own files, or loads a case. Each <c>--collection</c> is followed by its file.
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
    private readonly Option<string?> caseFolder = new("--case") { Description = "Folder of a case (region.json) to load. 案例文件夹。" };

    public ImportCommand()
        : base("import", "Import GeoJSON or GeoPackage files as a new draft revision, all or nothing. 导入为新的草稿版本。")
    {
        foreach (Option option in new Option[] { region, plan, collection, figures, note, caseFolder })
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
