namespace GeoZones.Checks;

/// <summary>A number that a document declares, kept exactly as stated.</summary>
/// <param name="Subject">What it is about, for example <c>zone</c>, <c>sub-park/起重园区</c> or <c>region</c>.</param>
/// <param name="Quantity">What is counted or measured, for example <c>area</c> or <c>quota-granted</c>.</param>
/// <param name="Value">The number in <paramref name="Unit"/>; <c>null</c> is a blank in the source, never zero.</param>
/// <param name="Unit">Unit as stated: <c>km2</c>, <c>ha</c>, <c>mu</c>, <c>m2</c>, <c>1e4CNY</c>, <c>count</c> …</param>
/// <param name="Decimals">Decimals as stated (21.8 has 1).</param>
/// <param name="Qualifier">暂定, 计划, 超, 近, 余 …, or <c>null</c>.</param>
/// <param name="Account">Quota account (规划指标, 年度计划, 增减挂钩), or <c>null</c>.</param>
/// <param name="Phrase">The words of the source.</param>
/// <param name="PartOf">Subject of the total that this figure is a part of (same quantity and account), or <c>null</c>.</param>
/// <param name="Synthetic"><c>true</c> for a row that no source states.</param>
public sealed record Figure(
    string Subject,
    string Quantity,
    decimal? Value,
    string? Unit,
    int Decimals,
    string? Qualifier,
    string? Account,
    string? Phrase,
    string? PartOf,
    bool Synthetic)
{
    /// <summary>The plan whose document declares it.</summary>
    public PlanKind Plan { get; init; } = PlanKind.Zone;

    /// <summary>
    /// What names the figure within its region: <c>subject#quantity</c>, and <c>@account</c> where there is one; figures of the urban and the land-use plan have
    /// <c>urban/</c> and <c>land-use/</c> before it.
    /// </summary>
    public string Key => (Plan == PlanKind.Zone ? "" : Plan.Text() + "/") + (Account is null ? $"{Subject}#{Quantity}" : $"{Subject}#{Quantity}@{Account}");
}
