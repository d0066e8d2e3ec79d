using System.Collections.Immutable;

namespace GeoZones.Checks.Rules;

/// <summary>One rule of CHECKS.md.</summary>
public interface IRule
{
    /// <summary>Its code, name, default severity and messages.</summary>
    RuleInfo Info { get; }

    /// <summary>Looks at the snapshot and tells what it finds, in an order that depends on the features alone.</summary>
    /// <param name="context">The snapshot, prepared once for all rules.</param>
    IEnumerable<Finding> Check(CheckContext context);

    /// <summary>What its messages say of all its findings together, such as a total; added to the parameters of each.</summary>
    /// <param name="joinedM2">Works out the ground area of all their places joined, m².</param>
    /// <param name="figures">The declared figures.</param>
    IReadOnlyDictionary<string, object> Totals(Func<double> joinedM2, IReadOnlyList<Figure> figures) => ImmutableDictionary<string, object>.Empty;
}
