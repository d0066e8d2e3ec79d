using System.Globalization;

using GeoZones.Checks.Geodesy;

namespace GeoZones.Checks.Figures;

/// <summary>An area that a figure or an attribute declares for something that is drawn.</summary>
/// <param name="Features">What is drawn, all of it valid.</param>
/// <param name="Subject">Whose area: the figure's subject, or collection and name of the feature.</param>
/// <param name="Value">The number as stated.</param>
/// <param name="Unit">Its unit; <c>m2</c> for an attribute.</param>
/// <param name="Decimals">Decimals as stated; for an attribute those that its number needs.</param>
/// <param name="Qualifier">暂定, 超, 近 …, or <c>null</c>.</param>
/// <param name="Figure">Key of the figure; <c>null</c> for an attribute.</param>
internal sealed record DeclaredArea(IReadOnlyList<PlanFeature> Features, string Subject, decimal Value, string Unit, int Decimals, string? Qualifier, string? Figure)
{
    /// <summary>The declared area, m².</summary>
    public double DeclaredM2 => AreaUnits.ToM2(Value, Unit)!.Value;

    /// <summary>The binding area of what is drawn, m².</summary>
    public double MeasuredM2 => Features.Sum(feature => feature.Measures!.EllipsoidalAreaM2);

    /// <summary>Half a unit of the last stated decimal, m²: what rounding may have hidden.</summary>
    public double HalfUnitM2 => HalfUnitIn(Unit);

    /// <summary>The same as if the number were stated in another unit, m².</summary>
    public double HalfUnitIn(string unit) => AreaUnits.ToM2(new decimal(5, 0, 0, false, (byte)(Math.Clamp(Decimals, 0, 27) + 1)), unit)!.Value;

    /// <summary>
    /// All that is declared and drawn: figures first, then the attributes of features for which no figure speaks.
    /// Subjects with an invalid feature are left out: there is nothing to compare.
    /// </summary>
    public static IEnumerable<DeclaredArea> Of(CheckContext context)
    {
        HashSet<(string, long)> told = [];
        foreach (var figure in context.Figures.Where(figure => figure is { Quantity: "area", Value: not null }))
        {
            var features = Figures.Subject.Drawn(figure, context);
            if (features.Count == 0 || AreaUnits.ThirdsOfM2(figure.Unit) is null)
            {
                continue;
            }

            if (features.Count == 1)
            {
                told.Add((features[0].Collection, features[0].Id));
            }

            if (features.All(feature => IsMeasured(feature, context)))
            {
                yield return new DeclaredArea(features, figure.Subject, figure.Value!.Value, figure.Unit!, figure.Decimals, figure.Qualifier, figure.Key);
            }
        }

        foreach (var feature in context.Features.Where(feature => feature.DeclaredAreaM2 is not null && !told.Contains((feature.Collection, feature.Id)) && IsMeasured(feature, context)))
        {
            var (value, decimals) = Number(feature.DeclaredAreaM2!.Value);
            yield return new DeclaredArea([feature], $"{feature.Collection}/{feature.Name ?? feature.Code ?? "#" + feature.Id}", value, "m2", decimals, null, null);
        }
    }

    private static bool IsMeasured(PlanFeature feature, CheckContext context) => feature.Measures is not null && context.IsValid(feature);

    // The shortest number that reads back as the same double is what was written down.
    private static (decimal Value, int Decimals) Number(double number)
    {
        var text = number.ToString("0.############", CultureInfo.InvariantCulture);
        return (decimal.Parse(text, CultureInfo.InvariantCulture), text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text.Length - point - 1 : 0);
    }
}
