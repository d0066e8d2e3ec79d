using System.Globalization;
using System.Text;
using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Server.CommandLine;

using Microsoft.VisualBasic.FileIO;

namespace GeoZones.Server.Import;

/// <summary>Reads declared figures, JSON (<c>{"figures":[…]}</c>) or CSV with the same columns, exactly as they are stated.</summary>
internal static class FigureFile
{
    private const int MostDecimals = 12;
    private const int MostDigits = 28;
    private const int LongestText = 2000;
    private const int LongestCode = 80;
    private const string NoText = "\ud800";
    private static readonly string[] Columns = ["plan", "subject", "quantity", "value", "unit", "decimals", "qualifier", "account", "partOf", "phrase", "synthetic"];

    // The longest that the database keeps; for other columns LongestText.
    private static readonly Dictionary<string, int> Longest = new() { ["subject"] = 200, ["quantity"] = 100, ["account"] = 100, ["unit"] = 100, ["qualifier"] = 100, ["partOf"] = 200 };

    /// <summary>The figures of one plan, in the order of the file; what is wrong is noted.</summary>
    public static async Task<IReadOnlyList<Figure>> Read(string path, string plan, ProblemSource problems, CancellationToken cancel)
    {
        byte[] bytes = await File.ReadAllBytesAsync(path, cancel);
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            problems.Add(new("文件不是 UTF-8 编码（可能是 GBK）", "the file is not in UTF-8 (perhaps GBK)"), new("请以 UTF-8 重新保存", "Save it as UTF-8"));
            return [];
        }

        string text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        List<Dictionary<string, string>> rows = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? Csv(text, problems) : Json(text, problems);
        var figures = new List<Figure>();
        var keys = new HashSet<string>();
        for (int i = 0; i < rows.Count; i++)
        {
            ProblemSource own = problems.Feature(i + 1);
            own.Code = CodeOf(rows[i]);
            Figure figure = ReadOne(rows[i], plan, own);
            if (!keys.Add(figure.Key))
            {
                own.Add(new("主体、指标和账户与前面的一行相同", "an earlier row has the same subject, quantity and account"), new("请合并，或用不同的主体", "Merge them, or name different subjects"));
            }

            figures.Add(figure);
        }

        return figures;
    }

    private static Figure ReadOne(Dictionary<string, string> row, string plan, ProblemSource problems)
    {
        foreach (string name in row.Keys.Except(Columns))
        {
            problems.Add(new($"未知的列 {name}", $"the column {name} is unknown"), new($"可用的列：{string.Join(", ", Columns)}", $"The columns are {string.Join(", ", Columns)}"));
        }

        foreach ((string name, string text) in row)
        {
            int most = Longest.GetValueOrDefault(name, LongestText);
            if (text.Length > most)
            {
                problems.Add(new($"{name} 过长（{text.Length} 个字符）", $"{name} is too long ({text.Length} characters)"), new($"最多 {most} 个字符", $"Keep {most} characters at most"));
            }

            if (!IsText(text))
            {
                problems.Add(new($"{name} 含有空字符或不完整的字符", $"{name} holds a null character or half a character"), new("请改正该文字", "Mend the text"));
            }
        }

        if (Cell(row, "plan") is string stated && stated != plan)
        {
            problems.Add(new($"属于规划 {stated}，而此次导入的是 {plan}", $"it belongs to the plan {stated}, and {plan} is imported"), new("请分开导入", "Import it with its own plan"));
        }

        string value = Cell(row, "value") ?? "";
        decimal? number = null;
        if (value != "" && !decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal parsed))
        {
            problems.Add(new($"value 的值 {value} 不是数", $"the value {value} is no number"), new("请写成 21.8 的形式，留空表示缺失", "Write it as 21.8; leave it empty where it is missing"));
        }
        else if (value != "")
        {
            number = decimal.Parse(value, CultureInfo.InvariantCulture);
        }

        int written = number is not null && value.Contains('.', StringComparison.Ordinal) ? value.Length - value.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        if (written > MostDecimals || value.Count(char.IsAsciiDigit) > MostDigits)
        {
            problems.Add(
                new($"数 {value} 的位数过多", $"the value {value} has too many digits"),
                new($"最多 {MostDigits} 位数字，其中小数最多 {MostDecimals} 位", $"Keep {MostDigits} digits at most, {MostDecimals} of them decimals"));
            written = Math.Min(written, MostDecimals);
        }

        int decimals = written;
        if (Cell(row, "decimals") is string text2 && (!int.TryParse(text2, NumberStyles.None, CultureInfo.InvariantCulture, out decimals) || decimals > MostDecimals))
        {
            problems.Add(new($"decimals 的值 {text2} 无效", $"decimals {text2} is not valid"), new($"应为 0 到 {MostDecimals} 的整数", $"It is a whole number from 0 to {MostDecimals}"));
        }
        else if (number is decimal rounded && decimal.Round(rounded, Math.Min(decimals, MostDecimals)) != rounded)
        {
            problems.Add(new($"{value} 的小数位多于所写的 {decimals} 位", $"{value} has more decimals than the {decimals} stated"), new("请照原文填写", "State what the source says"));
        }

        if (number is not null && Cell(row, "unit") is null)
        {
            problems.Add(new("有数值而没有单位", "it has a value and no unit"), new("请填写 unit，例如 km2、ha、mu、count", "State unit, for example km2, ha, mu or count"));
        }

        if (Cell(row, "partOf") is string whole && whole == Cell(row, "subject"))
        {
            problems.Add(new($"partOf 与 subject 同为“{whole}”", $"partOf is its own subject “{whole}”"), new("应填所属合计的主体，没有就留空", "Name the subject of the total, or leave it empty"));
        }

        string synthetic = Cell(row, "synthetic") ?? "false";
        if (!bool.TryParse(synthetic, out bool isSynthetic))
        {
            problems.Add(new($"synthetic 的值 {synthetic} 无效", $"synthetic {synthetic} is not valid"), new("应为 true 或 false", "It is true or false"));
        }

        return new(
            Required(row, "subject", problems), Required(row, "quantity", problems), number, Cell(row, "unit"), decimals, Cell(row, "qualifier"),
            Cell(row, "account"), Cell(row, "phrase"), Cell(row, "partOf"), isSynthetic)
        {
            Plan = PlanKinds.Parse(plan)!.Value,
        };
    }

    // What the row is called in problems, whatever is wrong with it.
    private static string CodeOf(Dictionary<string, string> row)
    {
        string account = Cell(row, "account") is string named ? "@" + named : "";
        string code = $"{Cell(row, "subject") ?? "?"}#{Cell(row, "quantity") ?? "?"}{account}";
        return (code.Length <= LongestCode ? code : code[..LongestCode] + "…").Replace('\0', '?').Replace(NoText, "?", StringComparison.Ordinal);
    }

    private static bool IsText(string text) => !text.Contains('\0', StringComparison.Ordinal) && !text.EnumerateRunes().Contains(Rune.ReplacementChar);

    private static string? Cell(Dictionary<string, string> row, string name) => row.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    private static string Required(Dictionary<string, string> row, string name, ProblemSource problems)
    {
        if (Cell(row, name) is string text)
        {
            return text;
        }

        problems.Add(new($"缺少 {name}", $"{name} is missing"), new("请填写", "State it"));
        return "?";
    }

    private static List<Dictionary<string, string>> Json(string text, ProblemSource problems)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new() { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("figures", out JsonElement figures)
                && figures.ValueKind == JsonValueKind.Array && figures.EnumerateArray().All(figure => figure.ValueKind == JsonValueKind.Object))
            {
                return [.. figures.EnumerateArray().Select(figure => figure.EnumerateObject().ToDictionary(
                    member => member.Name,
                    member => member.Value.ValueKind switch { JsonValueKind.Null => "", JsonValueKind.String => Text(member.Value), _ => member.Value.GetRawText() }))];
            }

            problems.Add(new("不是指标文件", "it is no file of figures"), new("应形如 {\"figures\":[{\"subject\":…}]}", "It looks like {\"figures\":[{\"subject\":…}]}"));
        }
        catch (JsonException e)
        {
            problems.Add(new($"不是有效的 JSON（第 {e.LineNumber + 1} 行）", $"it is no valid JSON (line {e.LineNumber + 1})"), new("请检查此处", "Look there"));
        }

        catch (InvalidOperationException)
        {
            problems.Add(new("成员名中有不完整的 Unicode 转义", "the name of a member has an incomplete Unicode escape"), new("请改正", "Mend it"));
        }

        return [];
    }

    // An escape such as \ud800 is good JSON and yet no text; it stays half a character, which is told of its row.
    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return NoText;
        }
    }

    private static List<Dictionary<string, string>> Csv(string text, ProblemSource problems)
    {
        var rows = new List<Dictionary<string, string>>();
        using var parser = new TextFieldParser(new StringReader(text)) { TextFieldType = FieldType.Delimited, Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        try
        {
            string[] header = parser.ReadFields() ?? [];
            while (parser.ReadFields() is string[] cells)
            {
                if (cells.Length != header.Length)
                {
                    problems.Add(new($"第 {rows.Count + 1} 行有 {cells.Length} 列，表头有 {header.Length} 列", $"row {rows.Count + 1} has {cells.Length} cells and the header {header.Length}"), new("请补齐逗号", "Mend the commas"));
                    return [];
                }

                rows.Add(header.Zip(cells).DistinctBy(cell => cell.First).ToDictionary(cell => cell.First, cell => cell.Second));
            }
        }
        catch (MalformedLineException)
        {
            problems.Add(new($"第 {parser.ErrorLineNumber} 行的引号不完整", $"the quotes of line {parser.ErrorLineNumber} are broken"), new("引号内的引号要写两次", "Write a quote within quotes twice"));
            return [];
        }

        return rows;
    }
}
