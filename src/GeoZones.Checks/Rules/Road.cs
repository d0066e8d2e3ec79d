namespace GeoZones.Checks.Rules;

/// <summary>What a road states about itself.</summary>
internal static class Road
{
    /// <summary>State of building.</summary>
    public const string StateAttribute = "state";

    /// <summary>State: 规划.</summary>
    public const string Planned = "planned";

    /// <summary>State: 在建.</summary>
    public const string UnderConstruction = "under-construction";

    /// <summary>State: 建成.</summary>
    public const string Finished = "finished";

    /// <summary>What carries it over or under others, where something does.</summary>
    public const string StructureAttribute = "structure";

    /// <summary>Structure: 桥.</summary>
    public const string Bridge = "bridge";

    /// <summary>Structure: 隧道.</summary>
    public const string Tunnel = "tunnel";

    /// <summary>Says <c>true</c> (also <c>yes</c>, <c>1</c>, 是) where an open end of the road is meant: 断头路.</summary>
    public const string DeadEndAttribute = "deadEnd";

    /// <summary>Whether it passes over or under what it crosses.</summary>
    public static bool IsCarried(PlanFeature road) => road.Attribute(StructureAttribute) is Bridge or Tunnel;

    /// <summary>Whether an open end of it is meant.</summary>
    public static bool IsDeadEnd(PlanFeature road) =>
        road.Attribute(DeadEndAttribute) is { } said && (said is "1" or "是" || said.Equals("true", StringComparison.OrdinalIgnoreCase) || said.Equals("yes", StringComparison.OrdinalIgnoreCase));
}
