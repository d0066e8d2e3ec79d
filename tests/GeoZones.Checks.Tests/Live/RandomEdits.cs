using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Live;

using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GeoZones.Checks.Tests.Live;

/// <summary>Edits as people make them, and worse ones, drawn at random. About as many bring features back to what they were as change them.</summary>
/// <param name="random">Decides all.</param>
/// <param name="drawn">The features before the first edit.</param>
internal sealed class RandomEdits(Random random, IReadOnlyList<PlanFeature> drawn)
{
    private static readonly GaussKrugerPlane s_plane = GaussKrugerPlane.ForSrid(4547);

    private long _nextId = 10_000_000;

    /// <summary>The next edits, of one feature or of several that share a vertex.</summary>
    /// <param name="features">The features as they are.</param>
    public IReadOnlyList<FeatureEdit> Next(IReadOnlyList<PlanFeature> features)
    {
        if (features.Count == 0 || random.Next(3) == 0)
        {
            var original = drawn[random.Next(drawn.Count)];
            return [new(original.Collection, original.Id, original)];
        }

        var feature = features[random.Next(features.Count)];
        while (feature.Collection == Collections.ZoneBoundaries && random.Next(20) > 0)
        {
            feature = features[random.Next(features.Count)];
        }

        return random.Next(16) switch
        {
            0 or 1 or 2 => Shared(feature, features),
            3 or 4 => [Drawn(feature, Bent(feature.Plane, 6))],
            5 => [Drawn(feature, Bent(feature.Plane, 0.004))],
            6 => [Drawn(feature, Moved(feature.Plane, 30))],
            7 => [Drawn(feature, Moved(feature.Plane, 0.02))],
            8 => [new(feature.Collection, feature.Id, null)],
            9 => [Copy(feature, feature.Code), Copy(feature, $"N{_nextId}")],
            10 => [Stated(feature)],
            11 => [new(feature.Collection, feature.Id, feature with { Code = features[random.Next(features.Count)].Code })],
            12 => [Drawn(feature, BowTie(feature.Plane))],
            13 => [Drawn(feature, feature.Plane.Centroid.Buffer(random.NextDouble() * 30) is { } hole && feature.Plane.IsValid ? feature.Plane.Difference(hole) : feature.Plane)],
            14 => [Drawn(feature, feature.Plane.Factory.CreateEmpty(feature.Plane is ILineal ? Dimension.Curve : Dimension.Surface))],
            _ => [Drawn(feature, WithVertex(feature.Plane))],
        };
    }

    // A vertex dragged in all features that share it: what the editor does with a common boundary.
    private List<FeatureEdit> Shared(PlanFeature feature, IReadOnlyList<PlanFeature> features)
    {
        if (feature.Plane.IsEmpty)
        {
            return [];
        }

        var at = feature.Plane.Coordinates[random.Next(feature.Plane.NumPoints)];
        Coordinate to = new(Math.Round(at.X + 8 * (random.NextDouble() - 0.5), 4), Math.Round(at.Y + 8 * (random.NextDouble() - 0.5), 4));
        return [.. features.Where(one => (one.Collection, one.Plan) == (feature.Collection, feature.Plan) && one.Plane.Coordinates.Any(at.Equals2D)).Select(one => Drawn(one, WithEach(one.Plane, point => point.Equals2D(at) ? to : point)))];
    }

    private Geometry Bent(Geometry plane, double byM)
    {
        if (plane.IsEmpty)
        {
            return plane;
        }

        var at = plane.Coordinates[random.Next(plane.NumPoints)];
        Coordinate to = new(Math.Round(at.X + byM * (random.NextDouble() - 0.5), 4), Math.Round(at.Y + byM * (random.NextDouble() - 0.5), 4));
        return WithEach(plane, point => point.Equals2D(at) ? to : point);
    }

    private Geometry Moved(Geometry plane, double byM) =>
        AffineTransformation.TranslationInstance(Math.Round(byM * (random.NextDouble() - 0.5), 4), Math.Round(byM * (random.NextDouble() - 0.5), 4)).Transform(plane);

    private Geometry WithVertex(Geometry plane)
    {
        if (plane is not Polygon { IsEmpty: false } polygon)
        {
            return plane;
        }

        var ring = polygon.ExteriorRing.Coordinates.ToList();
        var at = random.Next(ring.Count - 1);
        ring.Insert(at + 1, new Coordinate(Math.Round((ring[at].X + ring[at + 1].X) / 2, 4), Math.Round((ring[at].Y + ring[at + 1].Y) / 2, 4)));
        return new Polygon(new LinearRing([.. ring]), [.. polygon.InteriorRings.Cast<LinearRing>()]);
    }

    private static Geometry BowTie(Geometry plane)
    {
        if (plane is not Polygon { IsEmpty: false } polygon || polygon.ExteriorRing.NumPoints < 5)
        {
            return plane;
        }

        var ring = polygon.ExteriorRing.Coordinates.Select(point => point.Copy()).ToArray();
        (ring[1], ring[3]) = (ring[3], ring[1]);
        return new Polygon(new LinearRing(ring));
    }

    private FeatureEdit Copy(PlanFeature feature, string? code)
    {
        var id = _nextId++;
        return new(feature.Collection, id, feature with { Id = id, Code = code });
    }

    private FeatureEdit Stated(PlanFeature feature)
    {
        Dictionary<string, string> attributes = new(feature.Attributes);
        foreach (var name in attributes.Keys.ToList())
        {
            attributes[name] = ((string[])["010", "030", "M", "G", "M1", "E", "20", "01", "basic", "general", "nonsense", ""])[random.Next(12)];
        }

        return new(feature.Collection, feature.Id, feature with { Attributes = attributes, DeclaredAreaM2 = random.Next(2) == 0 ? feature.DeclaredAreaM2 : 12_345 });
    }

    private static FeatureEdit Drawn(PlanFeature feature, Geometry plane) => new(feature.Collection, feature.Id, feature with
    {
        Plane = plane,
        Measures = plane is IPolygonal ? AreaMeasure.Of(s_plane.ToDegrees(plane), s_plane) : null,
    });

    private static Geometry WithEach(Geometry plane, Func<Coordinate, Coordinate> moved)
    {
        var copy = plane.Copy();
        copy.Apply(new Mover(moved));
        copy.GeometryChanged();
        return copy;
    }

    private sealed class Mover(Func<Coordinate, Coordinate> moved) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence, int i)
        {
            var to = moved(sequence.GetCoordinate(i));
            sequence.SetX(i, to.X);
            sequence.SetY(i, to.Y);
        }
    }
}
