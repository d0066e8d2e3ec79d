namespace GeoZones.Checks.Rules;

/// <summary>GZ502 代码无效: a value that is not in the list it has to come from.</summary>
internal sealed class Gz502UnknownCode : IRule
{
    public RuleInfo Info { get; } = new("GZ502", "unknown-code", "代码无效", Severity.Error,
        "{f0}的“{attribute:attribute}”为“{value}”，不在{list}之内[，是否应为“{meant}”]。",
        "{f0} states the {attribute:attribute} “{value}”, which is not in its list ({list})[; “{meant}” may be meant].")
    {
        Why = new("代码表里没有的代码没有含义：不知道是建设还是非建设，也无法与其他规划比较。", "A code that no list knows means nothing: built or unbuilt cannot be told, and it cannot be compared with another plan."),
        Mend = new("改成代码表中的代码；若采用了另一版标准，请为该地区换用相应的代码表。", "Use a code of the list; where the plan follows another edition of the standard, give the region the lists of that edition."),
        Trap = new("大小写、全角字符和前后空格都算不同的代码。代码无效的图斑不计入台账，所占地面会显示为未覆盖。", "Case, full-width letters and spaces make another code. A patch with an unknown code is left out of the ledger, and its ground shows as uncovered."),
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var demands = new AttributeDemands(context.Codes);
        var stated = from layer in context.Features.GroupBy(feature => (feature.Collection, feature.Plan))
                     from list in demands.Lists(layer.Key.Collection, layer.Key.Plan)
                     from feature in layer
                     select (Feature: feature, List: list, Value: feature.Attribute(list.Attribute));
        foreach (var (feature, list, value) in stated)
        {
            if (!string.IsNullOrWhiteSpace(value) && !list.Values.Contains(value))
            {
                Dictionary<string, object> parameters = new() { ["attribute"] = list.Attribute, ["value"] = value, ["listZh"] = list.Name.Zh, ["listEn"] = list.Name.En };
                if (list.Meant(value) is { } meant)
                {
                    parameters["meant"] = meant;
                }

                yield return Info.Found([feature], word: list.Attribute, place: context.IsValid(feature) ? feature.Plane : null, parameters: parameters);
            }
        }
    }
}
