using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

using GeoZones.Checks;
using GeoZones.Server.Cql2;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Features;

/// <summary>Which features of a collection a caller asks for.</summary>
/// <param name="Region">Only of this region.</param>
/// <param name="Plan">Only of this plan; <c>survey</c> for what belongs to none.</param>
/// <param name="State">The state of their plan that they are shown in.</param>
/// <param name="Bbox">Only what meets this window.</param>
/// <param name="Crs">The system that geometries are written in.</param>
/// <param name="Filter">Only what this CQL2 filter selects.</param>
/// <param name="Limit">At most so many.</param>
/// <param name="Sort">What they are sorted by before their id.</param>
/// <param name="Shown">The properties that are shown; <c>null</c> for all, with attributes that nobody has described.</param>
/// <param name="After">Only what comes after this place.</param>
/// <param name="Among">The regions that the caller may read; <c>null</c> for all.</param>
public sealed partial record ItemsQuery(string? Region, string? Plan, PlanState State, BoundingBox? Bbox, CoordinateReference Crs, Filter? Filter, int Limit, IReadOnlyList<SortKey> Sort, IReadOnlyList<FeatureProperty>? Shown, Cursor? After, IReadOnlyList<string>? Among)
{
    /// <summary>The parameters that <see cref="ParseState"/> reads.</summary>
    public static readonly string[] StateParameters = ["revision", "datetime"];

    /// <summary>The parameters that <see cref="Parse"/> reads.</summary>
    public static readonly string[] Parameters = ["region", "plan", .. StateParameters, "bbox", "bbox-crs", "crs", .. Filter.Parameters, "sortby", "properties", "limit", "cursor"];

    // The parameters that decide which features come, and in which order.
    private static readonly string[] Choosing = ["region", "plan", .. StateParameters, "bbox", "bbox-crs", .. Filter.Parameters, "sortby"];

    /// <summary>Most features on a page; who asks for more gets so many.</summary>
    public const int LargestLimit = 10_000;

    /// <summary>Features on a page where no number is asked for.</summary>
    public const int UsualLimit = 100;

    /// <summary>Whether it asks for less than the whole collection.</summary>
    public bool Narrows => Region is not null || Plan is not null || Bbox is not null || Filter is not null;

    /// <summary>Reads the query; that the caller may read the region it names is known already.</summary>
    /// <param name="query">The query.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="readable">The regions that the caller may read; <c>null</c> for all.</param>
    /// <exception cref="ProblemException">400: a parameter cannot be used.</exception>
    public static ItemsQuery Parse(IQueryCollection query, FeatureCollectionInfo collection, IReadOnlyList<string>? readable = null)
    {
        // First: it knows which parameters there are.
        var filter = Filter.Parse(query, collection);
        var sort = query.ContainsKey("sortby") ? SortKey.Parse(query["sortby"]!, collection) : [];
        return new(
            Read(query, "region", ParseRegion),
            Read(query, "plan", ParsePlan),
            ParseState(query, collection),
            ParseBbox(query),
            ParseCrs(query, "crs"),
            filter,
            query.ContainsKey("limit") ? ParseLimit(query["limit"]!) : UsualLimit,
            sort,
            ParseShown(query, collection),
            query.ContainsKey("cursor") ? Cursor.Parse(query["cursor"]!, Fingerprint(query, collection), sort.Count) : null,
            readable);
    }

    /// <summary>What tells this query from another one; its pages may differ in size and in how they are shown.</summary>
    public static string Fingerprint(IQueryCollection query, FeatureCollectionInfo collection)
    {
        var said = JsonSerializer.SerializeToUtf8Bytes<string?[]>([collection.Id, .. Choosing.Select(name => query.ContainsKey(name) ? query[name].ToString() : null), .. QueryableParameters.NamedBy(query).SelectMany(name => (string?[])[name, query[name].ToString()])]);
        return Base64Url.EncodeToString(SHA256.HashData(said).AsSpan(0, 9));
    }

    /// <summary>Reads <c>properties</c>: names separated by commas.</summary>
    /// <returns><c>null</c> where all are shown.</returns>
    /// <exception cref="ProblemException">400: an unknown property.</exception>
    public static IReadOnlyList<FeatureProperty>? ParseShown(IQueryCollection query, FeatureCollectionInfo collection)
    {
        if (!query.ContainsKey("properties"))
        {
            return null;
        }
        var known = Queryables.Of(collection).Where(property => property.Name != "id").ToArray();
        return [.. query["properties"].ToString().Split(',').Distinct(StringComparer.Ordinal).Select(name => known.FirstOrDefault(property => property.Name == name)
            ?? throw ProblemException.OfParameter("properties",
                $"没有属性“{(name.Length <= 40 ? name : name[..40] + "…")}”。可用：{string.Join("、", known.Select(property => property.Name))}。",
                $"There is no property “{(name.Length <= 40 ? name : name[..40] + "…")}”. There are: {string.Join(", ", known.Select(property => property.Name))}."))];
    }

    /// <summary>Reads <c>revision</c> or <c>datetime</c>.</summary>
    /// <exception cref="ProblemException">400: one cannot be used, or both are given, or a revision of a reference layer is asked for.</exception>
    public static PlanState ParseState(IQueryCollection query, FeatureCollectionInfo collection)
    {
        if (collection.Reference is not null && query.ContainsKey("revision"))
        {
            throw ProblemException.OfParameter("revision", "参考图层没有版本，请去掉 revision。", "A reference layer has no revisions; leave revision out.");
        }
        var state = new PlanState(
            query.ContainsKey("revision") ? ParseNumber(query["revision"]!, "revision", int.MaxValue) : null,
            query.ContainsKey("datetime") ? Period.Parse(query["datetime"]!) : null);
        return state is { Revision: not null, Time: not null }
            ? throw ProblemException.OfParameter("datetime", "datetime 与 revision 只能给出一个。", "Give either datetime or revision, not both.")
            : state;
    }

    /// <summary>Reads a coordinate reference system; CRS84 where none is named.</summary>
    /// <exception cref="ProblemException">400: not one that is served.</exception>
    public static CoordinateReference ParseCrs(IQueryCollection query, string parameter) =>
        query.ContainsKey(parameter) ? CoordinateReference.Parse(query[parameter]!, parameter) : CoordinateReference.Crs84;

    private static BoundingBox? ParseBbox(IQueryCollection query)
    {
        var crs = ParseCrs(query, "bbox-crs");
        return query.ContainsKey("bbox") ? BoundingBox.Parse(query["bbox"]!, crs) : null;
    }

    /// <summary>Reads the name of a plan, or <c>survey</c>.</summary>
    /// <exception cref="ProblemException">400: no plan.</exception>
    public static string ParsePlan(string plan) => plan == "survey" || PlanKinds.Parse(plan) is not null
        ? plan
        : throw ProblemException.OfParameter("plan", "plan 须为 zone、urban、land-use 或 survey。", "plan is zone, urban, land-use or survey.");

    /// <summary>Reads a whole number from 1 to <paramref name="largest"/>.</summary>
    /// <exception cref="ProblemException">400: no such number.</exception>
    public static int ParseNumber(string text, string parameter, int largest) =>
        Digits().IsMatch(text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= largest
            ? number
            : throw ProblemException.OfParameter(parameter, $"{parameter} 须为 1 至 {largest} 的整数。", $"{parameter} is a whole number from 1 to {largest}.");

    /// <summary>Whether <paramref name="id"/> can name a region at all.</summary>
    public static bool CanBeRegion(string id) => RegionId().IsMatch(id);

    private static string ParseRegion(string id) => CanBeRegion(id) ? id : throw UnknownRegion();

    /// <summary>400: <c>region</c> names no region.</summary>
    public static ProblemException UnknownRegion() => ProblemException.OfParameter("region",
        "没有这个县市；/api/regions 列出全部县市。", "There is no such region; /api/regions lists them all.");

    // The standard wants a page of the largest size, not a refusal, where more is asked for.
    private static int ParseLimit(string text) => Digits().IsMatch(text) && text.TrimStart('0').Length > 9
        ? LargestLimit
        : Math.Min(LargestLimit, ParseNumber(text, "limit", int.MaxValue));

    private static string? Read(IQueryCollection query, string name, Func<string, string> parse) =>
        query.ContainsKey(name) ? parse(query[name]!) : null;

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z")]
    private static partial Regex RegionId();

    // Readers of numbers skip NUL at the end.
    [GeneratedRegex(@"^[0-9]+\z")]
    private static partial Regex Digits();
}
