using System.Globalization;
using System.Text;

namespace GeoZones.Data;

/// <summary>One revision as region.json lists it; <paramref name="Folder"/> is where its files are.</summary>
sealed record RevisionFiles(string? Plan, string Folder, string NoteZh, string State, IReadOnlyList<Patch> Patches, Figures? Figures);

/// <summary>What region.json says about the region itself.</summary>
sealed record RegionFacts(string Id, string NameZh, string NameEn, int PlaneSrid, string NoteZh, string NoteEn);

/// <summary>Writes all files of a case.</summary>
sealed class CaseFiles(string folder, CaseDraft draft)
{
    public void Write(RegionFacts region, IReadOnlyList<(string Kind, string NameZh, string NameEn, string Stage)> plans, IReadOnlyList<RevisionFiles> revisions)
    {
        FeatureFile features = new(draft);
        List<string> listed = [];
        foreach (RevisionFiles revision in revisions)
        {
            List<string> files = [];
            foreach (var collection in revision.Patches.GroupBy(p => p.Layer.Collection))
            {
                string file = $"{revision.Folder}/{collection.Key}.geojson";
                Save(file, features.ToGeoJson(collection));
                files.Add($"        {Json.Text(collection.Key)}: {Json.Text(file)}");
            }

            StringBuilder text = new();
            text.Append($"    {{\n      \"plan\": {Json.Text(revision.Plan)},\n      \"note\": {Json.Text(revision.NoteZh)},\n      \"state\": {Json.Text(revision.State)},\n      \"files\": {{\n{string.Join(",\n", files)}\n      }}");
            if (revision.Figures is not null)
            {
                Save($"{revision.Folder}/figures.json", revision.Figures.ToJson());
                text.Append($",\n      \"figures\": {Json.Text($"{revision.Folder}/figures.json")}");
            }

            listed.Add(text.Append("\n    }").ToString());
        }

        Save("region.json", $$"""
            {
              "id": {{Json.Text(region.Id)}},
              "nameZh": {{Json.Text(region.NameZh)}},
              "nameEn": {{Json.Text(region.NameEn)}},
              "planeSrid": {{region.PlaneSrid}},
              "extent": [{{Extent()}}],
              "synthetic": true,
              "openToAll": true,
              "noteZh": {{Json.Text(region.NoteZh)}},
              "noteEn": {{Json.Text(region.NoteEn)}},
              "codeSet": "standard",
              "plans": [
            {{string.Join(",\n", plans.Select(p => $"    {{\"kind\": {Json.Text(p.Kind)}, \"nameZh\": {Json.Text(p.NameZh)}, \"nameEn\": {Json.Text(p.NameEn)}, \"baseYear\": null, \"targetYear\": null, \"stage\": {Json.Text(p.Stage)}}}"))}}
              ],
              "revisions": [
            {{string.Join(",\n", listed)}}
              ]
            }

            """);
    }

    public void WriteExpected(Expected expected, IReadOnlyList<ExpectedFinding> figureFindings, IReadOnlyList<(string Account, double? GrantedM2, double? AllocatedM2, double? UsedM2)> quotas)
    {
        IEnumerable<string> rows = Rows("      ", expected.Ledger());
        IEnumerable<string> subParks = draft.Of(Layer.SubParks).OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => $"      {{\"subPark\": {Json.Text(p.Key)}, \"rows\": [\n{string.Join(",\n", Rows("        ", expected.Ledger(p.Atoms)))}\n      ]}}");
        IEnumerable<string> findings = expected.Findings.Concat(figureFindings)
            .OrderBy(f => f.Rule, StringComparer.Ordinal).ThenBy(f => string.Join('|', f.Features), StringComparer.Ordinal).ThenBy(f => f.Figure, StringComparer.Ordinal).ThenBy(f => f.GroundAreaM2)
            .Select(f => $"    {{\"rule\": \"{f.Rule}\", \"severity\": \"{f.Severity}\", \"features\": {Json.Texts(f.Features)}, \"figure\": {Json.Text(f.Figure)}, \"groundAreaM2\": {Json.Area(f.GroundAreaM2)}{Shift(f.Shift)}}}");
        IEnumerable<string> ignored = expected.Ignored.Select(i => $"    \"{i.Key}\": {{\"count\": {i.Value.Count}, \"groundAreaM2\": {Json.Area(i.Value.GroundAreaM2)}}}");
        IEnumerable<string> accounts = quotas.Select(q =>
            $"    {{\"account\": {Json.Text(q.Account)}, \"grantedM2\": {Json.Area(q.GrantedM2)}, \"allocatedM2\": {Json.Area(q.AllocatedM2)}, \"usedM2\": {Json.Area(q.UsedM2)}}}");
        Save("expected.json", $$"""
            {
              "region": {{Json.Text(draft.Region)}},
              "zoneGroundAreaM2": {{Json.Area(expected.ZoneGroundAreaM2)}},
              "zoneEllipsoidalAreaM2": {{Json.Area(expected.ZoneEllipsoidalAreaM2)}},
              "ledger": {
                "rows": [
            {{string.Join(",\n", rows)}}
                ],
                "doubledGroundAreaM2": {{Json.Area(expected.Doubled())}},
                "leftOut": {{Json.Texts(expected.LeftOut())}},
                "bySubPark": [
            {{string.Join(",\n", subParks)}}
                ]
              },
              "findings": [
            {{string.Join(",\n", findings)}}
              ],
              "ignored": {
            {{string.Join(",\n", ignored)}}
              },
              "quotas": [
            {{string.Join(",\n", accounts)}}
              ]
            }

            """);
    }

    private static string Shift(ExpectedShift? shift) => shift is null ? "" : $", \"dxM\": {Json.Area(shift.DxM)}, \"dyM\": {Json.Area(shift.DyM)}, \"explained\": {shift.Explained}";

    private static IEnumerable<string> Rows(string indent, IEnumerable<(string Zone, string Urban, string LandUse, int Patches, double GroundAreaM2)> rows) => rows.Select(r =>
        $"{indent}{{\"zone\": \"{r.Zone}\", \"urban\": \"{r.Urban}\", \"landUse\": \"{r.LandUse}\", \"patches\": {r.Patches}, \"groundAreaM2\": {Json.Area(r.GroundAreaM2)}}}");

    /// <summary>What holds everything drawn, a hundredth of a degree wider than its last hundredth.</summary>
    private string Extent()
    {
        long step = 10_000_000;
        long west = draft.Mesh.Degrees.Min(d => d.Longitude) / step - 1, south = draft.Mesh.Degrees.Min(d => d.Latitude) / step - 1;
        long east = draft.Mesh.Degrees.Max(d => d.Longitude) / step + 2, north = draft.Mesh.Degrees.Max(d => d.Latitude) / step + 2;
        return string.Join(", ", new[] { west, south, east, north }.Select(v => (v / 100m).ToString("0.##", CultureInfo.InvariantCulture)));
    }

    private void Save(string file, string text)
    {
        string path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
    }
}
