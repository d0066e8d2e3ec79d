using System.Text.Json;
using System.Text.Json.Nodes;

using GeoZones.Server.CommandLine;
using GeoZones.Server.Features;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Editing;

/// <summary>
/// Reads a transaction as the draft of OGC API – Features part 11 has it: <c>{"semantic":"atomic","transaction":[{"action","collection",…}]}</c>. Besides the draft's members an action that changes
/// a feature names it by <c>featureId</c> and the state that it was seen in by <c>ifMatch</c>; an update may bring a merge patch (<c>patch</c>); the whole has a <c>reason</c>.
/// </summary>
/// <param name="crs">The system of coordinates in the body.</param>
internal sealed class TransactionBody(CoordinateReference crs)
{
    private const int MostFeatures = 1000;
    private static readonly string[] s_members = ["id", "title", "description", "semantic", "transaction", "reason"];
    private static readonly string[] s_ofAction = ["id", "title", "description", "action", "collection"];
    private static readonly Dictionary<string, (ActionKind Kind, string[] Members)> s_kinds = new(StringComparer.Ordinal)
    {
        ["insert"] = (ActionKind.Insert, ["items"]),
        ["replace"] = (ActionKind.Replace, ["featureId", "ifMatch", "properties"]),
        ["update"] = (ActionKind.Update, ["featureId", "ifMatch", "properties", "patch"]),
        ["delete"] = (ActionKind.Delete, ["featureId", "ifMatch"]),
    };

    private readonly List<FeatureAction> _actions = [];
    private readonly HashSet<(string, long)> _named = [];

    /// <summary>The changes, in their order; each points to its place in the body.</summary>
    public IReadOnlyList<FeatureAction> Actions => _actions;

    /// <summary>Why, where the caller says so.</summary>
    public string? Reason { get; private set; }

    /// <summary>Position of the action that a JSON pointer lies in, from 0; <c>null</c> where it lies in none.</summary>
    public static int? PositionOf(string? pointer) =>
        pointer?.Split('/') is ["", "transaction", var position, ..] && int.TryParse(position, out var number) ? number : null;

    /// <summary>Reads the body.</summary>
    /// <exception cref="ProblemException">400, 404, 422, 428, with pointer.</exception>
    public TransactionBody Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw ProblemException.OfBody("", "请给出 {\"transaction\": […]}。", "Give {\"transaction\": […]}.");
        }

        DemandKnown(root, "", s_members);
        if (root.TryGetProperty("semantic", out var semantic) && !(semantic.ValueKind == JsonValueKind.String && semantic.ValueEquals("atomic")))
        {
            throw Wrong("/semantic", new("semantic 只能是 atomic：全部修改或全不修改", "semantic is atomic: all or nothing"));
        }

        Reason = Text(root, EditReason.Name, "") is { } reason ? EditReason.Read(reason, what => ProblemException.OfBody("/reason", what.Zh, what.En)) : null;
        if (!root.TryGetProperty("transaction", out var actions) || actions.ValueKind != JsonValueKind.Array || actions.GetArrayLength() == 0)
        {
            throw Wrong("/transaction", new("transaction 须为非空数组", "transaction is an array with at least one action"));
        }

        foreach (var (position, action) in actions.EnumerateArray().Index())
        {
            ReadAction(action, $"/transaction/{position}");
        }

        return this;
    }

    private void ReadAction(JsonElement action, string at)
    {
        if (action.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(at, new("每个动作是一个对象", "an action is an object"));
        }

        if (Text(action, "action", at) is not { } name || !s_kinds.TryGetValue(name, out var kind))
        {
            throw Wrong($"{at}/action", new($"action 须为 {string.Join("、", s_kinds.Keys)} 之一", $"action is one of {string.Join(", ", s_kinds.Keys)}"));
        }

        DemandKnown(action, at, [.. s_ofAction, .. kind.Members]);
        var collection = Text(action, "collection", at) ?? throw Wrong($"{at}/collection", new("缺少 collection", "collection is missing"));
        FeatureCollectionInfo info;
        try
        {
            info = ItemEdits.Writable(collection);
        }
        catch (ProblemException unknown)
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, unknown.Detail) { Pointer = $"{at}/collection" };
        }

        if (kind.Kind == ActionKind.Insert)
        {
            ReadInsert(action, info, at);
            return;
        }

        var (body, place) = kind.Kind switch
        {
            ActionKind.Replace => (Member(Member(action, "properties", at), "feature", $"{at}/properties"), $"{at}/properties/feature"),
            ActionKind.Update => Patch(action, at),
            _ => (default, at),
        };
        var id = IdOf(action, body, at);
        if (!_named.Add((info.Id, id)))
        {
            throw Wrong($"{at}/featureId", new("一个要素在一次事务中只能修改一次", "a feature is changed once in a transaction"));
        }

        var expected = Precondition.Read(Text(action, "ifMatch", at), (status, what) => new(status, what) { Pointer = $"{at}/ifMatch" });
        Add(new(kind.Kind, info, id, body, expected, crs, place));
    }

    private void ReadInsert(JsonElement action, FeatureCollectionInfo info, string at)
    {
        var items = Member(action, "items", at);
        if (items.ValueKind != JsonValueKind.Array || items.GetArrayLength() == 0)
        {
            throw Wrong($"{at}/items", new("items 须为要素的非空数组", "items is an array with at least one feature"));
        }

        foreach (var (position, item) in items.EnumerateArray().Index())
        {
            Add(new(ActionKind.Insert, info, null, item, null, crs, $"{at}/items/{position}"));
        }
    }

    private void Add(FeatureAction action)
    {
        _actions.Add(action);
        if (_actions.Count > MostFeatures)
        {
            throw new ProblemException(StatusCodes.Status413PayloadTooLarge, new($"一次事务最多 {MostFeatures} 个要素。", $"A transaction changes {MostFeatures} features at most.")) { Pointer = action.At };
        }
    }

    // The draft's list of properties to add, modify and delete says less than a merge patch does.
    private static (JsonElement Patch, string At) Patch(JsonElement action, string at)
    {
        if (action.TryGetProperty("patch", out var patch))
        {
            return (patch, $"{at}/patch");
        }

        var listed = Member(action, "properties", at);
        var place = $"{at}/properties";
        DemandKnown(listed, place, ["add", "modify", "delete"]);
        JsonObject properties = [], merged = new() { ["properties"] = properties };
        foreach (var list in new[] { "add", "modify" })
        {
            foreach (var (position, one) in Listed(listed, list, place))
            {
                var name = Text(one, "name", $"{place}/{list}/{position}") ?? throw Wrong($"{place}/{list}/{position}/name", new("缺少 name", "name is missing"));
                var value = JsonSerializer.SerializeToNode(Member(one, "value", $"{place}/{list}/{position}"));
                (name == "geometry" ? merged : properties)[name] = value;
            }
        }

        foreach (var (position, one) in Listed(listed, "delete", place))
        {
            properties[one.ValueKind == JsonValueKind.String ? one.GetString()! : throw Wrong($"{place}/delete/{position}", new("须为属性名", "the name of a property belongs here"))] = null;
        }

        return (JsonSerializer.SerializeToElement(merged), place);
    }

    private static IEnumerable<(int Position, JsonElement One)> Listed(JsonElement properties, string list, string at)
    {
        if (!properties.TryGetProperty(list, out var listed))
        {
            return [];
        }

        return listed.ValueKind == JsonValueKind.Array ? listed.EnumerateArray().Index() : throw Wrong($"{at}/{list}", new("须为数组", "an array belongs here"));
    }

    private static long IdOf(JsonElement action, JsonElement feature, string at)
    {
        var pointer = $"{at}/featureId";
        if (!action.TryGetProperty("featureId", out var id))
        {
            (id, pointer) = feature.ValueKind == JsonValueKind.Object && feature.TryGetProperty("id", out var own) ? (own, pointer)
                : throw Wrong(pointer, new("缺少 featureId：要修改的要素的 id", "featureId is missing: the id of the feature to change"));
        }

        return id.ValueKind is JsonValueKind.Number or JsonValueKind.String && ItemEdits.Number(id.ToString()) is { } number ? number
            : throw Wrong(pointer, new("featureId 须为整数", "featureId is a whole number"));
    }

    private static JsonElement Member(JsonElement json, string name, string at)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(at, new("此处须为对象", "an object belongs here"));
        }

        return json.TryGetProperty(name, out var member) ? member : throw Wrong($"{at}/{name}", new($"缺少 {name}", $"{name} is missing"));
    }

    private static string? Text(JsonElement json, string name, string at)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(at, new("此处须为对象", "an object belongs here"));
        }

        if (!json.TryGetProperty(name, out var text) || text.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return text.ValueKind == JsonValueKind.String ? text.GetString() : throw Wrong($"{at}/{name}", new($"{name} 须为文字", $"{name} is text"));
    }

    private static void DemandKnown(JsonElement json, string at, string[] known)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(at, new("此处须为对象", "an object belongs here"));
        }

        foreach (var member in json.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            throw Wrong($"{at}/{FeatureBody.Escaped(member.Name)}", new($"不认识该成员；可用：{string.Join("、", known)}", $"there is no such member here; known are {string.Join(", ", known)}"));
        }
    }

    private static ProblemException Wrong(string pointer, Sentence what) => ProblemException.OfBody(pointer, $"{what.Zh}。", $"{char.ToUpperInvariant(what.En[0])}{what.En[1..]}.");
}
