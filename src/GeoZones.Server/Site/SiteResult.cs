using System.Globalization;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Messages;
using GeoZones.Checks.Site;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Measure;
using GeoZones.Server.Plans;
using GeoZones.Server.Problems;

using NetTopologySuite.Geometries;

using Npgsql;

namespace GeoZones.Server.Site;

/// <summary>A site that was checked: what every form of the result tells.</summary>
/// <param name="Region">The region.</param>
/// <param name="Input">The red line.</param>
/// <param name="Report">What was found.</param>
/// <param name="Basis">The revisions it was looked up in.</param>
/// <param name="CheckedAt">When.</param>
public sealed record SiteResult(Region Region, SiteInput Input, SiteReport Report, IReadOnlyList<SiteBasis> Basis, DateTimeOffset CheckedAt)
{
    // Beyond this it is no site; whole regions are checked by a check run.
    private const double LargestKm2 = 200;

    /// <summary>The plane of the region.</summary>
    public GaussKrugerPlane Plane => GaussKrugerPlane.ForSrid(Region.PlaneSrid);

    /// <summary>The verdict in words.</summary>
    public Sentence Verdict => Report.Verdict switch
    {
        SiteOutcome.Forbidden => new("不符合：有禁止建设的情形", "Not compliant: building is forbidden on part of it"),
        SiteOutcome.Procedure => new("须先办理手续", "Possible after procedures"),
        _ => new("符合规划", "Compliant"),
    };

    /// <summary>Checks a red line.</summary>
    /// <param name="db">The database.</param>
    /// <param name="region">The region.</param>
    /// <param name="bytes">The red line: see <see cref="SiteInput.Read"/>.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ProblemException">4xx: it is no site of this region, and why.</exception>
    public static async Task<SiteResult> Of(NpgsqlDataSource db, Region region, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var input = await SiteInput.Read(bytes, region, db, cancel);
        var plane = GaussKrugerPlane.ForSrid(region.PlaneSrid);
        DemandNear(input.Degrees, region);
        var redLine = plane.ToPlane(input.Degrees);
        Validity.Demand(redLine, plane);
        if (AreaUnits.ToKm2(redLine.Area) > LargestKm2)
        {
            throw new ProblemException(StatusCodes.Status422UnprocessableEntity, new(
                $"地块超过 {LargestKm2} 平方公里：这不是一个选址；整个县市请用规划检查。", $"The site is larger than {LargestKm2} km²: that is no site; check the plans of the region instead."));
        }

        var ground = await SiteGroundReader.ReadAsync(db, region, input.Degrees, cancel);
        return new(region, input, SiteCheck.Of(redLine, ground.Near, ground.Quota, cancel), ground.Basis, DateTimeOffset.UtcNow);
    }

    /// <summary>A geometry of the report in longitude and latitude, nine decimals.</summary>
    public Geometry Degrees(Geometry plane)
    {
        var degrees = Plane.ToDegrees(plane);
        degrees.Apply(new Rounding());
        return degrees;
    }

    /// <summary>Square metres as a person reads them.</summary>
    public static string Number(double value, int decimals) => value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) is var text && text.Trim('-', '0', '.', ',').Length == 0 ? text.TrimStart('-') : text;

    /// <summary>The name of a plan of <see cref="SiteBasis"/>.</summary>
    internal static Sentence PlanName(string plan) => plan switch
    {
        "zone" => new("集聚区规划", "zone plan"),
        "urban" => new("城市总体规划", "urban plan"),
        "land-use" => new("土地利用总体规划", "land-use plan"),
        _ => new("现状调查", "survey"),
    };

    /// <summary>A road's state of building in words.</summary>
    internal static string? StateName(string? state, string language) => Words.All.TryGetValue($"state.{state}", out var word) ? word.In(language) : state;

    private static void DemandNear(Geometry degrees, Region region)
    {
        _ = PlaneOf.Geometry(degrees);
        Envelope extent = new(region.West, region.East, region.South, region.North);
        if (extent.Intersects(degrees.EnvelopeInternal))
        {
            return;
        }

        var at = degrees.Coordinate;
        string range = FormattableString.Invariant($"{region.West}–{region.East}, {region.South}–{region.North}");
        throw new ProblemException(StatusCodes.Status422UnprocessableEntity, new(
            $"地块在{region.NameZh}（经纬度 {range}）之外：选错了县市，还是坐标的带号、中央经线不对？",
            $"The site lies outside of {region.NameEn} (longitude and latitude {range}): is it another region, or are zone and central meridian of the coordinates others?"))
        {
            Coordinate = [at.X, at.Y],
        };
    }

    private sealed class Rounding : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence, int i)
        {
            sequence.SetX(i, Math.Round(sequence.GetX(i), 9));
            sequence.SetY(i, Math.Round(sequence.GetY(i), 9));
        }
    }
}
