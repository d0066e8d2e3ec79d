using System.Globalization;

using GeoZones.Checks.Geodesy;

namespace GeoZones.Checks.Messages;

/// <summary>
/// How one language says numbers and words. Forms of a parameter: <c>area</c> (m²), <c>length</c> (m), <c>degrees</c>, <c>percent</c>, <c>count</c>,
/// <c>number</c>; <c>plan</c>, <c>collection</c>, <c>attribute</c>, <c>farmland</c>, <c>reason</c>, <c>gap</c>, <c>quantity</c>, <c>unit</c>, <c>subject</c>; without form: text as it is.
/// </summary>
internal sealed class Wording
{
    public static readonly Wording Chinese = new(true);
    public static readonly Wording English = new(false);

    private Wording(bool isChinese) => IsChinese = isChinese;

    public bool IsChinese { get; }

    /// <summary>A parameter as text; empty when it has nothing to say.</summary>
    /// <param name="value">Text or a number; also a JSON value, when the finding comes back from a store.</param>
    /// <param name="form">One of the forms, or empty.</param>
    public string Form(object value, string form) => form switch
    {
        "area" => Area(Number(value)),
        "length" => Length(Number(value)),
        "degrees" => Number(value).ToString("F6", CultureInfo.InvariantCulture),
        "percent" => (Number(value) * 100).ToString("0.###", CultureInfo.InvariantCulture) + " %",
        "count" => Number(value).ToString("F0", CultureInfo.InvariantCulture),
        "number" => Number(value).ToString("#,0.######", CultureInfo.InvariantCulture),
        "subject" => Subject(Text(value)),
        "" => Text(value),
        _ => Vocabulary.Word(form, Text(value), IsChinese),
    };

    /// <summary>A feature as a planner names it.</summary>
    public string Feature(FeatureReference feature)
    {
        var kind = Vocabulary.Word("collection", feature.Collection, IsChinese);
        var code = feature.Code ?? "#" + feature.Id.ToString(CultureInfo.InvariantCulture);
        return IsChinese ? $"{kind}“{feature.Name ?? code}”" : feature.Name is null ? $"{kind} {code}" : $"{kind} {feature.Name} ({code})";
    }

    // "sub-park/蒲西" and "sub-parks/蒲西" as sub-park 蒲西; a subject of the source's own words part by part.
    private string Subject(string subject)
    {
        var slash = subject.IndexOf('/', StringComparison.Ordinal);
        var kind = slash < 0 ? subject : subject[..slash];
        var form = Vocabulary.Knows("collection", kind) ? "collection" : "subject";
        if (!Vocabulary.Knows(form, kind))
        {
            return string.Join(IsChinese ? "/" : ", ", subject.Split('/').Select(part => Vocabulary.Word("subject", part, IsChinese)));
        }

        var word = Vocabulary.Word(form, kind, IsChinese);
        var token = subject[(slash + 1)..];
        var name = Vocabulary.Word(Vocabulary.Knows("state", token) ? "state" : "subject", token, IsChinese);
        return slash < 0 ? word : IsChinese ? $"{word}“{name}”" : $"{word} {name}";
    }

    // Large ground in hectares and mu, small ground in square metres, slivers with the digits that tell them from nothing.
    private string Area(double areaM2)
    {
        var size = Math.Abs(areaM2);
        var (m2, ha, mu) = IsChinese ? ("平方米", "公顷", "亩") : ("m²", "ha", "mu");
        return size >= 1000
            ? Grouped(AreaUnits.ToHa(areaM2), 4) + $" {ha}" + (IsChinese ? $"（{Grouped(AreaUnits.ToMu(areaM2), 2)} {mu}）" : $" ({Grouped(AreaUnits.ToMu(areaM2), 2)} {mu})")
            : Grouped(areaM2, size is >= 1 or 0 ? 2 : 4) + $" {m2}";
    }

    private string Length(double lengthM) =>
        Grouped(lengthM, Math.Abs(lengthM) >= 100 ? 0 : Math.Abs(lengthM) >= 1 ? 1 : 3) + (IsChinese ? " 米" : " m");

    private static string Grouped(double number, int decimals)
    {
        var text = number.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.Trim('-', '0', '.', ',').Length == 0 ? text.TrimStart('-') : text;
    }

    private static double Number(object value) => value switch
    {
        double number => number,
        IConvertible convertible => convertible.ToDouble(CultureInfo.InvariantCulture),
        _ => double.Parse(value.ToString()!, CultureInfo.InvariantCulture),
    };

    private static string Text(object value) => value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value.ToString() ?? "";
}
