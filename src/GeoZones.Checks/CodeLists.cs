namespace GeoZones.Checks;

/// <summary>One class of a code list.</summary>
/// <param name="Code">As features state it.</param>
/// <param name="LabelZh">Label in 中文.</param>
/// <param name="LabelEn">Label in English.</param>
/// <param name="State"><c>built</c> 建设 or <c>unbuilt</c> 非建设.</param>
/// <param name="Group">Id of its function group in the conflict matrix.</param>
/// <param name="Color">Colour in the legend, <c>#rrggbb</c>.</param>
public sealed record CodeClass(string Code, string LabelZh, string LabelEn, string State, string Group, string Color)
{
    /// <summary><see cref="State"/> of construction land.</summary>
    public const string Built = "built";

    /// <summary><see cref="State"/> of all other land.</summary>
    public const string Unbuilt = "unbuilt";
}

/// <summary>The classes that one attribute of one plan (or of the survey) may state.</summary>
/// <param name="Id">Id of the list.</param>
/// <param name="Plan"><c>zone</c>, <c>urban</c>, <c>land-use</c>, or <c>null</c> for the survey.</param>
/// <param name="Attribute">Attribute of the features: <c>function</c>, <c>class</c>, <c>controlArea</c>, <c>useArea</c>.</param>
/// <param name="Edition">The standard and its edition.</param>
/// <param name="NameZh">Name in 中文.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Classes">The classes.</param>
public sealed record CodeList(string Id, string? Plan, string Attribute, string Edition, string NameZh, string NameEn, IReadOnlyList<CodeClass> Classes);

/// <summary>A group of classes that mean the same kind of ground in different plans.</summary>
/// <param name="Id">Id.</param>
/// <param name="LabelZh">Label in 中文.</param>
/// <param name="LabelEn">Label in English.</param>
public sealed record FunctionGroup(string Id, string LabelZh, string LabelEn);

/// <summary>How grave it is when two plans put these two groups on one spot; the pair has no order.</summary>
/// <param name="A">Id of one group.</param>
/// <param name="B">Id of the other.</param>
/// <param name="Severity">How grave.</param>
public sealed record GroupPair(string A, string B, Severity Severity);

/// <summary>Which function groups conflict; a pair that is not listed agrees.</summary>
/// <param name="Groups">The groups.</param>
/// <param name="Conflicts">The pairs that conflict.</param>
public sealed record ConflictMatrix(IReadOnlyList<FunctionGroup> Groups, IReadOnlyList<GroupPair> Conflicts);

/// <summary>Everything a region needs to read the codes of its plans.</summary>
/// <param name="Zone">Functions of the zone plan.</param>
/// <param name="Urban">Land classes of the urban plan.</param>
/// <param name="ControlArea">Control areas 管制区 of the land-use plan.</param>
/// <param name="UseArea">Use areas 用途区 of the land-use plan.</param>
/// <param name="ExistingLandUse">Classes of today's land use 现状地类.</param>
/// <param name="Matrix">Which of them conflict.</param>
public sealed record CodeLists(CodeList Zone, CodeList Urban, CodeList ControlArea, CodeList UseArea, CodeList ExistingLandUse, ConflictMatrix Matrix)
{
    /// <summary>The list by which a plan's designations count as built or unbuilt: control areas for the land-use plan.</summary>
    public CodeList Of(PlanKind plan) => plan switch
    {
        PlanKind.Zone => Zone,
        PlanKind.Urban => Urban,
        _ => ControlArea,
    };
}
