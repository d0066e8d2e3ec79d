namespace GeoZones.Server.Cql2;

/// <summary>The operators of CQL2 (OGC 21-065r2) by the names that its JSON schema, <c>cql2.yml</c>, gives them, in their upper and lower case. There are no arrays here.</summary>
internal static class Operators
{
    /// <summary>Binary comparisons.</summary>
    public static readonly string[] Comparisons = ["=", "<>", "<", ">", "<=", ">="];

    /// <summary>Binary arithmetic.</summary>
    public static readonly string[] Arithmetic = ["+", "-", "*", "/", "%", "div", "^"];

    /// <summary>Spatial relations, with the function of PostGIS that decides them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Spatial = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["s_intersects"] = "ST_Intersects",
        ["s_equals"] = "ST_Equals",
        ["s_disjoint"] = "ST_Disjoint",
        ["s_touches"] = "ST_Touches",
        ["s_within"] = "ST_Within",
        ["s_overlaps"] = "ST_Overlaps",
        ["s_crosses"] = "ST_Crosses",
        ["s_contains"] = "ST_Contains",
    };

    /// <summary>Temporal relations of a time from a0 to a1 to one from b0 to b1; a2 and b2 begin the day, or are the moment, that a1 and b1 end: a time meets another in a day that both have.</summary>
    public static readonly IReadOnlyDictionary<string, string> Temporal = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["t_after"] = "a0 > b1",
        ["t_before"] = "a1 < b0",
        ["t_contains"] = "a0 < b0 AND a1 > b1",
        ["t_disjoint"] = "(a1 < b0 OR a0 > b1)",
        ["t_during"] = "a0 > b0 AND a1 < b1",
        ["t_equals"] = "a0 = b0 AND a1 = b1",
        ["t_finishedBy"] = "a0 < b0 AND a1 = b1",
        ["t_finishes"] = "a0 > b0 AND a1 = b1",
        ["t_intersects"] = "a0 <= b1 AND a1 >= b0",
        ["t_meets"] = "a2 = b0",
        ["t_metBy"] = "a0 = b2",
        ["t_overlappedBy"] = "a0 > b0 AND a0 < b2 AND a1 > b1",
        ["t_overlaps"] = "a0 < b0 AND a2 > b0 AND a1 < b1",
        ["t_startedBy"] = "a0 = b0 AND a1 > b1",
        ["t_starts"] = "a0 = b0 AND a1 < b1",
    };

    /// <summary>What text writes as functions, in any case: the operator that each is, with its number of arguments.</summary>
    public static readonly IReadOnlyDictionary<string, (string Operator, int Arguments)> Functions =
        Spatial.Keys.Concat(Temporal.Keys).Select(name => (name, 2)).Concat([("casei", 1), ("accenti", 1)]).ToDictionary(pair => pair.Item1, StringComparer.OrdinalIgnoreCase);

    /// <summary>How many arguments an operator has: at least and at most; <c>null</c> where there is no such operator.</summary>
    public static (int Least, int Most)? Arity(string name) => name switch
    {
        "and" or "or" => (2, int.MaxValue),
        "not" or "isNull" => (1, 1),
        "like" => (2, 2),
        "between" => (3, 3),
        "in" => (2, int.MaxValue),
        _ when Functions.TryGetValue(name, out var function) && function.Operator == name => (function.Arguments, function.Arguments),
        _ when Comparisons.Contains(name) || Arithmetic.Contains(name) => (2, 2),
        _ => null,
    };
}
