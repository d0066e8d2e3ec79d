using System.Globalization;
using System.Text.RegularExpressions;

using GeoZones.Checks;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Features;

/// <summary>Which features of a collection a caller asks for.</summary>
/// <param name="Region">Only of this region.</param>
/// <param name="Plan">Only of this plan; <c>survey</c> for what belongs to none.</param>
/// <param name="Revision">As of this revision of their plan; the newest where not stated.</param>
/// <param name="Bbox">Only what meets this window.</param>
/// <param name="Limit">At most so many.</param>
/// <param name="After">Only with a greater id.</param>
public sealed partial record ItemsQuery(string? Region, string? Plan, int? Revision, BoundingBox? Bbox, int Limit, long After)
{
    /// <summary>The parameters that <see cref="Parse"/> reads.</summary>
    public static readonly string[] Parameters = ["region", "plan", "revision", "bbox", "limit", "cursor"];

    /// <summary>Most features on a page.</summary>
    public const int LargestLimit = 10_000;

    private const int UsualLimit = 100;

    /// <summary>Reads the query.</summary>
    /// <exception cref="ProblemException">400: a parameter cannot be used.</exception>
    public static ItemsQuery Parse(IQueryCollection query) => new(
        Read(query, "region", ParseRegion),
        Read(query, "plan", ParsePlan),
        query.ContainsKey("revision") ? ParseNumber(query["revision"]!, "revision", int.MaxValue) : null,
        query.ContainsKey("bbox") ? BoundingBox.Parse(query["bbox"]!) : null,
        query.ContainsKey("limit") ? ParseNumber(query["limit"]!, "limit", LargestLimit) : UsualLimit,
        query.ContainsKey("cursor") ? Cursor.Parse(query["cursor"]!) : 0);

    /// <summary>Reads the name of a plan, or <c>survey</c>.</summary>
    /// <exception cref="ProblemException">400: no plan.</exception>
    public static string ParsePlan(string plan) => plan == "survey" || PlanKinds.Parse(plan) is not null
        ? plan
        : throw ProblemException.OfParameter("plan", "plan 须为 zone、urban、land-use 或 survey。", "plan is zone, urban, land-use or survey.");

    /// <summary>Reads a whole number from 1 to <paramref name="largest"/>.</summary>
    /// <exception cref="ProblemException">400: no such number.</exception>
    public static int ParseNumber(string text, string parameter, int largest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= largest
            ? number
            : throw ProblemException.OfParameter(parameter, $"{parameter} 须为 1 至 {largest} 的整数。", $"{parameter} is a whole number from 1 to {largest}.");

    /// <summary>Whether <paramref name="id"/> can name a region at all.</summary>
    public static bool CanBeRegion(string id) => RegionId().IsMatch(id);

    private static string ParseRegion(string id) => CanBeRegion(id) ? id : throw UnknownRegion();

    /// <summary>400: <c>region</c> names no region.</summary>
    public static ProblemException UnknownRegion() => ProblemException.OfParameter("region",
        "没有这个县市；/api/regions 列出全部县市。", "There is no such region; /api/regions lists them all.");

    private static string? Read(IQueryCollection query, string name, Func<string, string> parse) =>
        query.ContainsKey(name) ? parse(query[name]!) : null;

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z")]
    private static partial Regex RegionId();
}
