using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

using GeoZones.Checks;
using GeoZones.Checks.Geodesy;
using GeoZones.Checks.Site;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Problems;
using GeoZones.Server.Reports;

using NetTopologySuite.Geometries;

namespace GeoZones.Server.Site;

/// <summary>The result of a site check as JSON; texts in both languages, places as GeoJSON geometries in CRS84.</summary>
internal static class SiteJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes a result.</summary>
    public static async Task Write(SiteResult result, Stream to, CancellationToken cancel)
    {
        await using Utf8JsonWriter json = new(to, s_options);
        var report = result.Report;
        json.WriteStartObject();
        json.WriteString("region", result.Region.Id);
        Word(json, "verdict", report.Verdict);
        Text(json, "verdictText", result.Verdict);
        Text(json, "reading", result.Input.Reading);
        json.WriteBoolean("synthetic", result.Region.Synthetic);
        json.WriteString("checkedAt", result.CheckedAt);
        json.WriteNumber("planeSrid", result.Region.PlaneSrid);
        Member(json, "basis", result.Basis);
        json.WriteStartObject("areas");
        json.WriteNumber("ellipsoidalAreaM2", report.Areas.EllipsoidalAreaM2);
        json.WriteNumber("ellipsoidalAreaHa", AreaUnits.ToHa(report.Areas.EllipsoidalAreaM2));
        json.WriteNumber("ellipsoidalAreaMu", AreaUnits.ToMu(report.Areas.EllipsoidalAreaM2));
        json.WriteNumber("planarAreaM2", report.Areas.PlanarAreaM2);
        json.WriteNumber("groundAreaM2", report.Areas.GroundAreaM2);
        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            Word(json, "outcome", finding.Outcome);
            Text(json, "name", finding.Name);
            Text(json, "text", finding.Text);
            Text(json, "remedy", finding.Remedy);
            json.WriteString("layer", finding.Layer);
            Member(json, "groundAreaM2", finding.GroundAreaM2);
            Place(json, "place", finding.Place, result);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("layers");
        foreach (var layer in report.Layers)
        {
            Layer(json, layer);
        }

        json.WriteEndArray();
        Member(json, "quota", report.Quota);
        json.WriteStartArray("roads");
        foreach (var road in report.Roads)
        {
            json.WriteStartObject();
            Member(json, "road", road.Road);
            json.WriteString("class", road.Class);
            json.WriteString("state", road.State);
            json.WriteNumber("distanceM", road.DistanceM);
            Place(json, "nearestPoint", road.NearestPoint, result);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Member(json, "leftOut", report.LeftOut);
        Member(json, "ignored", report.Ignored);
        Place(json, "site", report.Site, result);
        json.WriteEndObject();
        await json.FlushAsync(cancel);
    }

    private static void Layer(Utf8JsonWriter json, SiteLayer layer)
    {
        json.WriteStartObject();
        json.WriteString("id", layer.Id);
        Text(json, "name", layer.Name);
        json.WriteStartArray("rows");
        foreach (var row in layer.Rows)
        {
            json.WriteStartObject();
            json.WriteString("code", row.Code);
            Text(json, "name", row.Name);
            json.WriteNumber("groundAreaM2", row.GroundAreaM2);
            json.WriteNumber("share", row.Share);
            json.WriteNumber("patches", row.Patches);
            Word(json, "outcome", row.Outcome);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("doubledM2", layer.DoubledM2);
        json.WriteNumber("residualM2", layer.ResidualM2);
        json.WriteEndObject();
    }

    private static void Member<T>(Utf8JsonWriter json, string name, T value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, ApiJson.Options);
    }

    private static void Word(Utf8JsonWriter json, string name, SiteOutcome outcome) => Member(json, name, outcome);

    private static void Text(Utf8JsonWriter json, string name, Bilingual text) => Text(json, name, new Sentence(text.Zh, text.En));

    private static void Text(Utf8JsonWriter json, string name, Sentence text)
    {
        json.WriteStartObject(name);
        json.WriteString("zh", text.Zh);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, string name, Geometry? place, SiteResult result)
    {
        json.WritePropertyName(name);
        GeoJsonGeometry.Write(json, place is null ? null : result.Degrees(place));
    }
}
