using NetTopologySuite.Geometries;

using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace GeoZones.Checks.Geodesy;

/// <summary>
/// One 3° Gauss–Krüger plane of CGCS2000 without zone number in the easting: EPSG:4534 (75° E) … 4554 (135° E).
/// x = easting with 500 km at the central meridian, y = northing, metres. Agrees with PROJ within 0.01 mm in its own belt.
/// </summary>
public sealed class GaussKrugerPlane
{
    /// <summary>EPSG code of the westernmost plane (75° E).</summary>
    public const int FirstSrid = 4534;

    /// <summary>EPSG code of the easternmost plane (135° E).</summary>
    public const int LastSrid = 4554;

    /// <summary>Easting of the central meridian, m.</summary>
    public const double FalseEastingM = 500000;

    /// <summary>EPSG code of the longitude/latitude that the planes belong to.</summary>
    public const int DegreesSrid = 4490;

    private const int FirstMeridianDeg = 75;

    private static readonly Lazy<GaussKrugerPlane>[] s_planes =
        [.. Enumerable.Range(FirstSrid, LastSrid - FirstSrid + 1).Select(srid => new Lazy<GaussKrugerPlane>(() => new GaussKrugerPlane(srid)))];

    private readonly MathTransform _toPlane;
    private readonly MathTransform _toDegrees;

    private GaussKrugerPlane(int srid)
    {
        Srid = srid;
        CentralMeridianDeg = FirstMeridianDeg + 3 * (srid - FirstSrid);

        var factory = new CoordinateSystemFactory();
        var ellipsoid = factory.CreateFlattenedSphere("CGCS2000", Cgcs2000.A, Cgcs2000.InverseFlattening, LinearUnit.Metre);
        var datum = factory.CreateHorizontalDatum("China 2000", DatumType.HD_Geocentric, ellipsoid, null);
        var degrees = factory.CreateGeographicCoordinateSystem("China Geodetic Coordinate System 2000", AngularUnit.Degrees, datum, PrimeMeridian.Greenwich,
            new AxisInfo("Lon", AxisOrientationEnum.East), new AxisInfo("Lat", AxisOrientationEnum.North));
        var projection = factory.CreateProjection("Gauss-Kruger", "Transverse_Mercator",
        [
            new ProjectionParameter("latitude_of_origin", 0),
            new ProjectionParameter("central_meridian", CentralMeridianDeg),
            new ProjectionParameter("scale_factor", 1),
            new ProjectionParameter("false_easting", FalseEastingM),
            new ProjectionParameter("false_northing", 0),
        ]);
        var plane = factory.CreateProjectedCoordinateSystem($"EPSG:{srid}", degrees, projection, LinearUnit.Metre,
            new AxisInfo("East", AxisOrientationEnum.East), new AxisInfo("North", AxisOrientationEnum.North));

        var transformations = new CoordinateTransformationFactory();
        _toPlane = transformations.CreateFromCoordinateSystems(degrees, plane).MathTransform;
        _toDegrees = transformations.CreateFromCoordinateSystems(plane, degrees).MathTransform;
    }

    /// <summary>EPSG code.</summary>
    public int Srid { get; }

    /// <summary>Longitude of the central meridian, degrees.</summary>
    public double CentralMeridianDeg { get; }

    /// <summary>The plane with this EPSG code.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 4534 … 4554.</exception>
    public static GaussKrugerPlane ForSrid(int srid)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(srid, FirstSrid);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(srid, LastSrid);
        return s_planes[srid - FirstSrid].Value;
    }

    /// <summary>EPSG code of the plane whose central meridian is nearest (on the border of two belts the eastern one).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Longitude outside 73.5° … 136.5°, or NaN.</exception>
    public static int SridFor(double longitudeDeg)
    {
        if (!(longitudeDeg >= FirstMeridianDeg - 1.5 && longitudeDeg <= 136.5))
        {
            throw new ArgumentOutOfRangeException(nameof(longitudeDeg), longitudeDeg, "No 3° Gauss–Krüger plane of CGCS2000 covers this longitude.");
        }

        return Math.Min(LastSrid, FirstSrid + (int)Math.Floor((longitudeDeg - (FirstMeridianDeg - 1.5)) / 3));
    }

    /// <summary>From longitude and latitude in degrees to easting (x) and northing (y) in metres.</summary>
    public Coordinate ToPlane(double longitudeDeg, double latitudeDeg)
    {
        var (x, y) = _toPlane.Transform(longitudeDeg, latitudeDeg);
        return new Coordinate(x, y);
    }

    /// <summary>From easting and northing in metres to longitude (x) and latitude (y) in degrees.</summary>
    public Coordinate ToDegrees(double eastingM, double northingM)
    {
        var (longitude, latitude) = _toDegrees.Transform(eastingM, northingM);
        return new Coordinate(longitude, latitude);
    }

    /// <summary>A copy in the plane, vertex by vertex, of a geometry in longitude/latitude.</summary>
    public Geometry ToPlane(Geometry degrees) => Transformed(degrees, _toPlane, Srid);

    /// <summary>A copy in longitude/latitude, vertex by vertex, of a geometry in the plane.</summary>
    public Geometry ToDegrees(Geometry plane) => Transformed(plane, _toDegrees, DegreesSrid);

    private static Geometry Transformed(Geometry geometry, MathTransform transform, int srid)
    {
        var copy = geometry.Copy();
        copy.Apply(new VertexTransform(transform));
        copy.SRID = srid;
        return copy;
    }

    private sealed class VertexTransform(MathTransform transform) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence)
        {
            for (var i = 0; i < sequence.Count; i++)
            {
                var (x, y) = transform.Transform(sequence.GetX(i), sequence.GetY(i));
                sequence.SetX(i, x);
                sequence.SetY(i, y);
            }
        }
    }
}
