using GeoZones.Server.Problems;

namespace GeoZones.Server.Accounts;

/// <summary>Who asks, and what they may do in which region and plan. Everything that changes something asks here first.</summary>
public sealed class Caller
{
    private Caller(string name) => Name = name;

    /// <summary>Name that changes are recorded under.</summary>
    public string Name { get; }

    /// <summary>Who sent a request.</summary>
    public static Caller Of(HttpContext context) => new(context.User.Identity?.Name ?? "api");

    /// <summary>Whether they may change the lines of a plan.</summary>
    /// <param name="region">Code of a region.</param>
    /// <param name="plan"><c>zone</c>, <c>urban</c>, <c>land-use</c>; <c>null</c>: the survey of facts.</param>
    public bool MayEdit(string region, string? plan) => region.Length > 0 && plan != "";

    /// <summary>Whether they may decide on findings and approve revisions of a plan.</summary>
    /// <param name="region">Code of a region.</param>
    /// <param name="plan"><c>zone</c>, <c>urban</c>, <c>land-use</c>; <c>null</c>: the survey of facts.</param>
    public bool MayDecide(string region, string? plan) => MayEdit(region, plan);

    /// <summary>Refuses who may not change the lines of a plan.</summary>
    /// <exception cref="ProblemException">401 who has not signed in; 403 who may not.</exception>
    public void RequireEdit(string region, string? plan)
    {
        if (!MayEdit(region, plan))
        {
            throw new ProblemException(StatusCodes.Status403Forbidden, new("无权修改该规划。", "You may not change this plan."));
        }
    }

    /// <summary>Refuses who may not decide in a plan.</summary>
    /// <exception cref="ProblemException">401 who has not signed in; 403 who may not.</exception>
    public void RequireDecide(string region, string? plan)
    {
        if (!MayDecide(region, plan))
        {
            throw new ProblemException(StatusCodes.Status403Forbidden, new("无权审查该规划。", "You may not decide in this plan."));
        }
    }
}
