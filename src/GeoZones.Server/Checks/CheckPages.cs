using GeoZones.Server.Documents;
using GeoZones.Server.Plans;

namespace GeoZones.Server.Checks;

/// <summary>Check runs as pages to read.</summary>
internal static class CheckPages
{
    private const string OfRegion = "/api/regions/{region}/checks";
    private const string OfRun = OfRegion + "/{run}";

    /// <summary>The runs of a region.</summary>
    public static readonly ResourcePage Runs = new(OfRegion, new("校核记录", "Check runs"), PlanPages.Region) { Rows = ("runs", OfRegion + "/{id}") };

    /// <summary>One run.</summary>
    public static readonly ResourcePage Run = new(OfRun, new("校核 {run}", "Check run {run}"), Runs) { Map = OfRun + "/findings", Below = () => [Findings!, Ledger!] };

    /// <summary>What a run found.</summary>
    public static readonly ResourcePage Findings = new(OfRun + "/findings", new("发现的问题", "Findings"), Run) { Map = OfRun + "/findings" };

    /// <summary>The ledger of a run.</summary>
    public static readonly ResourcePage Ledger = new(OfRun + "/ledger", new("台账", "Ledger"), Run);
}
