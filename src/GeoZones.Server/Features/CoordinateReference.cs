using System.Globalization;
using System.Text.RegularExpressions;

using GeoZones.Checks.Geodesy;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Features;

/// <summary>
/// A coordinate reference system that features are served in, with its axes in the order in which EPSG defines them. Stored is CGCS2000 longitude and latitude; it is taken for WGS 84, which it equals within
/// centimetres, where that is asked for.
/// </summary>
public sealed partial record CoordinateReference
{
    private const string Ogc = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
    private const string Epsg = "http://www.opengis.net/def/crs/EPSG/0/";
    private const int FirstZoned = 4513;
    private const int FirstZone = 25;
    private const double ZoneM = 1_000_000;
    private const double FoldM = 0.001;

    // The edge of the world in rounded metres lies this much beyond it at most.
    private const double RoundedDeg = 1e-9;

    private readonly KruegerSeries? _plane;
    private readonly double _zoneM;

    private CoordinateReference(string uri, int srid, bool swapped, KruegerSeries? plane = null, double zoneM = 0) =>
        (Uri, Srid, IsSwapped, _plane, _zoneM) = (uri, srid, swapped, plane, zoneM);

    /// <summary>Longitude and latitude, in this order: what GeoJSON has where nothing else is asked for.</summary>
    public static readonly CoordinateReference Crs84 = new(Ogc, 4326, swapped: false);

    /// <summary>All systems, the default one first.</summary>
    public static readonly IReadOnlyList<CoordinateReference> All =
    [
        Crs84,
        new(Epsg + "4326", 4326, swapped: true),
        new(Epsg + "4490", 4490, swapped: true),
        new(Epsg + "3857", 3857, swapped: false),
        .. Enumerable.Range(GaussKrugerPlane.FirstSrid, GaussKrugerPlane.LastSrid - GaussKrugerPlane.FirstSrid + 1).Select(srid => OfPlane(srid, srid, 0)),
        .. Enumerable.Range(0, GaussKrugerPlane.LastSrid - GaussKrugerPlane.FirstSrid + 1)
            .Select(i => OfPlane(FirstZoned + i, GaussKrugerPlane.FirstSrid + i, (FirstZone + i) * ZoneM)),
    ];

    /// <summary>The system that features are stored in.</summary>
    public static CoordinateReference Storage { get; } = All.Single(crs => crs.Srid == GaussKrugerPlane.DegreesSrid);

    private static readonly Dictionary<string, CoordinateReference> ByUri = All.ToDictionary(crs => crs.Uri, StringComparer.Ordinal);

    /// <summary>Its name.</summary>
    public string Uri { get; }

    /// <summary>Its name as the header <c>Content-Crs</c> has it.</summary>
    public string Header => $"<{Uri}>";

    /// <summary>EPSG code.</summary>
    public int Srid { get; }

    /// <summary>Whether latitude or northing comes first.</summary>
    public bool IsSwapped { get; }

    /// <summary>Whether its coordinates are degrees, not metres.</summary>
    public bool IsDegrees => _plane is null && Srid != 3857;

    /// <summary>EPSG code of the same plane without zone number, in which the database holds easting and northing.</summary>
    public int PlaneSrid => _zoneM > 0 ? Srid - FirstZoned + GaussKrugerPlane.FirstSrid : Srid;

    /// <summary>The zone number's part of the easting, m.</summary>
    public double ZoneOffsetM => _zoneM;

    /// <summary>Decimal places that are written: 0.1 mm.</summary>
    public int Places => IsDegrees ? 9 : 4;

    /// <summary>Reads the value of a parameter: a URI or a safe CURIE such as <c>[EPSG:4547]</c>.</summary>
    /// <exception cref="ProblemException">400: not a system that is served.</exception>
    public static CoordinateReference Parse(string text, string parameter)
    {
        var uri = Curie().Match(text) is { Success: true } curie
            ? curie.Groups[1].Value == "OGC" ? Ogc[..^"CRS84".Length] + curie.Groups[2].Value : Epsg + curie.Groups[2].Value
            : text;
        return ByUri.GetValueOrDefault(uri) ?? throw ProblemException.OfParameter(parameter,
            $"{parameter} 须为要素集 crs 中列出的坐标系，例如 {Epsg}4547 或 [EPSG:4547]。",
            $"{parameter} is one of the systems that the collection lists as crs, for example {Epsg}4547 or [EPSG:4547].");
    }

    /// <summary>A place in this system.</summary>
    /// <param name="longitudeDeg">Longitude, degrees.</param>
    /// <param name="latitudeDeg">Latitude, degrees.</param>
    /// <returns>Its coordinates in the order of the axes.</returns>
    public (double First, double Second) Of(double longitudeDeg, double latitudeDeg)
    {
        if (_plane is { } plane)
        {
            var (easting, northing) = plane.ToPlane(longitudeDeg, latitudeDeg);
            return (northing, easting + _zoneM);
        }
        return Srid == 3857 ? WebMercator.OfDegrees(longitudeDeg, latitudeDeg) : IsSwapped ? (latitudeDeg, longitudeDeg) : (longitudeDeg, latitudeDeg);
    }

    /// <summary>A place told in the order of the axes, in longitude and latitude, degrees.</summary>
    /// <returns><c>null</c> where this system has no such place.</returns>
    public (double LongitudeDeg, double LatitudeDeg)? ToDegrees(double first, double second)
    {
        var (x, y) = IsSwapped ? (second, first) : (first, second);
        var (longitude, latitude) = _plane?.ToDegrees(x - _zoneM, y) ?? (Srid == 3857 ? WebMercator.ToDegrees(x, y) : (x, y));
        if (!IsDegrees && Math.Abs(longitude) <= 180 + RoundedDeg)
        {
            longitude = Math.Clamp(longitude, -180, 180);
        }
        if (!(Math.Abs(longitude) <= 180 && Math.Abs(latitude) <= 90))
        {
            return null;
        }
        // There and back again: beyond its region a projection folds.
        var (backFirst, backSecond) = Of(longitude, latitude);
        return IsDegrees || (Math.Abs(backFirst - first) < FoldM && Math.Abs(backSecond - second) < FoldM) ? (longitude, latitude) : null;
    }

    private static CoordinateReference OfPlane(int srid, int plane, double zoneM) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Epsg}{srid}"), srid, swapped: true, new KruegerSeries(GaussKrugerPlane.ForSrid(plane).CentralMeridianDeg), zoneM);

    [GeneratedRegex(@"^\[(OGC|EPSG):([A-Za-z0-9]{1,10})\]\z")]
    private static partial Regex Curie();
}
