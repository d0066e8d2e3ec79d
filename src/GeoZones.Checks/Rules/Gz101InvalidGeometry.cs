using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ101 图形无效: every defect of every area and line, each with its point and reason.</summary>
internal sealed class Gz101InvalidGeometry : IRule
{
    public RuleInfo Info { get; } = new("GZ101", "invalid-geometry", "图形无效", Severity.Error,
        "{f0}的图形无效：{reason:reason}[（东经 {longitude:degrees}，北纬 {latitude:degrees}）]。",
        "The geometry of {f0} is invalid: {reason:reason}[ (at {longitude:degrees} E, {latitude:degrees} N)].")
    {
        Why = new("自相交、尖刺或折叠的图形没有确定的面积，任何叠加结果都不可信；提交时会被拒绝。", "A ring that crosses, spikes or folds has no certain area; nothing laid over it can be trusted, and a plan that holds one cannot be submitted."),
        Mend = new("缩放到所示的点，把边界拉开、删去多余的折返点，或把一个图形拆成两个。", "Zoom to the point, pull the lines apart, delete the vertex where the line turns back, or split the shape in two."),
        Trap = new("每处缺陷单独列出，改完第一处还要看第二处；面积规则和台账会把无效图形排除在外，并写明排除了什么。", "Every defect is listed by itself: after the first there may be a second. Rules over areas and the ledger leave invalid shapes out and say so."),
    };

    public IEnumerable<Finding> Check(CheckContext context)
    {
        foreach (var feature in context.Features.Where(feature => !context.IsValid(feature)))
        {
            var part = 0;
            foreach (var defect in GeometryDefects.Of(feature.Plane, context.Cancellation))
            {
                Dictionary<string, object> parameters = new() { ["reason"] = defect.Reason };
                if (defect.At is { } at)
                {
                    var degrees = context.Plane.ToDegrees(at.X, at.Y);
                    parameters["longitude"] = Math.Round(degrees.X, 9);
                    parameters["latitude"] = Math.Round(degrees.Y, 9);
                }

                yield return Info.Found([feature], part: ++part, place: defect.At is null ? null : new Point(defect.At.Copy()), parameters: parameters);
            }
        }
    }
}
