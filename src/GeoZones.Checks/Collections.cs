namespace GeoZones.Checks;

/// <summary>Names of the feature collections, as in URLs, SQL and on the command line.</summary>
public static class Collections
{
    /// <summary>规划范围: the zone line as one plan draws it.</summary>
    public const string ZoneBoundaries = "zone-boundaries";

    /// <summary>园区: the parts of a zone.</summary>
    public const string SubParks = "sub-parks";

    /// <summary>道路: centre lines.</summary>
    public const string Roads = "roads";

    /// <summary>农田: basic and general farmland of the land-use plan.</summary>
    public const string Farmland = "farmland";

    /// <summary>规划用途: what a plan says a patch is for.</summary>
    public const string Designations = "designations";

    /// <summary>现状地类: surveyed land use of today; belongs to no plan.</summary>
    public const string ExistingLandUse = "existing-land-use";

    /// <summary>储备土地.</summary>
    public const string LandReserve = "land-reserve";

    /// <summary>设施: plants, schools, hospitals.</summary>
    public const string Facilities = "facilities";

    /// <summary>管线.</summary>
    public const string UtilityLines = "utility-lines";

    /// <summary>项目: enterprises and works.</summary>
    public const string Projects = "projects";

    /// <summary>乡镇: townships; belong to no plan.</summary>
    public const string Townships = "townships";
}
