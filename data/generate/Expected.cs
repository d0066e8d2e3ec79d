using GeoZones.Checks.Geodesy;

namespace GeoZones.Data;

/// <summary>One finding that the checks must make.</summary>
sealed record ExpectedFinding(string Rule, string Severity, IReadOnlyList<string> Features, string? Figure, double? GroundAreaM2)
{
    /// <summary>Of GZ205: the shift.</summary>
    public ExpectedShift? Shift { get; init; }
}

/// <summary>
/// What the checks must find, told from the labels of the atoms alone: who lies on which atom and how large it is. No rule and no overlay of the product has a part in it.
/// </summary>
sealed partial class Expected
{
    private static readonly (Layer A, Layer B)[] Pairs =
        [(Layer.Functions, Layer.Classes), (Layer.Functions, Layer.ControlAreas), (Layer.Classes, Layer.ControlAreas)];

    private readonly CaseDraft _draft;
    private readonly Codes _codes;
    private readonly GaussKrugerPlane _plane;
    private readonly double[] _areas, _ellipsoidal;
    private readonly List<Patch> _valid;
    private readonly Dictionary<Layer, List<Patch>[]> _on = [];

    public Expected(CaseDraft draft, Codes codes, int planeSrid)
    {
        (_draft, _codes) = (draft, codes);
        _plane = GaussKrugerPlane.ForSrid(planeSrid);
        _areas = [.. draft.Mesh.Atoms.Select(a => GroundArea(_plane.ToPlane(draft.Outline.AtomToDegrees(a))))];
        _ellipsoidal = [.. draft.Mesh.Atoms.Select(a => AreaMeasure.EllipsoidalAreaM2(draft.Outline.AtomToDegrees(a)))];
        _valid = [.. draft.Patches.Where(p => p.Path is null && !IsLeftOut(p))];
        foreach (Layer layer in Layer.All)
        {
            _on.Add(layer, [.. draft.Mesh.Atoms.Select(_ => new List<Patch>())]);
        }

        foreach (Patch patch in _valid.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            foreach (int atom in patch.Atoms)
            {
                _on[patch.Layer][atom].Add(patch);
            }
        }

        ZoneEllipsoidalAreaM2 = EllipsoidalArea(Zone);
        FindInvalid();
        FindOverlaps();
        FindOutside();
        FindMismatches();
        FindShift();
        FindConflicts();
        FindTaken();
        FindUncovered();
        FindOutsidePermitted();
        FindReserveConflicts();
        FindDeclared();
        Findings.AddRange(ExpectedAttributes.Of(draft, codes));
        FindMixedUpUnits();
        FindWithinLayers();
    }

    public List<ExpectedFinding> Findings { get; } = [];
    public SortedDictionary<string, (int Count, double GroundAreaM2)> Ignored { get; } = new(StringComparer.Ordinal);
    public double Area(IEnumerable<int> atoms) => atoms.Sum(a => _areas[a]);
    public double ZoneGroundAreaM2 => Area(Zone) + _gained.Sum(g => g.GroundAreaM2);
    public double ZoneEllipsoidalAreaM2 { get; private set; }
    public IEnumerable<int> Zone => Enumerable.Range(0, _areas.Length).Where(a => Layer.Boundaries.Any(l => _on[l][a].Count > 0));

    /// <summary>New construction land: built in the zone plan, not built today; m², for each sub-park and in all.</summary>
    public double Used(Patch? subPark) => Area((subPark?.Atoms ?? Enumerable.Range(0, _areas.Length)).Where(a =>
        _on[Layer.Functions][a].Any(_codes.IsBuilt) && !_on[Layer.Existing][a].Any(_codes.IsBuilt)));

    /// <summary>The ledger: what the three plans say of every spot of the zone.</summary>
    /// <param name="within">Only of these atoms; of all where <c>null</c>.</param>
    public List<(string Zone, string Urban, string LandUse, int Patches, double GroundAreaM2)> Ledger(IReadOnlySet<int>? within = null)
    {
        string State(Layer layer, int atom) => _on[layer][atom] is [Patch first, ..] ? _codes.IsBuilt(first) ? "built" : "unbuilt" : "uncovered";
        Patch? Top(Layer layer, int atom) => _on[layer][atom].FirstOrDefault();
        return [.. Zone.Select(a => (Atom: a, GroundAreaM2: _areas[a])).Concat(_gained).Where(g => within?.Contains(g.Atom) ?? true)
            .GroupBy(g => (State(Layer.Functions, g.Atom), State(Layer.Classes, g.Atom), State(Layer.ControlAreas, g.Atom)))
            .Select(g => (g.Key.Item1, g.Key.Item2, g.Key.Item3,
                g.GroupBy(p => (Top(Layer.Functions, p.Atom), Top(Layer.Classes, p.Atom), Top(Layer.ControlAreas, p.Atom))).Count(p => p.Sum(one => one.GroundAreaM2) > 0.01), g.Sum(one => one.GroundAreaM2)))
            .OrderBy(r => r.Item1, StringComparer.Ordinal).ThenBy(r => r.Item2, StringComparer.Ordinal).ThenBy(r => r.Item3, StringComparer.Ordinal)];
    }

    /// <summary>Ground of the zone on which patches of one plan lie more than once, summed over the plans.</summary>
    public double Doubled() => Zone.Sum(a => new[] { Layer.Functions, Layer.Classes, Layer.ControlAreas }.Sum(l => Math.Max(0, _on[l][a].Count - 1) * _areas[a]));

    /// <summary>Designations and boundaries that cannot be compared: crossing themselves, or of a class that no list knows.</summary>
    public List<string> LeftOut() => [.. _draft.Patches.Where(p => IsLeftOut(p) && (p.Layer.Collection is "designations" or "zone-boundaries")).Select(p => p.Key).Order(StringComparer.Ordinal)];

    private bool IsLeftOut(Patch patch) => patch.Looped || (patch.Layer.Collection == "designations" && !_codes.Knows(patch));

    private double EllipsoidalArea(IEnumerable<int> atoms) => atoms.Sum(a => _ellipsoidal[a]);

    private void FindInvalid()
    {
        foreach (Patch patch in _draft.Patches.Where(p => p.Looped))
        {
            Findings.Add(new("GZ101", "error", [patch.Key], null, null));
        }
    }

    private void FindOverlaps()
    {
        foreach (Layer layer in Layer.All)
        {
            Report("GZ103", Enumerable.Range(0, _areas.Length)
                .SelectMany(a => _on[layer][a].SelectMany((p, k) => _on[layer][a].Skip(k + 1).Select(q => (Atom: a, Features: (Patch[])[p, q])))), _ => "error");
        }
    }

    private void FindOutside()
    {
        foreach (Layer layer in (Layer[])[Layer.SubParks, Layer.Functions])
        {
            Report("GZ109", Enumerable.Range(0, _areas.Length).Where(a => _on[Layer.ZoneBoundary][a].Count == 0)
                .SelectMany(a => _on[layer][a].Select(p => (a, (Patch[])[p]))), _ => "error");
        }
    }

    private void FindMismatches()
    {
        foreach (string? zone in _valid.Where(p => Layer.Boundaries.Contains(p.Layer)).Select(p => p.Zone).Distinct())
        {
            foreach ((Layer a, Layer b) in ((Layer, Layer)[])[(Layer.ZoneBoundary, Layer.UrbanBoundary), (Layer.ZoneBoundary, Layer.LandUseBoundary), (Layer.UrbanBoundary, Layer.LandUseBoundary)])
            {
                Patch[] first = Of(a), second = Of(b);
                List<int> differ = [.. first.SelectMany(p => p.Atoms).ToHashSet().Order()];
                HashSet<int> other = [.. second.SelectMany(p => p.Atoms)];
                List<int> difference = [.. differ.Where(x => !other.Contains(x)), .. other.Except(differ).Order()];
                if (first.Concat(second).Any(p => p.MovedM != default))
                {
                    FindMoved(first, second, elseAlike: difference.Count == 0);
                }
                else if (difference.Count > 0)
                {
                    Findings.Add(new("GZ201", "error", [.. first.Concat(second).Select(p => p.Key)], null, Area(difference)));
                }
            }

            Patch[] Of(Layer layer) => [.. _valid.Where(p => p.Layer == layer && p.Zone == zone).OrderBy(p => p.Key, StringComparer.Ordinal)];
        }
    }

    private void FindConflicts()
    {
        foreach ((Layer first, Layer second) in Pairs)
        {
            Report("GZ202", Zone.SelectMany(a => _on[first][a].SelectMany(p => _on[second][a].Where(q => _codes.Severity(p, q) is not null).Select(q => (a, (Patch[])[p, q])))),
                f => _codes.Severity(f[0], f[1])!);
        }
    }

    private void FindTaken()
    {
        foreach (string farmland in (string[])["basic", "general"])
        {
            Report(farmland == "basic" ? "GZ203" : "GZ204", Enumerable.Range(0, _areas.Length).SelectMany(a => _on[Layer.Farmland][a].Where(p => p.Value == farmland)
                .SelectMany(p => _on[Layer.Functions][a].Where(_codes.IsBuilt).Select(q => (a, (Patch[])[p, q, .. _on[Layer.SubParks][a].Take(1)])))), _ => farmland == "basic" ? "error" : "warning");
        }
    }

    private void FindUncovered()
    {
        foreach ((Layer layer, Layer boundary) in ((Layer, Layer)[])[(Layer.Functions, Layer.ZoneBoundary), (Layer.Classes, Layer.UrbanBoundary), (Layer.ControlAreas, Layer.LandUseBoundary)])
        {
            Report("GZ206", Zone.Where(a => _on[layer][a].Count == 0).SelectMany(a => Layer.Boundaries.SelectMany(l => _on[l][a]).Select(b => b.Zone).Distinct()
                .Select(zone => (a, (Patch[])[.. _valid.Where(p => p.Layer == boundary && p.Zone == zone)]))), _ => "warning");
        }
    }

    private void FindDeclared()
    {
        foreach (Patch patch in _valid.Where(p => p.DeclaredAreaM2 is not null))
        {
            double measured = EllipsoidalArea(patch.Atoms);
            if (Math.Abs(measured - patch.DeclaredAreaM2!.Value) > Math.Max(1, 1e-6 * measured))
            {
                Findings.Add(new("GZ301", "error", [patch.Key], null, null));
            }
        }
    }

    /// <summary>One finding per connected part of the atoms that the same features share; parts that are all sliver are ignored and counted.</summary>
    private void Report(string rule, IEnumerable<(int Atom, Patch[] Features)> shares, Func<Patch[], string> severity)
    {
        foreach (var group in shares.GroupBy(s => string.Join('|', s.Features.Select(p => p.Key))))
        {
            foreach (List<int> part in _draft.Outline.Parts(group.Select(s => s.Atom)))
            {
                if (part.All(a => _draft.Mesh.Atoms[a].Kind == AtomKind.Sliver))
                {
                    (int count, double area) = Ignored.GetValueOrDefault(rule);
                    Ignored[rule] = (count + 1, area + Area(part));
                }
                else
                {
                    Patch[] features = group.First().Features;
                    Findings.Add(new(rule, severity(features), [.. features.Select(p => p.Key)], null, Area(part)));
                }
            }
        }
    }
}
