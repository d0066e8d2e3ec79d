namespace GeoZones.Checks.Rules;

/// <summary>One rule of CHECKS.md.</summary>
public interface IRule
{
    /// <summary>Its code, name, default severity and messages.</summary>
    RuleInfo Info { get; }

    /// <summary>Looks at the snapshot and tells what it finds, in an order that depends on the features alone.</summary>
    /// <param name="context">The snapshot, prepared once for all rules.</param>
    IEnumerable<Finding> Check(CheckContext context);
}
