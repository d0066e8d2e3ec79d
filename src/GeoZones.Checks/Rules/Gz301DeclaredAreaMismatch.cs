using GeoZones.Checks.Figures;
using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Rules;

/// <summary>GZ301 图数不符: a declared area against the ellipsoidal area of what is drawn.</summary>
internal sealed class Gz301DeclaredAreaMismatch : IRule
{
    private const string LeastToleranceM2 = "areaM2";
    private const string RelativeTolerance = "relative";
    private const double NearlyAtLeast = 0.9;

    public RuleInfo Info { get; } = new("GZ301", "declared-area-mismatch", "图数不符", Severity.Error,
        "{subject:subject}申报面积[{qualifier}] {declaredM2:area}，图上椭球面积 {measuredM2:area}，差 {differenceM2:area}[，在申报小数位的舍入（±{halfUnitM2:area}）之内][；等于{diagnosis:diagnosis}（{diagnosisM2:area}）][，应以{likelyUnit:unit}为单位][，见第 {earlierRevision:count} 版]。",
        "{subject:subject} is declared with[ {qualifier}] {declaredM2:area} and measures {measuredM2:area} on the ellipsoid: a difference of {differenceM2:area}[, within the rounding of the stated decimals (±{halfUnitM2:area})][; it equals {diagnosis:diagnosis} ({diagnosisM2:area})][, most likely meant as {likelyUnit:unit}][, in revision {earlierRevision:count}].")
    {
        Why = new("文件写的面积与图上量出的不是一回事，批准之后就说不清以哪个为准。", "A document that states another area than its drawing leaves open which of them was approved."),
        Mend = new("先看诊断：是投影面积、旧边界、换算单位还是四舍五入；再改数字或改图。", "Read the diagnosis first (projected area, an old boundary, another unit, rounding), then mend the figure or the drawing."),
        Trap = new("比较用的是椭球面积，不是投影面积；“超、多、余、以上、近”按字面理解。申报小数位能解释的差只作提示。", "The measure is the ellipsoidal area, not the planar one. Words such as over, some, nearly are taken at their meaning. A difference that the stated decimals explain is only a note."),
        Settings =
        [
            new(LeastToleranceM2, 1, 0, 10_000, new("差在此面积以内不报告。", "A difference up to this area is not reported.")),
            new(RelativeTolerance, 1e-6, 0, 0.1, new("差在量得面积的这一份额以内不报告。", "A difference up to this share of the measured area is not reported.")),
        ],
        Scope = RuleScope.Wholes,
        Wholes = [Collections.ZoneBoundaries, Collections.SubParks],
    };

    public IEnumerable<Finding> Check(CheckContext context) =>
        from declared in DeclaredArea.Of(context)
        let finding = Compare(context, declared)
        where finding is not null
        select finding;

    private Finding? Compare(CheckContext context, DeclaredArea declared)
    {
        var (declaredM2, measuredM2) = (declared.DeclaredM2, declared.MeasuredM2);
        var halfUnitM2 = declared.Figure is null ? 0 : declared.HalfUnitM2;
        var toleranceM2 = Math.Max(context.Setting(Info, LeastToleranceM2), context.Setting(Info, RelativeTolerance) * measuredM2);
        var offM2 = OffM2(declaredM2, measuredM2, declared.Qualifier);
        if (offM2 <= toleranceM2)
        {
            return null;
        }

        var isExplained = offM2 <= halfUnitM2;
        Dictionary<string, object> parameters = new()
        {
            ["subject"] = declared.Subject,
            ["declaredM2"] = declaredM2,
            ["measuredM2"] = measuredM2,
            ["differenceM2"] = declaredM2 - measuredM2,
        };
        if (declared.Qualifier is { } qualifier)
        {
            parameters["qualifier"] = qualifier;
        }

        if (isExplained)
        {
            parameters["halfUnitM2"] = halfUnitM2;
            parameters["diagnosis"] = AreaDiagnosis.Rounding;
        }
        else if (AreaDiagnosis.Of(declared, context) is { } diagnosis)
        {
            parameters["diagnosis"] = diagnosis.Kind;
            parameters["diagnosisM2"] = diagnosis.AreaM2;
            if (diagnosis.LikelyUnit is { } unit)
            {
                parameters["likelyUnit"] = unit;
            }

            if (diagnosis.Revision is { } revision)
            {
                parameters["earlierRevision"] = (double)revision;
            }
        }

        return Info.Found(declared.Features, declared.Figure, severity: isExplained ? Severity.Info : Severity.Error,
            place: PolygonOverlay.Collected([.. declared.Features.SelectMany(feature => PolygonExtracter.GetPolygons(feature.Plane)).Cast<Polygon>()]),
            tolerance: new Dictionary<string, double> { ["areaM2"] = toleranceM2 }, parameters: parameters);
    }

    // How far the drawing is from what the words allow: 超 多 余 以上 state a least, 近 a most that is nearly reached.
    private static double OffM2(double declaredM2, double measuredM2, string? qualifier)
    {
        double missing = declaredM2 - measuredM2, tooMuch = measuredM2 - declaredM2;
        return StatedRange.IsAtLeast(qualifier) ? missing
            : StatedRange.IsNearly(qualifier) ? Math.Max(tooMuch, NearlyAtLeast * declaredM2 - measuredM2)
            : Math.Abs(missing);
    }
}
