namespace GeoZones.Checks.Rules;

/// <summary>What features must state in their attributes, and which values an attribute may have.</summary>
/// <param name="codes">The region's code lists.</param>
internal sealed class AttributeDemands(CodeLists codes)
{
    private const string FarmlandClass = "farmlandClass";

    private static readonly ClosedList s_states = Fixed(Road.StateAttribute, [Road.Planned, Road.UnderConstruction, Road.Finished]);
    private static readonly ClosedList s_structures = Fixed(Road.StructureAttribute, [Road.Bridge, Road.Tunnel]);
    private static readonly ClosedList s_farmland = Fixed(FarmlandClass, [Farmland.Basic, Farmland.General]);

    private readonly ClosedList _function = Coded(codes.Zone);
    private readonly ClosedList _class = Coded(codes.Urban);
    private readonly ClosedList _controlArea = Coded(codes.ControlArea);
    private readonly ClosedList _useArea = Coded(codes.UseArea);
    private readonly ClosedList _existing = Coded(codes.ExistingLandUse);

    /// <summary>The attributes of which the features of a collection must state one; empty where they need not state any.</summary>
    public IReadOnlyList<string> OneOf(string collection, PlanKind? plan) => (collection, plan) switch
    {
        (Collections.Designations, PlanKind.LandUse) => [_controlArea.Attribute, _useArea.Attribute],
        (Collections.Designations, PlanKind.Zone) => [_function.Attribute],
        (Collections.Designations, PlanKind.Urban) => [_class.Attribute],
        (Collections.ExistingLandUse, _) => [_existing.Attribute],
        (Collections.Farmland, _) => [FarmlandClass],
        (Collections.Roads, _) => [Road.StateAttribute],
        _ => [],
    };

    /// <summary>The attributes of a collection whose values come from a list.</summary>
    public IReadOnlyList<ClosedList> Lists(string collection, PlanKind? plan) => (collection, plan) switch
    {
        (Collections.Designations, PlanKind.LandUse) => [_controlArea, _useArea],
        (Collections.Designations, PlanKind.Zone) => [_function],
        (Collections.Designations, PlanKind.Urban) => [_class],
        (Collections.ExistingLandUse, _) => [_existing],
        (Collections.Farmland, _) => [s_farmland],
        (Collections.Roads, _) => [s_states, s_structures],
        _ => [],
    };

    private static ClosedList Coded(CodeList list) =>
        new(list.Attribute, list.Classes.Select(one => one.Code).ToHashSet(StringComparer.Ordinal), new($"“{list.NameZh}”（{list.Edition}）", list.NameEn));

    private static ClosedList Fixed(string attribute, IReadOnlyList<string> values) =>
        new(attribute, values.ToHashSet(StringComparer.Ordinal), new($"允许值（{string.Join("、", values)}）", $"allowed: {string.Join(", ", values)}"));

    /// <summary>An attribute and the values that it may have.</summary>
    /// <param name="Attribute">Name of the attribute.</param>
    /// <param name="Values">The values.</param>
    /// <param name="Name">How people call the list.</param>
    internal sealed record ClosedList(string Attribute, IReadOnlySet<string> Values, Bilingual Name)
    {
        /// <summary>The value that was probably meant: the same but for spaces, case and full-width letters; <c>null</c> where there is none.</summary>
        public string? Meant(string value)
        {
            var plain = string.Concat(value.Select(Narrow)).Trim();
            return Values.Where(one => string.Equals(one, plain, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).FirstOrDefault();

            // Not string.Normalize: without ICU on the machine it leaves full-width letters as they are.
            static char Narrow(char letter) => letter is >= '！' and <= '～' ? (char)(letter - '！' + '!') : letter;
        }
    }
}
