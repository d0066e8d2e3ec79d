using Mapster;

namespace GeoZones.Server.Plans;

/// <summary>A region as the API shows it; extent is west, south, east, north in degrees.</summary>
public sealed record RegionView(
    string Id, string NameZh, string NameEn, int PlaneSrid, double[] Extent, bool Synthetic, string? NoteZh, string? NoteEn);

/// <summary>A plan as the API shows it.</summary>
public sealed record PlanView(
    string Kind, string NameZh, string NameEn, int? BaseYear, int? TargetYear, string? Stage, IReadOnlyList<RevisionView> Revisions);

/// <summary>A revision as the API shows it.</summary>
public sealed record RevisionView(
    int Number, string State, string? Note, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? SubmittedAt, string? SubmittedBy, DateTimeOffset? ApprovedAt, string? ApprovedBy);

/// <summary>A declared figure as the API shows it.</summary>
public sealed record FigureView(
    string Plan, int Revision, string Subject, string Quantity, decimal? Value, string? Unit, int Decimals, string? Qualifier,
    string? Account, string? PartOf, string? Phrase, bool Synthetic);

/// <summary>How planning records become what the API shows, where names alone do not say it.</summary>
public sealed class PlanMapping : IRegister
{
    /// <inheritdoc/>
    public void Register(TypeAdapterConfig config) =>
        config.NewConfig<Region, RegionView>().Map(view => view.Extent, region => new[] { region.West, region.South, region.East, region.North });
}
