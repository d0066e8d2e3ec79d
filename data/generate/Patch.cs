using GeoZones.Checks;

namespace GeoZones.Data;

/// <summary>A collection of one plan. For designations <paramref name="Attribute"/> tells the coverage, because the land-use plan has two.</summary>
sealed record Layer(string? Plan, string Collection, string? Attribute, string CodePrefix)
{
    public static readonly Layer
        Functions = new("zone", Collections.Designations, "function", "G"),
        Classes = new("urban", Collections.Designations, "class", "C"),
        ControlAreas = new("land-use", Collections.Designations, "controlArea", "K"),
        UseAreas = new("land-use", Collections.Designations, "useArea", "Y"),
        Farmland = new("land-use", Collections.Farmland, "farmlandClass", "N"),
        Existing = new(null, Collections.ExistingLandUse, "class", "X"),
        Townships = new(null, Collections.Townships, null, "T"),
        SubParks = new("zone", Collections.SubParks, null, "S"),
        Reserve = new("zone", Collections.LandReserve, null, "R"),
        Facilities = new("zone", Collections.Facilities, "kind", "F"),
        Projects = new("zone", Collections.Projects, "kind", "P"),
        Roads = new("zone", Collections.Roads, "state", "L"),
        UrbanRoads = new("urban", Collections.Roads, "state", "L"),
        UtilityLines = new("urban", Collections.UtilityLines, "kind", "Z"),
        ZoneBoundary = new("zone", Collections.ZoneBoundaries, null, "B"),
        UrbanBoundary = new("urban", Collections.ZoneBoundaries, null, "B"),
        LandUseBoundary = new("land-use", Collections.ZoneBoundaries, null, "B");

    public static readonly Layer[] Boundaries = [ZoneBoundary, UrbanBoundary, LandUseBoundary];

    public static readonly Layer[] All = [ZoneBoundary, SubParks, Functions, Roads, Reserve, Facilities, Projects,
        UrbanBoundary, Classes, UrbanRoads, UtilityLines, LandUseBoundary, ControlAreas, UseAreas, Farmland, Existing, Townships];
}

/// <summary>A feature of a case: a set of atoms, or a line or point of its own.</summary>
sealed class Patch
{
    public required Layer Layer { get; init; }

    /// <summary>Value of the layer's attribute.</summary>
    public string? Value { get; init; }
    public string? Zone { get; init; }
    public string Code { get; set; } = "";
    public string? Name { get; init; }
    public string? NameSource { get; init; }
    public double? DeclaredAreaM2 { get; set; }

    /// <summary>Planted: the unit that the number of <see cref="DeclaredAreaM2"/> is really in.</summary>
    public string? MixedUpUnit { get; set; }
    public SortedSet<int> Atoms { get; init; } = [];

    /// <summary>Line (two or more) or point (one) in units of 1e-9°.</summary>
    public IReadOnlyList<(long Longitude, long Latitude)>? Path { get; set; }

    /// <summary>Attributes besides that of the layer.</summary>
    public SortedDictionary<string, string> More { get; } = new(StringComparer.Ordinal);

    /// <summary>Planted: the edge between these vertices of the mesh, common with a neighbour, gets one more in the middle.</summary>
    public (int From, int To)? ExtraVertex { get; set; }

    /// <summary>Planted: the outer ring gets a small loop, so that the polygon is invalid.</summary>
    public bool Looped { get; set; }

    /// <summary>Planted: drawn moved as a whole, by so many metres to the east and north of the drawing plane.</summary>
    public (double EastM, double NorthM) MovedM { get; set; }

    public string Key => $"{Layer.Plan ?? "survey"}/{Layer.Collection}/{Zone}/{Code}";
}
