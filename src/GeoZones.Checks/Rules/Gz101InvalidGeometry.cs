using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>GZ101 图形无效: every defect of every area and line, each with its point and reason.</summary>
internal sealed class Gz101InvalidGeometry : IRule
{
    public RuleInfo Info { get; } = new("GZ101", "invalid-geometry", "图形无效", Severity.Error,
        "{f0}的图形无效：{reason:reason}[（东经 {longitude:degrees}，北纬 {latitude:degrees}）]。",
        "The geometry of {f0} is invalid: {reason:reason}[ (at {longitude:degrees} E, {latitude:degrees} N)].");

    public IEnumerable<Finding> Check(CheckContext context)
    {
        foreach (var feature in context.Features.Where(feature => !context.IsValid(feature)))
        {
            var part = 0;
            foreach (var defect in GeometryDefects.Of(feature.Plane))
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
