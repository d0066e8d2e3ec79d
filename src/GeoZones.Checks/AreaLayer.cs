using System.Diagnostics.CodeAnalysis;

using GeoZones.Checks.Overlay;

using NetTopologySuite.Geometries;

namespace GeoZones.Checks;

/// <summary>
/// The valid areas of one collection of one plan. The land-use plan's control areas and use areas lie on top of each other by design and are two layers.
/// What is costly about a layer is made when a rule first asks for it, once for all rules.
/// </summary>
internal sealed class AreaLayer
{
    private readonly CheckContext _context;
    private Lazy<PackedLayer> _packed;
    private Lazy<UnmatchedEdges> _unmatched;
    private Lazy<RingSizes> _rings;

    public AreaLayer(CheckContext context, string collection, PlanKind? plan, string? classAttribute, IReadOnlyList<int> positions, string? word = null)
    {
        (Collection, Plan, ClassAttribute, Positions, Word) = (collection, plan, classAttribute, positions, word);
        Features = [.. positions.Select(position => context.Features[position])];
        _context = context;
        LetGo();
    }

    public string Collection { get; }

    public PlanKind? Plan { get; }

    /// <summary>The attribute that states the class of a feature; <c>null</c> where the collection has none.</summary>
    public string? ClassAttribute { get; }

    /// <summary>Tells findings in the second of two layers of one collection from those in the first; else <c>null</c>.</summary>
    public string? Word { get; }

    /// <summary>Positions of the features in <see cref="CheckContext.Features"/>, ascending.</summary>
    public IReadOnlyList<int> Positions { get; }

    /// <summary>The features, by key; a feature's position is its patch number in <see cref="Packed"/>.</summary>
    public IReadOnlyList<PlanFeature> Features { get; }

    /// <summary>Whether the patches are meant to fit their neighbours vertex for vertex.</summary>
    public bool IsFitted => IsCoverage || Collection == Collections.Farmland;

    /// <summary>Whether the patches are meant to leave no ground between them. Farmland does: villages and roads lie between the fields.</summary>
    public bool IsCoverage => Collection is Collections.Designations or Collections.ExistingLandUse or Collections.SubParks or Collections.Townships;

    public PackedLayer Packed => _packed.Value;

    public UnmatchedEdges Unmatched => _unmatched.Value;

    public RingSizes Rings => _rings.Value;

    /// <summary>Forgets what is costly; who asks again has it made again.</summary>
    [MemberNotNull(nameof(_packed), nameof(_unmatched), nameof(_rings))]
    public void LetGo()
    {
        _packed = new(() => _context.Pack(Features.Select(feature => feature.Plane)));
        _unmatched = new(() => EdgeMatching.UnmatchedEdges(Packed));
        _rings = new(() => new RingSizes(Packed));
    }

    /// <summary>The class that a patch states, or <c>null</c>.</summary>
    public string? ClassOf(int patch) => ClassAttribute is { } attribute ? Features[patch].Attribute(attribute) : null;

    /// <summary>All layers of a snapshot, by plan and collection.</summary>
    public static IReadOnlyList<AreaLayer> Of(CheckContext context)
    {
        List<AreaLayer> layers = [];
        var areas = Enumerable.Range(0, context.Features.Count).Where(position => context.Features[position] is { Plane: IPolygonal } feature && context.IsValid(feature));
        foreach (var layer in areas.GroupBy(position => LayerName.Of(context.Features[position])).Where(layer => context.Window?.LooksAt(layer.Key) != false))
        {
            var (collection, plan) = layer.Key;
            if (collection == Collections.Designations && plan == PlanKind.LandUse)
            {
                layers.AddRange(from attribute in (string[])[context.Codes.ControlArea.Attribute, context.Codes.UseArea.Attribute]
                                let stated = layer.Where(position => context.Features[position].Attribute(attribute) is not null).ToList()
                                where stated.Count > 0
                                select new AreaLayer(context, collection, plan, attribute, stated, attribute == context.Codes.UseArea.Attribute ? attribute : null));
            }
            else
            {
                layers.Add(new AreaLayer(context, collection, plan, AttributeOf(collection, plan, context.Codes), [.. layer]));
            }
        }

        return layers;
    }

    private static string? AttributeOf(string collection, PlanKind? plan, CodeLists codes) => collection switch
    {
        Collections.Designations when plan is { } known => codes.Of(known).Attribute,
        Collections.ExistingLandUse => codes.ExistingLandUse.Attribute,
        Collections.Farmland => "farmlandClass",
        _ => null,
    };
}
