using System.CommandLine;

using GeoZones.Server.Rules;

namespace GeoZones.Server.CommandLine;

/// <summary><c>rules --docs FOLDER</c>: writes the documents of the rules beside their drawings.</summary>
internal sealed class RulesCommand : Command
{
    private const string Drawing = "*.svg";

    private readonly Option<string> docs = new("--docs") { Required = true, Description = "Folder with a folder of drawings for each rule. 规则示例所在的文件夹。" };

    public RulesCommand()
        : base("rules", "Write the documents of the rules. 生成规则文档。")
    {
        Options.Add(docs);
        SetAction(Write);
    }

    private async Task<int> Write(ParseResult parsed, CancellationToken cancel)
    {
        string folder = parsed.GetValue(docs)!;
        IReadOnlyDictionary<string, string> files;
        try
        {
            files = RuleDocuments.Of(folder);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new Refusal($"{folder} 中没有各规则的示例文件夹：{missing.Message}", $"{folder} lacks a folder of drawings for a rule: {missing.Message}", missing);
        }

        foreach (string stale in Directory.GetFiles(folder, Drawing, SearchOption.AllDirectories).Where(path => !files.ContainsKey(Path.GetRelativePath(folder, path).Replace('\\', '/'))))
        {
            File.Delete(stale);
        }

        foreach ((string path, string text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, path), text, cancel);
        }

        Terminal.Say(new($"已写 {files.Count} 个文件。", $"{files.Count} files written."));
        return 0;
    }
}
