namespace GeoZones.Data;

/// <summary>
/// The plane in which a case is drawn: metres east and north of its centre. It is only a drawing board (sinusoidal, so that areas come out nearly right);
/// what counts afterwards are the rounded longitudes and latitudes. It needs no trigonometry of the C library, so every machine rounds alike.
/// </summary>
sealed class LocalPlane(double centreLongitude, double centreLatitude)
{
    private const double A = 6378137, Flattening = 1 / 298.257222101, E2 = Flattening * (2 - Flattening);

    /// <summary>Longitude and latitude in units of 1e-9°, rounded once.</summary>
    public (long Longitude, long Latitude) ToNanodegrees(double x, double y)
    {
        double radians = Math.PI / 180, centre = centreLatitude * radians;
        double w = 1 - E2 * Noise.Sin(centre) * Noise.Sin(centre);
        double latitude = centre + y / (A * (1 - E2) / (w * Math.Sqrt(w)));
        double sine = Noise.Sin(latitude);
        double longitude = centreLongitude * radians + x / (A / Math.Sqrt(1 - E2 * sine * sine) * Noise.Cos(latitude));
        return ((long)Math.Round(longitude / radians * 1e9), (long)Math.Round(latitude / radians * 1e9));
    }
}
