using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Live;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Editing;
using GeoZones.Server.Import;
using GeoZones.Server.PlanFiles;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Verdicts;

/// <summary>
/// Reads what a verdict is asked about: one edit <c>{"collection","plan","id"?,"feature"}</c>, or several at once in <c>edits</c>, such as a vertex that neighbours share.
/// With an <c>id</c> the edit changes that feature, without one it is new; <c>feature: null</c> deletes. <c>revisions</c> may name revisions by plan.
/// </summary>
internal sealed class VerdictBody
{
    private const int MostEdits = 200;
    private static readonly string[] s_ofEdit = ["collection", "plan", "id", "feature", "revision"];

    private VerdictBody(IReadOnlyDictionary<string, int> revisions, IReadOnlyList<JsonElement> edits, string at) => (Revisions, Edits, At) = (revisions, edits, at);

    /// <summary>Numbers of revisions by plan, where the caller names them.</summary>
    public IReadOnlyDictionary<string, int> Revisions { get; }

    private IReadOnlyList<JsonElement> Edits { get; }

    private string At { get; }

    /// <summary>Reads the frame of the body; the edits are read against what is there (<see cref="EditsOf"/>).</summary>
    /// <exception cref="ProblemException">400, with pointer.</exception>
    public static VerdictBody Read(JsonDocument? body)
    {
        if (body?.RootElement is not { ValueKind: JsonValueKind.Object } root)
        {
            throw ProblemException.OfBody("", "请给出 {\"collection\", \"plan\", \"feature\"}，或 {\"edits\": […]}。", "Give {\"collection\", \"plan\", \"feature\"}, or {\"edits\": […]}.");
        }

        var several = root.TryGetProperty("edits", out var edits);
        foreach (var member in root.EnumerateObject())
        {
            Demand(member.Name is "revisions" or "edits" || (!several && s_ofEdit.Contains(member.Name)), $"/{FeatureBody.Escaped(member.Name)}",
                new($"不认识成员“{member.Name}”", $"there is no member “{member.Name}” here"));
        }

        var revisions = root.TryGetProperty("revisions", out var named) ? RegionRevisionsOf(named) : new Dictionary<string, int>();
        if (!several)
        {
            // The revision of the edited plan alone.
            if (root.TryGetProperty("revision", out var revision))
            {
                Demand(revision.ValueKind == JsonValueKind.Number && revision.TryGetInt32(out var number) && number >= 1, "/revision", new("版本号须为正整数", "a revision is a whole number from 1"));
                revisions = new Dictionary<string, int>(revisions) { [Text(root, "plan", "") ?? "survey"] = revision.GetInt32() };
            }

            return new(revisions, [root], "");
        }

        Demand(edits.ValueKind == JsonValueKind.Array && edits.GetArrayLength() is > 0 and <= MostEdits, "/edits", new($"须为 1 到 {MostEdits} 个编辑的数组", $"give an array of 1 to {MostEdits} edits"));
        return new(revisions, [.. edits.EnumerateArray()], "/edits");
    }

    /// <summary>The edits.</summary>
    /// <param name="region">The region.</param>
    /// <param name="live">What is there.</param>
    /// <exception cref="ProblemException">400, with pointer; 404: no feature with that id; 422: a feature that cannot be used, with every reason.</exception>
    public IReadOnlyList<FeatureEdit> EditsOf(Region region, LiveCheck live)
    {
        var plane = GaussKrugerPlane.ForSrid(region.PlaneSrid);
        Envelope extent = new(region.West, region.East, region.South, region.North);
        long next = -1;
        return [.. Edits.Select((edit, position) => EditOf(edit, At == "" ? "" : $"{At}/{position}", plane, extent, live, () => next--))];
    }

    private static FeatureEdit EditOf(JsonElement edit, string at, GaussKrugerPlane plane, Envelope extent, LiveCheck live, Func<long> nextId)
    {
        Demand(edit.ValueKind == JsonValueKind.Object, at, new("每个编辑是一个对象", "an edit is an object"));
        foreach (var member in edit.EnumerateObject().Where(member => at != "" && (member.Name == "revision" || !s_ofEdit.Contains(member.Name))))
        {
            throw Wrong($"{at}/{FeatureBody.Escaped(member.Name)}", new($"不认识成员“{member.Name}”", $"there is no member “{member.Name}” here"));
        }

        var shape = CollectionShape.Of(Text(edit, "collection", at) ?? "")
            ?? throw Wrong($"{at}/collection", new($"collection 须为 {string.Join("、", CollectionShape.All.Select(one => one.Name))} 之一", $"collection is one of {string.Join(", ", CollectionShape.All.Select(one => one.Name))}"));
        var plan = PlanKinds.Parse(Text(edit, "plan", at));
        Demand(shape.OfPlan == plan is not null, $"{at}/plan", shape.OfPlan
            ? new("plan 须为 zone、urban 或 land-use", "plan is zone, urban or land-use")
            : new($"{shape.Name} 属于现状调查，不写 plan", $"{shape.Name} is surveyed and belongs to no plan"));

        PlanFeature? before = null;
        if (edit.TryGetProperty("id", out var id) && id.ValueKind != JsonValueKind.Null)
        {
            Demand(id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out _), $"{at}/id", new("id 须为整数", "id is a whole number"));
            before = live.Find(shape.Name, id.GetInt64());
            if (before is null || before.Plan != plan)
            {
                throw new ProblemException(StatusCodes.Status404NotFound, new($"{shape.Name} 中没有编号 {id} 的要素。", $"There is no feature {id} in {shape.Name}.")) { Pointer = $"{at}/id" };
            }
        }

        Demand(edit.TryGetProperty("feature", out var drawn), $"{at}/feature", new("缺少 feature（GeoJSON Feature；删除时为 null）", "feature is missing (a GeoJSON Feature, or null to delete)"));
        if (drawn.ValueKind == JsonValueKind.Null)
        {
            Demand(before is not null, $"{at}/id", new("删除要素须给出 id", "to delete a feature, give its id"));
            return new(shape.Name, before!.Id, null);
        }

        ProblemList problems = new(new("要素不能使用", "The feature cannot be used"));
        var feature = new FeatureFile(shape, extent).ReadOne(drawn, problems.In(at == "" ? "feature" : at + "/feature"));
        try
        {
            problems.Refuse();
        }
        catch (ImportRefusal refusal)
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, refusal.Sentence) { Pointer = $"{at}/feature" };
        }

        var measured = feature!.On(plane);
        var named = before?.Id ?? nextId();
        return new(shape.Name, named, new PlanFeature(named, shape.Name, plan, before?.Revision ?? 0, feature.Zone, feature.Code, feature.Name, measured.Plane, measured.Areas,
            feature.DeclaredAreaM2, AttributeTexts.Of(feature.Attributes)));
    }

    private static IReadOnlyDictionary<string, int> RegionRevisionsOf(JsonElement named)
    {
        using var document = JsonDocument.Parse($$"""{"revisions":{{named.GetRawText()}}}""");
        return Checks.RegionRevisions.Read(document);
    }

    private static string? Text(JsonElement edit, string name, string at)
    {
        if (!edit.TryGetProperty(name, out var text) || text.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        Demand(text.ValueKind == JsonValueKind.String, $"{at}/{name}", new($"{name} 须为文字", $"{name} is text"));
        return text.GetString();
    }

    private static void Demand(bool holds, string pointer, Sentence what)
    {
        if (!holds)
        {
            throw Wrong(pointer, what);
        }
    }

    private static ProblemException Wrong(string pointer, Sentence what) => ProblemException.OfBody(pointer, $"{what.Zh}。", $"{char.ToUpperInvariant(what.En[0])}{what.En[1..]}.");
}
