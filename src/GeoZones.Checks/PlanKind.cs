using System.Text.Json.Serialization;

namespace GeoZones.Checks;

/// <summary>One of the three plans (三规) that must agree.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlanKind>))]
public enum PlanKind
{
    /// <summary>Zone plan, 产业集聚区规划; written <c>zone</c>.</summary>
    [JsonStringEnumMemberName("zone")]
    Zone,

    /// <summary>Urban master plan, 城市总体规划; written <c>urban</c>.</summary>
    [JsonStringEnumMemberName("urban")]
    Urban,

    /// <summary>Land-use plan, 土地利用总体规划; written <c>land-use</c>.</summary>
    [JsonStringEnumMemberName("land-use")]
    LandUse,
}

/// <summary>The written form of <see cref="PlanKind"/> in SQL, JSON, URLs and on the command line.</summary>
public static class PlanKinds
{
    /// <summary>All three, in the order in which pairs of plans are named.</summary>
    public static readonly IReadOnlyList<PlanKind> All = [PlanKind.Zone, PlanKind.Urban, PlanKind.LandUse];

    /// <summary>The written form: <c>zone</c>, <c>urban</c> or <c>land-use</c>.</summary>
    public static string Text(this PlanKind kind) => kind switch
    {
        PlanKind.Zone => "zone",
        PlanKind.Urban => "urban",
        _ => "land-use",
    };

    /// <summary>Reads the written form; <c>null</c> when <paramref name="text"/> names no plan.</summary>
    public static PlanKind? Parse(string? text) => text switch
    {
        "zone" => PlanKind.Zone,
        "urban" => PlanKind.Urban,
        "land-use" => PlanKind.LandUse,
        _ => null,
    };
}
