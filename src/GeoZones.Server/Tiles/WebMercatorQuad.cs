using System.Globalization;

using GeoZones.Server.Problems;

namespace GeoZones.Server.Tiles;

/// <summary>The tile matrix set WebMercatorQuad of the OGC: a square of Web Mercator, halved at every zoom; rows count from the north.</summary>
public static class WebMercatorQuad
{
    /// <summary>Its name in URLs.</summary>
    public const string Id = "WebMercatorQuad";

    /// <summary>Its URI in the register of the OGC.</summary>
    public const string Uri = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";

    /// <summary>URI of EPSG:3857.</summary>
    public const string Crs = "http://www.opengis.net/def/crs/EPSG/0/3857";

    /// <summary>The last zoom that tiles are served at.</summary>
    public const int LastZoom = 22;

    /// <summary>Half the side of the square, metres.</summary>
    public const double HalfSide = 6378137 * Math.PI;

    private const double NorthernmostDegree = 85.0511287798066;

    /// <summary>Side of a tile, metres of Web Mercator.</summary>
    public static double TileSide(int zoom) => 2 * HalfSide / (1L << zoom);

    /// <summary>The matrix set that an address names.</summary>
    /// <exception cref="ProblemException">404: another one.</exception>
    public static void Require(string tileMatrixSet)
    {
        if (tileMatrixSet != Id)
        {
            throw ProblemException.NotFound($"没有瓦片矩阵集“{tileMatrixSet}”，只有 {Id}。", $"There is no tile matrix set “{tileMatrixSet}”; there is {Id}.");
        }
    }

    /// <summary>Reads zoom, row and column of a tile.</summary>
    /// <exception cref="ProblemException">404: there is no such tile.</exception>
    public static (int Zoom, int Row, int Column) Parse(string zoom, string row, string column)
    {
        if (Number(zoom, LastZoom) is not { } z)
        {
            throw ProblemException.NotFound($"没有级别“{zoom}”；级别为 0 至 {LastZoom}。", $"There is no zoom “{zoom}”; zooms are 0 to {LastZoom}.");
        }
        var last = (1 << z) - 1;
        return Number(row, last) is { } y && Number(column, last) is { } x ? (z, y, x) : throw ProblemException.NotFound(
            $"第 {z} 级没有行“{row}”、列“{column}”的瓦片；行与列为 0 至 {last}，地址为 级别/行/列。",
            $"Zoom {z} has no tile of row “{row}” and column “{column}”; both are 0 to {last}, and addresses are zoom/row/column.");
    }

    /// <summary>The tile that a place lies in.</summary>
    /// <param name="zoom">Zoom.</param>
    /// <param name="longitude">Degrees.</param>
    /// <param name="latitude">Degrees.</param>
    public static (int Row, int Column) TileAt(int zoom, double longitude, double latitude)
    {
        var (count, sine) = (1 << zoom, Math.Sin(Math.Clamp(latitude, -NorthernmostDegree, NorthernmostDegree) * Math.PI / 180));
        int Cell(double share) => Math.Clamp((int)Math.Floor(share * count), 0, count - 1);
        return (Cell(0.5 - (Math.Log((1 + sine) / (1 - sine)) / (4 * Math.PI))), Cell((longitude + 180) / 360));
    }

    private static int? Number(string text, int last) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= last ? number : null;
}
