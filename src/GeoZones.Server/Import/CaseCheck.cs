using System.Text.RegularExpressions;

using GeoZones.Checks;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Plans;

namespace GeoZones.Server.Import;

/// <summary>What keeps a case from being loaded, told before the database would refuse it.</summary>
internal static partial class CaseCheck
{
    private const int FirstSrid = 4534;
    private const int LastSrid = 4554;
    private const int FirstMeridian = 75;

    /// <summary>What the file states.</summary>
    public static Sentence Members { get; } = new(
        "文件应写明 id、nameZh、nameEn、planeSrid、extent（西、南、东、北）、codeSet、plans（每个有 kind、nameZh、nameEn）和 revisions（每个有 plan 和 files）",
        "It states id, nameZh, nameEn, planeSrid, extent (west, south, east, north), codeSet, plans (each with kind, nameZh and nameEn) and revisions (each with plan and files)");

    /// <summary>The first thing that is wrong; <c>null</c> when all is well.</summary>
    public static Sentence? ProblemOf(CaseFile? read) => read is null ? Members : ProblemOfRegion(read) ?? ProblemOfPlans(read.Plans) ?? ProblemOfRevisions(read);

    private static Sentence? ProblemOfRegion(CaseFile read)
    {
        if (!Id().IsMatch(read.Id))
        {
            return new($"id “{read.Id}”无效：以小写字母开头，只含小写字母、数字和连字符，不超过 63 个字符", $"the id “{read.Id}” is not valid: a small letter, then small letters, digits and hyphens, 63 characters at most");
        }

        if (new[] { read.NameZh, read.NameEn, read.NoteZh ?? "-", read.NoteEn ?? "-" }.Any(text => !IsText(text)))
        {
            return new("nameZh 和 nameEn 不能为空，文字中不能有空字符", "nameZh and nameEn are not empty, and no text holds a null character");
        }

        if (read.PlaneSrid is < FirstSrid or > LastSrid)
        {
            return new($"planeSrid {read.PlaneSrid} 不是 3° 带高斯—克吕格平面；应为 {FirstSrid} 到 {LastSrid}", $"planeSrid {read.PlaneSrid} is no 3° Gauss–Krüger plane: those are {FirstSrid} to {LastSrid}");
        }

        if (read.Extent is not [>= -180 and var west, >= -90 and var south, <= 180 and var east, <= 90 and var north] || west >= east || south >= north)
        {
            return new("extent 应为西、南、东、北四个度数，西小于东，南小于北", "extent is west, south, east and north in degrees, west less than east and south less than north");
        }

        var meridian = FirstMeridian + 3 * (read.PlaneSrid - FirstSrid);
        if (Math.Abs((west + east) / 2 - meridian) > 3)
        {
            return new($"extent 离 planeSrid {read.PlaneSrid} 的中央经线 {meridian}° 太远", $"extent is too far from {meridian}°, the central meridian of planeSrid {read.PlaneSrid}");
        }

        return RegionCodes.Known.Contains(read.CodeSet) ? null : new(
            $"没有代码表 codeSet “{read.CodeSet}”；现有：{string.Join("、", RegionCodes.Known)}", $"there is no codeSet “{read.CodeSet}”; there are: {string.Join(", ", RegionCodes.Known)}");
    }

    private static Sentence? ProblemOfPlans(IReadOnlyList<CasePlan> plans)
    {
        string kinds = string.Join(", ", PlanKinds.All.Select(kind => kind.Text()));
        foreach (CasePlan plan in plans)
        {
            if (plan is null || PlanKinds.Parse(plan.Kind) is null)
            {
                return new($"规划的 kind “{plan?.Kind}”无效；应为 {kinds} 之一", $"the kind “{plan?.Kind}” of a plan is not valid; it is one of {kinds}");
            }

            if (plans.Count(other => other?.Kind == plan.Kind) > 1)
            {
                return new($"规划 {plan.Kind} 出现了两次", $"the plan {plan.Kind} is there twice");
            }

            if (!IsText(plan.NameZh) || !IsText(plan.NameEn) || !IsText(plan.Stage ?? "-"))
            {
                return new($"规划 {plan.Kind} 的 nameZh、nameEn 和 stage 不能为空", $"nameZh, nameEn and stage of the plan {plan.Kind} are not empty");
            }

            if (plan.BaseYear is < 1949 or > 2199 || plan.TargetYear is < 1949 or > 2199 || plan.BaseYear > plan.TargetYear)
            {
                return new($"规划 {plan.Kind} 的 baseYear 和 targetYear 应在 1949 到 2199 之间，前者不晚于后者", $"baseYear and targetYear of the plan {plan.Kind} are from 1949 to 2199, the first no later than the second");
            }
        }

        return null;
    }

    private static Sentence? ProblemOfRevisions(CaseFile read)
    {
        foreach ((int i, CaseRevision revision) in read.Revisions.Index())
        {
            if (revision is null || (revision.Plan is not null && read.Plans.All(plan => plan.Kind != revision.Plan)))
            {
                return new($"第 {i + 1} 个版本的 plan “{revision?.Plan}”不在 plans 之中；现状调查写 null", $"the plan “{revision?.Plan}” of revision {i + 1} is not among plans; for the survey it is null");
            }

            if (revision.State is not (null or "draft" or "submitted"))
            {
                return new($"第 {i + 1} 个版本的 state “{revision.State}”无效；应为 draft 或 submitted", $"the state “{revision.State}” of revision {i + 1} is not valid; it is draft or submitted");
            }

            if (!IsText(revision.Note ?? "-") || revision.Files.Any(file => !IsText(file.Value)) || !IsText(revision.Figures ?? "-"))
            {
                return new($"第 {i + 1} 个版本的 note、files 或 figures 中有空的文字", $"note, files or figures of revision {i + 1} hold an empty text");
            }
        }

        return null;
    }

    private static bool IsText(string? text) => !string.IsNullOrEmpty(text) && !text.Contains('\0', StringComparison.Ordinal);

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z")]
    private static partial Regex Id();
}
