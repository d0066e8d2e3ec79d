using System.Text.Json;

using GeoZones.Server.Problems;

using Npgsql;

namespace GeoZones.Server.Checks;

/// <summary>Which revisions a run looks at: those that the caller names, the newest of the other plans.</summary>
public static class RegionRevisions
{
    private static readonly string[] Plans = ["zone", "urban", "land-use", "survey"];

    /// <summary>Chooses the revisions of a region.</summary>
    /// <param name="db">The database.</param>
    /// <param name="region">A region that exists.</param>
    /// <param name="named">Number of the revision by plan (<c>zone</c>, <c>urban</c>, <c>land-use</c>, <c>survey</c>).</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ProblemException">400: a named revision does not exist; 409: the region has no plan to check.</exception>
    public static async Task<RevisionIds> ChooseAsync(
        NpgsqlDataSource db, string region, IReadOnlyDictionary<string, int> named, CancellationToken cancel)
    {
        await using var command = db.CreateCommand("""
            SELECT coalesce(plan, 'survey'), number, id FROM revision WHERE region = $1 ORDER BY id
            """);
        command.Parameters.Add(new() { Value = region });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var chosen = new Dictionary<string, long>();
        while (await row.ReadAsync(cancel))
        {
            var (plan, number) = (row.GetString(0), row.GetInt32(1));
            if (!named.TryGetValue(plan, out var asked) || asked == number)
            {
                chosen[plan] = row.GetInt64(2);
            }
        }
        foreach (var (plan, number) in named.Where(name => !chosen.ContainsKey(name.Key)))
        {
            throw ProblemException.OfBody($"/revisions/{plan}", $"规划 {plan} 没有第 {number} 版。", $"The plan {plan} has no revision {number}.");
        }
        if (!chosen.Keys.Any(plan => plan != "survey"))
        {
            throw new ProblemException(StatusCodes.Status409Conflict, new(
                "该县市还没有任何规划版本，请先导入。", "This region has no revision of any plan yet; import one first."));
        }
        return new(Id("zone"), Id("urban"), Id("land-use"), Id("survey"));

        long? Id(string plan) => chosen.TryGetValue(plan, out var id) ? id : null;
    }

    /// <summary>Reads the body <c>{"revisions":{"zone":3,…}}</c>.</summary>
    /// <param name="body">The body; <c>null</c> names nothing.</param>
    /// <returns>Number by plan.</returns>
    /// <exception cref="ProblemException">400, with pointer.</exception>
    public static IReadOnlyDictionary<string, int> Read(JsonDocument? body)
    {
        var named = new Dictionary<string, int>();
        foreach (var member in Members(body?.RootElement, ""))
        {
            if (member.Name != "revisions")
            {
                throw Unknown("", member.Name, "revisions");
            }
            foreach (var plan in Members(member.Value, "/revisions"))
            {
                if (!Plans.Contains(plan.Name, StringComparer.Ordinal))
                {
                    throw Unknown("/revisions", plan.Name, string.Join(", ", Plans));
                }
                named[plan.Name] = plan.Value.ValueKind == JsonValueKind.Number && plan.Value.TryGetInt32(out var number) && number >= 1
                    ? number
                    : throw ProblemException.OfBody($"/revisions/{plan.Name}", "版本号须为正整数。", "A revision is a whole number from 1.");
            }
        }
        return named;
    }

    private static IEnumerable<JsonProperty> Members(JsonElement? json, string at) => json switch
    {
        null => [],
        { ValueKind: JsonValueKind.Object } => json.Value.EnumerateObject(),
        _ => throw ProblemException.OfBody(at, "此处须为 JSON 对象。", "A JSON object belongs here."),
    };

    private static ProblemException Unknown(string at, string name, string known) => ProblemException.OfBody(
        $"{at}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}",
        $"不认识成员“{name}”；可用：{known}。", $"There is no member “{name}” here; known: {known}.");
}
