using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>Findings, to be found by where they are and by what they are about.</summary>
internal sealed class FindingsByPlace
{
    private readonly PlaceIndex<Finding> _places = new();
    private readonly Dictionary<(string Collection, long Id), List<Finding>> _byFeature = [];
    private readonly Dictionary<string, HashSet<Finding>> _byRule = [];
    private readonly Dictionary<string, List<Finding>> _byId = [];

    /// <summary>All findings.</summary>
    public IEnumerable<Finding> All => _byRule.Values.SelectMany(findings => findings);

    public void Add(Finding finding)
    {
        foreach (var feature in finding.Features)
        {
            ListOf(_byFeature, (feature.Collection, feature.Id)).Add(finding);
        }

        if (!_byRule.TryGetValue(finding.Rule, out var ofRule))
        {
            _byRule[finding.Rule] = ofRule = new(ReferenceEqualityComparer.Instance);
        }

        ofRule.Add(finding);
        ListOf(_byId, finding.Id).Add(finding);
        if (finding.Place is { IsEmpty: false } place)
        {
            _places.Add(place.EnvelopeInternal, finding);
        }
    }

    public void Remove(Finding finding)
    {
        foreach (var feature in finding.Features)
        {
            _byFeature[(feature.Collection, feature.Id)].RemoveAll(one => ReferenceEquals(one, finding));
        }

        _byRule[finding.Rule].Remove(finding);
        _byId[finding.Id].RemoveAll(one => ReferenceEquals(one, finding));
        if (finding.Place is { IsEmpty: false })
        {
            _places.Remove(finding);
        }
    }

    /// <summary>The findings of one rule.</summary>
    public IEnumerable<Finding> OfRule(string rule) => _byRule.GetValueOrDefault(rule) ?? [];

    /// <summary>The findings about a feature.</summary>
    public IReadOnlyList<Finding> About(string collection, long id) => _byFeature.GetValueOrDefault((collection, id)) ?? [];

    /// <summary>The findings with an id: several where features share their key.</summary>
    public IReadOnlyList<Finding> WithId(string id) => _byId.GetValueOrDefault(id) ?? [];

    /// <summary>The findings whose boxes meet one.</summary>
    public IReadOnlyList<Finding> Near(Envelope box) => _places.Near(box);

    private static List<Finding> ListOf<TKey>(Dictionary<TKey, List<Finding>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        return list;
    }
}
