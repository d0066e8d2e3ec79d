namespace GeoZones.Web.Tests.Browser;

/// <summary>The screens that the page is made for.</summary>
/// <param name="Name">Short name, for file names.</param>
/// <param name="Width">Width in CSS pixels.</param>
/// <param name="Height">Height in CSS pixels.</param>
/// <param name="Touch">Whether it is touched rather than pointed at.</param>
public sealed record Screen(string Name, int Width, int Height, bool Touch)
{
    /// <summary>A planner's screen.</summary>
    public static readonly Screen Desk = new("desk", 1440, 900, false);

    /// <summary>A phone in the field.</summary>
    public static readonly Screen Phone = new("phone", 390, 844, true);
}
