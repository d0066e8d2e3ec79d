using GeoZones.Checks;
using GeoZones.Server.Features;
using GeoZones.Server.Problems;

namespace GeoZones.Server.Accounts;

/// <summary>What somebody does in a region.</summary>
public enum Role
{
    /// <summary>现场: reads and reports.</summary>
    Field,

    /// <summary>规划: edits the drafts of one plan.</summary>
    Planner,

    /// <summary>审查: approves revisions, sets the checks.</summary>
    Reviewer,

    /// <summary>管理: everything, in one region or in all.</summary>
    Administrator,
}

/// <summary>A role that somebody has. Whoever has any in a region may read all of the region.</summary>
/// <param name="Role">The role.</param>
/// <param name="Region">The region; <c>null</c> for all regions, which only administrators have.</param>
/// <param name="Plan"><c>zone</c>, <c>urban</c>, <c>land-use</c>, <c>survey</c>: planners have one, reviewers one or (<c>null</c>) all of a region; others <c>null</c>.</param>
public sealed record Grant(Role Role, string? Region, string? Plan)
{
    private static readonly string[] s_roles = [.. Enum.GetNames<Role>().Select(name => name.ToLowerInvariant())];

    /// <summary>The role's name in the API and on the command line.</summary>
    public string RoleName => Role.ToString().ToLowerInvariant();

    /// <summary>Reads a role from its words.</summary>
    /// <param name="role">Name of the role.</param>
    /// <param name="region">Id of a region, or <c>null</c>.</param>
    /// <param name="plan">Name of a plan, or <c>null</c>.</param>
    /// <param name="at">JSON pointer of the role in the body.</param>
    /// <exception cref="ProblemException">400, with pointer: no such role, or one that lacks its region or plan or has too many.</exception>
    public static Grant Read(string? role, string? region, string? plan, string at = "")
    {
        if (!s_roles.Contains(role, StringComparer.Ordinal))
        {
            throw ProblemException.OfBody($"{at}/role", $"没有角色“{role}”；可用：{string.Join("、", s_roles)}。", $"There is no role “{role}”; there are: {string.Join(", ", s_roles)}.");
        }
        var named = Enum.Parse<Role>(role!, ignoreCase: true);
        if (region is null && named != Role.Administrator)
        {
            throw ProblemException.OfBody($"{at}/region", $"角色 {role} 须写明县市 region；只有管理员可以管全部县市。", $"The role {role} needs a region; only administrators have all regions.");
        }
        if (region is not null && !ItemsQuery.CanBeRegion(region))
        {
            throw UnknownRegion(region, at);
        }
        if (plan is not null && plan != "survey" && PlanKinds.Parse(plan) is null)
        {
            throw ProblemException.OfBody($"{at}/plan", $"没有规划“{plan}”；可用：zone、urban、land-use、survey。", $"There is no plan “{plan}”; there are: zone, urban, land-use, survey.");
        }
        if (plan is null && named == Role.Planner)
        {
            throw ProblemException.OfBody($"{at}/plan", "角色 planner 须写明一个规划 plan：zone、urban、land-use 或 survey。", "The role planner needs one plan: zone, urban, land-use or survey.");
        }
        return plan is null || named is Role.Planner or Role.Reviewer ? new(named, region, plan) : throw ProblemException.OfBody(
            $"{at}/plan", $"角色 {role} 不分规划，请去掉 plan。", $"The role {role} is not one of a plan; leave out plan.");
    }

    /// <summary>400: a role names a region that is not there.</summary>
    public static ProblemException UnknownRegion(string? region, string at = "") =>
        ProblemException.OfBody($"{at}/region", $"没有县市“{region}”。", $"There is no region “{region}”.");
}
