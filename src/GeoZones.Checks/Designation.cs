namespace GeoZones.Checks;

/// <summary>A valid designation patch together with the class that its plan's code list gives it.</summary>
/// <param name="Feature">The patch.</param>
/// <param name="Class">Its class.</param>
public sealed record Designation(PlanFeature Feature, CodeClass Class)
{
    /// <summary>Whether it is construction land.</summary>
    public bool IsBuilt => Class.State == CodeClass.Built;
}
