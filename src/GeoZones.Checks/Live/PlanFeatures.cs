using NetTopologySuite.Geometries;

namespace GeoZones.Checks.Live;

/// <summary>The features of a snapshot while it is edited, to be found by id, by code and by place.</summary>
internal sealed class PlanFeatures
{
    private readonly Dictionary<string, Dictionary<long, PlanFeature>> _collections = [];
    private readonly Dictionary<(LayerName, string Code), HashSet<long>> _codes = [];
    private readonly Dictionary<LayerName, int> _counts = [];
    private readonly PlaceIndex<PlanFeature> _places = new();
    private readonly HashSet<PlanFeature> _invalid = new(ReferenceEqualityComparer.Instance);

    /// <summary>All features.</summary>
    public IEnumerable<PlanFeature> All => _collections.Values.SelectMany(collection => collection.Values);

    /// <summary>How many of them lie somewhere: an empty geometry does not.</summary>
    public int PlacedCount => _places.Count;

    public void Add(PlanFeature feature, bool isValid)
    {
        if (!_collections.TryGetValue(feature.Collection, out var collection))
        {
            _collections[feature.Collection] = collection = [];
        }

        collection.Add(feature.Id, feature);
        var layer = LayerName.Of(feature);
        _counts[layer] = _counts.GetValueOrDefault(layer) + 1;
        if (feature.Code is { } code)
        {
            if (!_codes.TryGetValue((layer, code), out var ids))
            {
                _codes[(layer, code)] = ids = [];
            }

            ids.Add(feature.Id);
        }

        if (!isValid)
        {
            _invalid.Add(feature);
        }

        if (!feature.Plane.IsEmpty)
        {
            _places.Add(feature.Plane.EnvelopeInternal, feature);
        }
    }

    public void Remove(PlanFeature feature)
    {
        _collections[feature.Collection].Remove(feature.Id);
        _counts[LayerName.Of(feature)]--;
        if (feature.Code is { } code)
        {
            _codes[(LayerName.Of(feature), code)].Remove(feature.Id);
        }

        _invalid.Remove(feature);
        if (!feature.Plane.IsEmpty)
        {
            _places.Remove(feature);
        }
    }

    /// <summary>The feature with an id, or <c>null</c>.</summary>
    public PlanFeature? Find(string collection, long id) => _collections.GetValueOrDefault(collection)?.GetValueOrDefault(id);

    /// <summary>Whether a feature that is here is valid.</summary>
    public bool IsValid(PlanFeature feature) => !_invalid.Contains(feature);

    /// <summary>Whether a layer has any feature.</summary>
    public bool Has(LayerName layer) => _counts.GetValueOrDefault(layer) > 0;

    /// <summary>All features of a collection.</summary>
    public IEnumerable<PlanFeature> Of(string collection) => _collections.GetValueOrDefault(collection)?.Values ?? Enumerable.Empty<PlanFeature>();

    /// <summary>The features of a layer with a code.</summary>
    public IEnumerable<PlanFeature> WithCode(LayerName layer, string code) => _codes.GetValueOrDefault((layer, code))?.Select(id => _collections[layer.Collection][id]) ?? [];

    /// <summary>The features whose boxes meet one.</summary>
    public IReadOnlyList<PlanFeature> Near(Envelope box) => _places.Near(box);
}
