using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Settings;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Tests.Rules;

/// <summary>
/// One drawing of <c>data/rules/CODE/</c> and what the rule must find in it. The name of the file says which: <c>found-…</c> has findings, <c>clean-…</c> has none.
/// Coordinates are metres from a corner at easting 560 000, northing 3 895 000 of the 114° plane; codes are those of the standard set.
/// </summary>
/// <param name="About">What is drawn.</param>
/// <param name="Features">The drawing.</param>
/// <param name="Finds">What the rule must find, all of it.</param>
/// <param name="Figures">What is declared.</param>
/// <param name="Settings">Configuration of the checks, as a region would write it.</param>
/// <param name="Earlier">Boundaries and sub-parks as revision 1 drew them.</param>
internal sealed record RuleCase(
    RuleCase.Texts About, IReadOnlyList<RuleCase.Drawn> Features, IReadOnlyList<RuleCase.Find> Finds, IReadOnlyList<Figure>? Figures = null, JsonElement? Settings = null,
    IReadOnlyList<RuleCase.Drawn>? Earlier = null)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public sealed record Texts(string Zh, string En);

    public sealed record Drawn(
        string Collection, string Wkt, string? Plan = null, string? Code = null, string? Name = null, string? Zone = null, double? DeclaredAreaM2 = null,
        IReadOnlyDictionary<string, string>? Attributes = null);

    /// <param name="Features">Keys of the features, <c>plan/collection/zone/code</c>, in the order of the finding.</param>
    /// <param name="Severity">How grave.</param>
    /// <param name="Figure">Key of the figure.</param>
    /// <param name="PlanarAreaM2">Area of its place in the plane, to 1 cm².</param>
    /// <param name="Params">Parameters that matter; numbers to 1e-6 of the larger of 1 and their size.</param>
    public sealed record Find(
        IReadOnlyList<string> Features, Severity Severity, string? Figure = null, double? PlanarAreaM2 = null, IReadOnlyDictionary<string, JsonElement>? Params = null);

    public static string Folder { get; } = Path.Combine(Data(), "rules");

    public static RuleCase Read(string file) => JsonSerializer.Deserialize<RuleCase>(File.ReadAllBytes(file), s_json)!;

    public PlanSnapshot Snapshot()
    {
        var features = Features.Select((drawn, i) =>
        {
            var plane = Sketch.At(drawn.Wkt);
            return new PlanFeature(i + 1, drawn.Collection, PlanKinds.Parse(drawn.Plan), 1, drawn.Zone, drawn.Code, drawn.Name, plane,
                plane is IPolygonal ? AreaMeasure.Of(Sketch.Plane.ToDegrees(plane), Sketch.Plane) : null, drawn.DeclaredAreaM2, drawn.Attributes ?? new Dictionary<string, string>());
        });
        return new PlanSnapshot("rule", Sketch.Plane.Srid, [.. features], Figures ?? [], Cases.CaseFolder.Of("changyuan").Codes)
        {
            Earlier =
            [
                .. from drawn in Earlier ?? []
                   select new EarlierArea(drawn.Collection, PlanKinds.Parse(drawn.Plan)!.Value, 1, drawn.Zone, drawn.Code, drawn.Name,
                       AreaMeasure.EllipsoidalAreaM2(Sketch.Plane.ToDegrees(Sketch.At(drawn.Wkt)))),
            ],
            Settings = Settings is { } settings ? SettingsReader.Read(Encoding.UTF8.GetBytes(settings.GetRawText())) : CheckSettings.Default,
        };
    }

    /// <summary>What is missing of this find in a finding; empty when it is the one.</summary>
    public static string Differences(Find find, Finding finding, IReadOnlyList<string> keys)
    {
        StringBuilder differences = new();
        Expect("features", string.Join(' ', find.Features), string.Join(' ', keys));
        Expect("severity", find.Severity, finding.Severity);
        Expect("figure", find.Figure, finding.Figure);
        if (find.PlanarAreaM2 is { } areaM2)
        {
            Expect("planarAreaM2", areaM2.ToString("F4", CultureInfo.InvariantCulture), (finding.Place?.Area ?? 0).ToString("F4", CultureInfo.InvariantCulture));
        }

        foreach (var (name, value) in find.Params ?? new Dictionary<string, JsonElement>())
        {
            var found = finding.Params.GetValueOrDefault(name);
            if (value.ValueKind == JsonValueKind.Number ? found is not double number || Math.Abs(number - value.GetDouble()) > 1e-6 * Math.Max(1, Math.Abs(number)) : value.ToString() != found?.ToString())
            {
                Expect(name, value.ToString(), found ?? "nothing");
            }
        }

        return differences.ToString();

        void Expect<T>(string what, T expected, T actual)
        {
            if (!Equals(expected, actual))
            {
                differences.Append(CultureInfo.InvariantCulture, $"{what} {expected} ≠ {actual}; ");
            }
        }
    }

    private static string Data([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../data"));
}
