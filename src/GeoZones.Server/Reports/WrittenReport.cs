using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Rules;
using GeoZones.Server.Checks;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Reports;

/// <summary>A report that is about to be written, in one language.</summary>
/// <param name="plans">What was checked and found.</param>
/// <param name="revisions">Number of the revision by plan, in the order zone, urban, land-use, survey.</param>
/// <param name="rules">The rules that were asked for.</param>
/// <param name="language"><c>zh</c> or <c>en</c>.</param>
internal sealed class WrittenReport(CheckedPlans plans, IReadOnlyDictionary<string, int> revisions, IReadOnlyList<RuleInfo> rules, string language)
{
    private const int Decimals = 9;

    private readonly GaussKrugerPlane _plane = GaussKrugerPlane.ForSrid(plans.Snapshot.PlaneSrid);

    /// <summary>What was checked and found.</summary>
    public CheckedPlans Plans => plans;

    /// <summary>Number of the revision by plan.</summary>
    public IReadOnlyDictionary<string, int> Revisions => revisions;

    /// <summary>The rules that were asked for and are not switched off.</summary>
    public IReadOnlyList<RuleInfo> Checked { get; } = [.. rules.Where(rule => !plans.Report.RulesOff.Contains(rule.Code))];

    /// <summary>The language of messages.</summary>
    public string Language => language;

    /// <summary>The findings, worst first.</summary>
    public IReadOnlyList<Finding> Findings => plans.Report.Findings;

    /// <summary>The message of a finding.</summary>
    public string Message(Finding finding) => FindingMessage.Of(finding, language);

    /// <summary>The place of a finding in longitude/latitude, rounded to 0.1 mm; <c>null</c> where it has none.</summary>
    public Geometry? Place(Finding finding)
    {
        if (finding.Place is not { IsEmpty: false } place)
        {
            return null;
        }

        var degrees = _plane.ToDegrees(place);
        degrees.Apply(new Rounded());
        return degrees;
    }

    /// <summary>One point of the place of a finding, longitude and latitude: where to look.</summary>
    public Coordinate? Point(Finding finding)
    {
        if (finding.Place is not { IsEmpty: false } place)
        {
            return null;
        }

        var inside = place is IPolygonal && place.IsValid ? place.InteriorPoint.Coordinate : place.Coordinate;
        var degrees = _plane.ToDegrees(inside.X, inside.Y);
        return new(Math.Round(degrees.X, Decimals), Math.Round(degrees.Y, Decimals));
    }

    private sealed class Rounded : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence, int i)
        {
            sequence.SetX(i, Math.Round(sequence.GetX(i), Decimals));
            sequence.SetY(i, Math.Round(sequence.GetY(i), Decimals));
        }
    }
}
