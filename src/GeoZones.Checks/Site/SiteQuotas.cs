using GeoZones.Checks.Figures;
using GeoZones.Checks.Overlay;

namespace GeoZones.Checks.Site;

/// <summary>
/// What a site takes from the plan quota 规划指标, which is for new construction land only. What the zone plan builds on is in the plan's own use already and is not taken twice.
/// </summary>
internal static class SiteQuotas
{
    /// <summary>Charges a site to an account.</summary>
    public static SiteQuota Of(SiteGround site, IReadOnlyList<SiteLayer> layers, QuotaAccount? account)
    {
        var fresh = Rows(layers, SiteLayerKind.ExistingLandUse).Where(row => row.Class?.State != CodeClass.Built).ToList();
        var planned = Rows(layers, SiteLayerKind.ZoneFunction).Where(row => row.Class?.State == CodeClass.Built).Select(row => row.Place).ToList();
        var takesM2 = fresh.Sum(row => row.GroundAreaM2);
        var countedM2 = fresh.Count == 0 || planned.Count == 0 ? 0
            : AreaTable.Of(site.Pack(fresh.Select(row => row.Place)), site.Pack(planned), threads: 1).Where(shared => shared.IsGround).Sum(shared => shared.GroundM2);
        return new SiteQuota(takesM2, countedM2, account?.GrantedM2, account?.AllocatedM2, account?.UsedM2, account?.UnusedM2 - (takesM2 - countedM2));
    }

    /// <summary>The plan quota as the figures state it, its use unknown; <c>null</c> where nothing is granted.</summary>
    public static QuotaAccount? Declared(IReadOnlyList<Figure> figures)
    {
        var grantedM2 = figures
            .Where(figure => figure.Quantity == Quotas.Granted && Subject.IsWhole(figure.Subject) && (figure.Account ?? QuotaAccount.Plan) == QuotaAccount.Plan)
            .OrderBy(figure => figure.Plan).Select(Quotas.AreaM2).FirstOrDefault(areaM2 => areaM2 is not null);
        return grantedM2 is null ? null : new QuotaAccount(QuotaAccount.Plan, grantedM2, null, null, null, null);
    }

    private static IReadOnlyList<SiteRow> Rows(IReadOnlyList<SiteLayer> layers, string id) => layers.Single(layer => layer.Id == id).Rows;
}
