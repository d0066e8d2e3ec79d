namespace GeoZones.Data;

/// <summary>What the checks across plans must find of construction outside the permitted area, of land reserve, and of mixed-up units.</summary>
sealed partial class Expected
{
    private void FindOutsidePermitted() =>
        Report("GZ207", Enumerable.Range(0, _areas.Length).SelectMany(a => _on[Layer.Functions][a].Where(_codes.IsBuilt)
            .SelectMany(p => _on[Layer.ControlAreas][a].Where(q => !_codes.IsBuilt(q)).Select(q => (a, (Patch[])[p, q])))), f => f[1].Value == "020" ? "warning" : "error");

    private void FindReserveConflicts()
    {
        HashSet<int> zone = [.. Zone];
        Report("GZ208", Enumerable.Range(0, _areas.Length).SelectMany(a => _on[Layer.Reserve][a].SelectMany(p => Conflicts(p, a))), _ => "warning");

        IEnumerable<(int, Patch[])> Conflicts(Patch reserve, int atom) =>
        [
            .. zone.Contains(atom) ? [] : ((int, Patch[])[])[(atom, [reserve])],
            .. _on[Layer.Existing][atom].Where(_codes.IsBuilt).Select(p => (atom, (Patch[])[reserve, p])),
            .. _on[Layer.Farmland][atom].Where(p => p.Value == "basic").Select(p => (atom, (Patch[])[reserve, p])),
        ];
    }

    private void FindMixedUpUnits()
    {
        foreach (Patch patch in _valid.Where(p => p.MixedUpUnit is not null))
        {
            Findings.Add(new("GZ306", "warning", [patch.Key], null, null));
        }
    }
}
