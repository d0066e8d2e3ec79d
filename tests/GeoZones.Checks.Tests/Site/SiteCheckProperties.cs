using FsCheck.Xunit;

using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Site;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Tests.Site;

/// <summary>What must hold for any site in any plans: mosaics with patches left out, moved and doubled, and a crooked site with a hole over them.</summary>
public class SiteCheckProperties
{
    [Property(MaxTest = 25)]
    public void The_rows_of_every_layer_add_up_to_the_site(int seed)
    {
        var report = SiteCheck.Of(Site(seed), SiteCheckTests.Snapshot(Drawn(seed, 0, 0)));
        Assert.All(report.Layers, layer =>
        {
            Assert.InRange(layer.ResidualM2, -1e-4, 1e-4);
            Assert.Equal(report.Areas.GroundAreaM2, layer.Rows.Sum(row => row.GroundAreaM2), 1e-4);
            Assert.Equal(1, layer.Rows.Sum(row => row.Share), 1e-8);
            Assert.All(layer.Rows, row => Assert.Equal(row.GroundAreaM2, AreaMeasure.GroundAreaM2(row.Place, Sketch.Plane), 1e-4));
        });
    }

    [Property(MaxTest = 25)]
    public void The_areas_are_those_of_an_overlay_of_every_pair(int seed)
    {
        var (site, sketch) = (Site(seed), Drawn(seed, 0, 0));
        var report = SiteCheck.Of(site, SiteCheckTests.Snapshot(sketch));
        var layer = report.Layers.Single(layer => layer.Id == SiteLayerKind.ExistingLandUse);
        var patches = sketch.Snapshot.Features.Where(feature => feature.Collection == Collections.ExistingLandUse).ToList();
        var sumM2 = patches.Sum(patch => AreaMeasure.GroundAreaM2(patch.Plane.Intersection(site), Sketch.Plane));
        var coveredM2 = AreaMeasure.GroundAreaM2(NetTopologySuite.Operation.OverlayNG.OverlayNGRobust.Union(patches.Select(patch => patch.Plane.Intersection(site)).ToList()), Sketch.Plane);
        Assert.Equal(coveredM2, layer.Rows.Where(row => row.Code is not null).Sum(row => row.GroundAreaM2), 1e-3);
        Assert.True(layer.DoubledM2 >= sumM2 - coveredM2 - 1e-3, "Ground under two patches is told.");
    }

    [Property(MaxTest = 15)]
    public void Where_a_ring_starts_and_which_way_it_runs_and_the_order_of_features_change_nothing(int seed)
    {
        var snapshot = SiteCheckTests.Snapshot(Drawn(seed, 0, 0));
        var random = new Random(seed);
        var features = snapshot.Features.Select(feature => feature with { Plane = feature.Plane.Reverse() }).ToArray();
        random.Shuffle(features);
        Assert.Equal(Told(SiteCheck.Of(Site(seed), snapshot)), Told(SiteCheck.Of(Redrawn(Site(seed), random), snapshot with { Features = features })));
    }

    [Property(MaxTest = 15)]
    public void Moving_everything_together_along_the_meridian_changes_no_code_and_hardly_an_area(int seed)
    {
        var here = SiteCheck.Of(Site(seed), SiteCheckTests.Snapshot(Drawn(seed, 0, 0)));
        var there = SiteCheck.Of(AffineTransformation.TranslationInstance(0, 1000).Transform(Site(seed)), SiteCheckTests.Snapshot(Drawn(seed, 0, 1000)));
        Assert.Equal(here.Findings.Select(finding => finding.Code), there.Findings.Select(finding => finding.Code));
        foreach (var (a, b) in here.Layers.Zip(there.Layers))
        {
            Assert.Equal(a.Rows.Select(row => row.Code), b.Rows.Select(row => row.Code));
            Assert.All(a.Rows.Zip(b.Rows), rows => Assert.Equal(rows.First.GroundAreaM2, rows.Second.GroundAreaM2, 1e-2));
        }
    }

    private static string Told(SiteReport report) => string.Join('\n', report.Layers
        .SelectMany(layer => layer.Rows.Select(row => FormattableString.Invariant($"{layer.Id} {row.Code} {row.GroundAreaM2:F4} {row.Patches}")).Append(FormattableString.Invariant($"{layer.DoubledM2:F4}")))
        .Concat(report.Findings.Select(finding => finding.Code + finding.Text.Zh)));

    private static Polygon Site(int seed)
    {
        var random = new Random(seed);
        Coordinate middle = new(Sketch.EastM + 150 + random.Next(-60, 60), Sketch.NorthM + 150 + random.Next(-60, 60));
        LinearRing Ring(double radiusM, int vertices)
        {
            Coordinate[] ring = [.. Enumerable.Range(0, vertices).Select(i =>
            {
                var (angle, r) = (2 * Math.PI * i / vertices, radiusM * (0.6 + 0.4 * random.NextDouble()));
                return new Coordinate(Math.Round(middle.X + r * Math.Cos(angle), 4), Math.Round(middle.Y + r * Math.Sin(angle), 4));
            })];
            return new LinearRing([.. ring, ring[0]]);
        }

        return new Polygon(Ring(140, random.Next(5, 30)), random.Next(2) == 0 ? [] : [Ring(40, random.Next(3, 9))]);
    }

    private static Polygon Redrawn(Polygon site, Random random)
    {
        var open = site.ExteriorRing.Coordinates[..^1];
        var start = random.Next(open.Length);
        Coordinate[] turned = [.. open[start..], .. open[..start]];
        return new Polygon((LinearRing)new LinearRing([.. turned, turned[0]]).Reverse(), [.. site.InteriorRings.Cast<LinearRing>()]);
    }

    private static Sketch Drawn(int seed, double eastM, double northM)
    {
        var random = new Random(seed);
        var sketch = new Sketch();
        var move = AffineTransformation.TranslationInstance(eastM, northM);
        (string Collection, PlanKind? Plan, string Attribute, string[] Classes)[] layers =
        [
            (Collections.Designations, PlanKind.LandUse, "controlArea", ["010", "020", "040"]), (Collections.Designations, PlanKind.Urban, "class", ["M1", "E"]),
            (Collections.Designations, PlanKind.Zone, "function", ["M", "G"]), (Collections.ExistingLandUse, null, "class", ["20", "01"]), (Collections.Farmland, PlanKind.LandUse, "farmlandClass", ["basic", "general"]),
        ];
        foreach (var (collection, plan, attribute, classes) in layers)
        {
            foreach (var (number, patch) in new Mosaic(random.Next(), 3, 3, 100, 3).Patches().Index())
            {
                var moved = random.Next(8) switch
                {
                    0 => null,
                    1 => AffineTransformation.TranslationInstance(3.1234, 1.4321).Transform(patch),
                    _ => patch,
                };
                if (moved is not null)
                {
                    sketch.Add(collection, plan, $"{number}", move.Transform(moved), attributes: (attribute, classes[random.Next(classes.Length)]));
                }
            }
        }

        return sketch;
    }
}
