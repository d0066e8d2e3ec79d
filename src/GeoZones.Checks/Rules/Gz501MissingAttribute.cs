namespace GeoZones.Checks.Rules;

/// <summary>GZ501 属性缺失: a feature that does not state what its collection must state.</summary>
internal sealed class Gz501MissingAttribute : IRule
{
    public RuleInfo Info { get; } = new("GZ501", "missing-attribute", "属性缺失", Severity.Error,
        "{f0}没有填写“{attribute:attribute}”[，也没有填写“{alternative:attribute}”]。",
        "{f0} states no {attribute:attribute}[ and no {alternative:attribute}].")
    {
        Why = new("没有地类、功能或状态的图形无法参与统计：它占着地，却说不出是什么。", "A feature without its class, function or state cannot be counted: it covers ground and does not say what it is."),
        Mend = new("在属性表里补上所缺的字段；批量缺失时多半是导入时字段名没有对应上。", "Fill in the field; where many are missing, a column was most likely not matched when the file was imported."),
        Trap = new("空白和空字符串都算没有填写。土地利用规划的图斑填了管制区或用途区之一即可。没有用途的图斑不计入台账，所占地面会显示为未覆盖。", "A blank counts as missing. A patch of the land-use plan states a control area or a use area, not both. A patch without its class is left out of the ledger, and its ground shows as uncovered."),
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        var demands = new AttributeDemands(context.Codes);
        foreach (var layer in context.Features.GroupBy(feature => (feature.Collection, feature.Plan)))
        {
            var oneOf = demands.OneOf(layer.Key.Collection, layer.Key.Plan);
            foreach (var feature in oneOf.Count == 0 ? [] : layer.Where(feature => oneOf.All(attribute => string.IsNullOrWhiteSpace(feature.Attribute(attribute)))))
            {
                Dictionary<string, object> parameters = new() { ["attribute"] = oneOf[0] };
                if (oneOf.Count > 1)
                {
                    parameters["alternative"] = oneOf[1];
                }

                yield return Info.Found([feature], place: context.IsValid(feature) ? feature.Plane : null, parameters: parameters);
            }
        }
    }
}
