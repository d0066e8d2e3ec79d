using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Rules;

/// <summary>The farmland 农田 of the land-use plan by its class.</summary>
internal sealed class Farmland
{
    /// <summary>Basic farmland, 基本农田.</summary>
    public const string Basic = "basic";

    /// <summary>The attribute that states the class.</summary>
    public const string ClassAttribute = "farmlandClass";

    /// <summary>General farmland, 一般农田.</summary>
    public const string General = "general";

    /// <summary>No farmland.</summary>
    public const string None = "none";

    private readonly CheckContext _context;
    private readonly Dictionary<string, (IReadOnlyList<PlanFeature> Patches, PatchIndex Index)> _byClass = [];

    public Farmland(CheckContext context)
    {
        _context = context;
        foreach (var farmlandClass in (string[])[Basic, General])
        {
            var patches = Patches(context, farmlandClass);
            _byClass[farmlandClass] = (patches, new PatchIndex([.. patches.Select(patch => patch.Plane)]));
        }
    }

    /// <summary>The valid farmland patches of one class, by key.</summary>
    public static IReadOnlyList<PlanFeature> Patches(CheckContext context, string farmlandClass) =>
        [.. context.ValidAreas(Collections.Farmland, PlanKind.LandUse).Where(feature => feature.Attribute(ClassAttribute) == farmlandClass)];

    /// <summary>The class of farmland that lies under a part, basic first, and how much of it, m²; small pieces do not count.</summary>
    public (string Class, double GroundAreaM2) Under(Polygon part, Tolerance tolerance)
    {
        foreach (var (farmlandClass, (_, index)) in _byClass)
        {
            var taken = PolygonOverlay.Union([.. index.Near(part).Select(position => index.Shared(part, position))]);
            var areaM2 = PolygonOverlay.Parts(taken)
                .Select(piece => (Piece: piece, AreaM2: _context.GroundAreaM2(piece)))
                .Where(piece => !tolerance.IsSmall(piece.Piece, piece.AreaM2))
                .Sum(piece => piece.AreaM2);
            if (areaM2 > 0)
            {
                return (farmlandClass, areaM2);
            }
        }

        return (None, 0);
    }
}
