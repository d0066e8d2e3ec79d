using GeoZones.Checks.Geodesy;

namespace GeoZones.Checks.Figures;

/// <summary>A declared number that fits the drawing once its unit is read as another one.</summary>
/// <param name="From">The unit that is stated, or from which the number was converted.</param>
/// <param name="To">The unit that would fit.</param>
/// <param name="AreaM2">The declared number in that unit, m².</param>
internal readonly record struct UnitMixUp(string From, string To, double AreaM2)
{
    // A number with few digits may be rounded this far and still be taken for the same.
    private const double CoarsestRounding = 0.1;

    private static readonly string[] s_units = ["m2", "mu", "ha", "km2", "1e4mu"];

    /// <summary>
    /// The unit that would make the number fit; <c>null</c> when the stated one does, or none. A figure is read in each other unit; an attribute comes in m², so that the mistake may
    /// also have been made before it was converted: 亩 taken for hectares and the other way round.
    /// </summary>
    /// <param name="declared">What is declared.</param>
    /// <param name="closeness">Share of the measured area that the two may differ.</param>
    public static UnitMixUp? Of(DeclaredArea declared, double closeness)
    {
        var measuredM2 = declared.MeasuredM2;
        if (measuredM2 <= 0 || declared.Value <= 0 || Fits(declared.DeclaredM2, declared.HalfUnitM2))
        {
            return null;
        }

        return Readings(declared)
            .Select(pair => new UnitMixUp(pair.From, pair.To, declared.DeclaredM2 * AreaUnits.ToM2(1, pair.To)!.Value / AreaUnits.ToM2(1, pair.From)!.Value))
            .Where(read => Fits(read.AreaM2, declared.HalfUnitM2 * read.AreaM2 / declared.DeclaredM2))
            .Select(read => (UnitMixUp?)read)
            .FirstOrDefault();

        bool Fits(double areaM2, double halfUnitM2) => Math.Abs(areaM2 - measuredM2) <= Math.Max(closeness * measuredM2, Math.Min(halfUnitM2, CoarsestRounding * measuredM2));
    }

    /// <summary>The pairs of stated and other unit in which the number may be read.</summary>
    public static IEnumerable<(string From, string To)> Readings(DeclaredArea declared) =>
        from one in declared.Figure is null ? s_units : [declared.Unit]
        from other in s_units
        where AreaUnits.ThirdsOfM2(one) != AreaUnits.ThirdsOfM2(other)
        select (one, other);
}
