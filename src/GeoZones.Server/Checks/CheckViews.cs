using System.Text.Json;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;

using Mapster;

namespace GeoZones.Server.Checks;

/// <summary>A run as the API shows it; <paramref name="Settings"/> is what differed from the defaults, as a region would write it.</summary>
public sealed record RunView(
    long Id, string Region, IReadOnlyDictionary<string, int> Revisions, string State, FindingCounts Counts,
    IReadOnlyDictionary<string, IgnoredParts> Ignored, IReadOnlyList<PartFailure> FailedRules, ProgressView Progress,
    IReadOnlyList<QuotaAccount> Quotas, JsonElement Settings, IReadOnlyList<string> RulesOff, string? Error, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt);

/// <summary>How far a run has come; <paramref name="Step"/> is a rule's code, <c>ledger</c>, or <c>null</c> while no step is under way.</summary>
public sealed record ProgressView(string? Step, int Done, int Of);

/// <summary>The ledger as the API shows it.</summary>
public sealed record LedgerView(
    double ZoneGroundAreaM2, double ZoneEllipsoidalAreaM2, IReadOnlyList<LedgerRowView> Rows, double DoubledGroundAreaM2,
    IReadOnlyList<LeftOutRecord> LeftOut, double ResidualM2, IReadOnlyList<SubParkLedgerView> BySubPark)
{
    /// <summary>A ledger as shown. Runs that ended before there was a ledger by sub-park have none.</summary>
    public static LedgerView Of(LedgerRecord ledger) => new(
        ledger.ZoneGroundAreaM2, ledger.ZoneEllipsoidalAreaM2, [.. ledger.Rows.Select(row => LedgerRowView.Of(row, ledger.ZoneGroundAreaM2))], ledger.DoubledGroundAreaM2,
        ledger.LeftOut, ledger.ResidualM2,
        [.. (ledger.BySubPark ?? []).Select(part => new SubParkLedgerView(
            part.SubPark, part.GroundAreaM2, [.. part.Rows.Select(row => LedgerRowView.Of(row, part.GroundAreaM2))], part.ResidualM2))]);
}

/// <summary>The ledger of one sub-park's ground inside the zone; the shares of its rows are parts of that ground.</summary>
public sealed record SubParkLedgerView(NamedFeature SubPark, double GroundAreaM2, IReadOnlyList<LedgerRowView> Rows, double ResidualM2);

/// <summary>A row of the ledger in the units that planners use; <paramref name="Share"/> is its part of the zone, 0 to 1.</summary>
public sealed record LedgerRowView(
    string Zone, string Urban, string LandUse, int Patches, double GroundAreaM2, double Ha, double Mu, double Share)
{
    /// <summary>A row as shown, as a part of <paramref name="wholeM2"/>.</summary>
    public static LedgerRowView Of(LedgerRow row, double wholeM2) => new(
        row.Zone, row.Urban, row.LandUse, row.Patches, row.GroundAreaM2,
        AreaUnits.ToHa(row.GroundAreaM2), AreaUnits.ToMu(row.GroundAreaM2), wholeM2 > 0 ? row.GroundAreaM2 / wholeM2 : 0);
}

/// <summary>The properties of a finding as the API shows it; <paramref name="Cause"/> is the id of the finding of the same run that explains it.</summary>
public sealed record FindingView(
    string Rule, string Name, string Severity, string State, IReadOnlyList<NamedFeature> Features, string? Figure, string? Cause, double? GroundAreaM2,
    IReadOnlyDictionary<string, double> Tolerance, string Message, IReadOnlyDictionary<string, object> Params);

/// <summary>How check records become what the API shows, where names alone do not say it.</summary>
public sealed class CheckMapping : IRegister
{
    /// <inheritdoc/>
    public void Register(TypeAdapterConfig config)
    {
        config.NewConfig<JsonElement, JsonElement>().MapWith(json => json);
        config.NewConfig<CheckRun, RunView>()
            .Map(view => view.Counts, run => new FindingCounts(run.Errors, run.Warnings, run.Infos))
            .Map(view => view.Progress, run => new ProgressView(run.Step, run.StepsDone, run.Steps));
        config.NewConfig<LedgerRecord, LedgerView>().MapWith(ledger => LedgerView.Of(ledger));
        config.NewConfig<StoredFinding, FindingView>();
    }
}
