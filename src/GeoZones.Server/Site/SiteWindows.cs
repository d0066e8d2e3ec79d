using NetTopologySuite.Geometries;

namespace GeoZones.Server.Site;

/// <summary>Where to look for what lies near a site: boxes that share nothing and hold all its parts, so that what lies between parts far from each other is left alone.</summary>
internal static class SiteWindows
{
    // A feature is found once in each window that it meets; townships meet all of them.
    private const int Most = 16;

    /// <summary>The windows.</summary>
    /// <param name="site">The site.</param>
    /// <param name="margin">How far they reach beyond its parts, in its unit.</param>
    public static IReadOnlyList<Envelope> Of(Geometry site, double margin)
    {
        List<Envelope> windows = [];
        for (var i = 0; i < site.NumGeometries; i++)
        {
            Envelope window = new(site.GetGeometryN(i).EnvelopeInternal);
            window.ExpandBy(margin);
            Add(windows, window);
            if (windows.Count > Most)
            {
                var (a, b) = Nearest(windows);
                windows.Remove(b);
                windows.Remove(a);
                Add(windows, Joined(a, b));
            }
        }

        return windows;
    }

    private static void Add(List<Envelope> windows, Envelope window)
    {
        while (windows.Find(window.Intersects) is { } other)
        {
            windows.Remove(other);
            window = Joined(window, other);
        }

        windows.Add(window);
    }

    // The two whose joint box takes in the least between them.
    private static (Envelope A, Envelope B) Nearest(List<Envelope> windows) =>
        (from a in windows.Index() from b in windows.Skip(a.Index + 1) select (A: a.Item, B: b)).MinBy(pair => Joined(pair.A, pair.B).Area - pair.A.Area - pair.B.Area);

    private static Envelope Joined(Envelope a, Envelope b)
    {
        Envelope joined = new(a);
        joined.ExpandToInclude(b);
        return joined;
    }
}
