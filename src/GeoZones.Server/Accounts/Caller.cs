using GeoZones.Server.CommandLine;
using GeoZones.Server.Features;
using GeoZones.Server.Problems;

using Microsoft.AspNetCore.Http.Features;

namespace GeoZones.Server.Accounts;

/// <summary>Who asks, and what they may read and do in which region and plan. Everything that changes something asks here first.</summary>
public sealed class Caller
{
    private const string Survey = "survey";
    private const string NoName = "anonymous";

    private readonly IReadOnlyList<Grant> _grants;
    private readonly IReadOnlySet<string> _open;
    private readonly string? _token;
    private readonly Guid? _session;

    internal Caller(KnownAccount? account, IReadOnlySet<string> open, string? token = null, Guid? session = null) =>
        (Account, _grants, _open, _token, _session) = (account, account?.Grants ?? [], open, token, session);

    /// <summary>Name that changes are recorded under.</summary>
    public string Name => Account?.Name ?? NoName;

    /// <summary>Whether they have said who they are.</summary>
    public bool IsSignedIn => Account is not null;

    /// <summary>The regions that they may read, in order; <c>null</c> for all that there are and will be.</summary>
    public IReadOnlyList<string>? Readable => MayAdministrate(null) ? null : [.. _open.Union(_grants.Select(grant => grant.Region!)).Order(StringComparer.Ordinal)];

    /// <summary>Whether they administrate any region.</summary>
    public bool IsAdministrator => _grants.Any(grant => grant.Role == Role.Administrator);

    internal KnownAccount? Account { get; }

    /// <summary>Who sent a request.</summary>
    public static Caller Of(HttpContext context) => context.Features.GetRequiredFeature<Caller>();

    /// <summary>Whether they may read a region: it is open to all, or they have a role there. Of a region that is not there, only those who may read all may know.</summary>
    public bool MayRead(string region) => _open.Contains(region) || Has(region, _ => true);

    /// <summary>Whether they may read a reference layer: one of a region as that region is read, one of all regions by whoever has a role anywhere.</summary>
    public bool MayReadReference(string? region) => region is null ? _grants.Count > 0 : MayRead(region);

    /// <summary>Whether they may change the lines of a plan.</summary>
    /// <param name="region">Code of a region.</param>
    /// <param name="plan"><c>zone</c>, <c>urban</c>, <c>land-use</c>; <c>null</c>: the survey of facts.</param>
    public bool MayEdit(string region, string? plan) =>
        MayAdministrate(region) || Has(region, grant => grant.Role == Role.Planner && grant.Plan == (plan ?? Survey));

    /// <summary>Whether they may approve revisions of a plan.</summary>
    /// <param name="region">Code of a region.</param>
    /// <param name="plan"><c>zone</c>, <c>urban</c>, <c>land-use</c>; <c>null</c>: the survey of facts.</param>
    public bool MayDecide(string region, string? plan) =>
        MayAdministrate(region) || Has(region, grant => grant.Role == Role.Reviewer && (grant.Plan is null || grant.Plan == (plan ?? Survey)));

    /// <summary>Whether they may start check runs: whoever edits or decides on any plan of the region.</summary>
    public bool MayCheck(string region) => Has(region, grant => grant.Role != Role.Field);

    /// <summary>Whether they may set which rules are checked, and how: whoever decides on any plan of the region.</summary>
    public bool MaySetChecks(string region) => Has(region, grant => grant.Role is Role.Reviewer or Role.Administrator);

    /// <summary>Whether they may do everything in a region; <c>null</c>: in all of them.</summary>
    public bool MayAdministrate(string? region) => _grants.Any(grant => grant.Role == Role.Administrator && (grant.Region is null || grant.Region == region));

    /// <summary>Refuses who may not read a region, in the same way whether it is there or not.</summary>
    /// <exception cref="ProblemException">401 who has not signed in; 403 who may not.</exception>
    public void RequireRead(string region) => Require(MayRead(region), new("您在该县市没有角色，或者没有这个县市。", "You have no role in this region, or there is no such region."));

    /// <summary>Refuses who may not read a reference layer, in the same way whether it is there or not: its name alone may say what is not for everybody.</summary>
    /// <param name="layer">The layer; <c>null</c> where there is none of that name, which only those may know who may read all.</param>
    /// <exception cref="ProblemException">401 who has not signed in; 403 who may not.</exception>
    public void RequireReadReference(ReferenceLayer? layer) => Require(
        layer is null ? MayAdministrate(null) : MayReadReference(layer.Region), new("您不能查看这个参考图层，或者没有这个图层。", "You may not read this reference layer, or there is none of that name."));

    /// <summary>Refuses who may not change the lines of a plan.</summary>
    /// <exception cref="ProblemException">401 who has not signed in; 403 who may not.</exception>
    public void RequireEdit(string region, string? plan) => Require(MayEdit(region, plan), new("您不是该规划的编制人员，无权修改。", "You may not change this plan: you are no planner of it."));

    /// <summary>Refuses who may not decide in a plan.</summary>
    /// <exception cref="ProblemException">401 who has not signed in; 403 who may not.</exception>
    public void RequireDecide(string region, string? plan) => Require(MayDecide(region, plan), new("您不是该规划的审查人员，无权审查。", "You may not decide in this plan: you are no reviewer of it."));

    /// <summary>Refuses who may not start check runs.</summary>
    /// <exception cref="ProblemException">401 who has not signed in; 403 who may not.</exception>
    public void RequireCheck(string region) => Require(MayCheck(region), new("只有该县市的编制、审查和管理人员可以启动校核。", "Only planners, reviewers and administrators of this region may start its checks."));

    /// <summary>Refuses who may not set the checks.</summary>
    /// <exception cref="ProblemException">401 who has not signed in; 403 who may not.</exception>
    public void RequireSetChecks(string region) => Require(MaySetChecks(region), new("只有该县市的审查和管理人员可以修改校核设置。", "Only reviewers and administrators of this region may change its check settings."));

    /// <summary>Refuses who administrates no region.</summary>
    /// <exception cref="ProblemException">401 who has not signed in; 403 who may not.</exception>
    public void RequireAdministrator() => Require(IsAdministrator, new("只有管理员可以管理账号。", "Only administrators may manage accounts."));

    /// <summary>Refuses who may not give or take a role in a region; <c>null</c>: in all of them.</summary>
    /// <exception cref="ProblemException">401 who has not signed in; 403 who may not.</exception>
    public void RequireAdministrate(string? region) => Require(MayAdministrate(region), new("您不是该县市的管理员。", "You are no administrator there."));

    /// <summary>The account of who has signed in.</summary>
    /// <exception cref="ProblemException">401: nobody has.</exception>
    internal KnownAccount RequireAccount()
    {
        Require(IsSignedIn, default);
        return Account!;
    }

    /// <summary>The account of who has signed in, and not by a token: one that got lost must not beget tokens, passwords or roles that outlive it.</summary>
    /// <exception cref="ProblemException">401: nobody has; 403: by a token.</exception>
    internal KnownAccount RequireAccountWithoutToken()
    {
        var account = RequireAccount();
        Require(_token is null, new("令牌不能新建令牌，也不能修改账号；请用密码登录。", "A token can neither make tokens nor change accounts; sign in with a password."));
        return account;
    }

    /// <summary>The same caller with what they may do by now: nothing of their own once the password, the token or the session that they came with is no longer good.</summary>
    internal Caller AsOf(Permissions now) => new(
        Account is { } known && now.Accounts.GetValueOrDefault(known.Id) is { } account && account.Stamp == known.Stamp && (_token is null || now.OfToken(_token)?.Id == known.Id)
            && (_session is not { } session || !now.EndedSessions.Contains(session)) ? account : null,
        now.OpenRegions, _token, _session);

    private bool Has(string region, Func<Grant, bool> which) => _grants.Any(grant => (grant.Region is null || grant.Region == region) && which(grant));

    private void Require(bool may, Sentence otherwise)
    {
        if (!may)
        {
            throw IsSignedIn ? new ProblemException(StatusCodes.Status403Forbidden, otherwise) : ProblemDocument.OfStatus(StatusCodes.Status401Unauthorized);
        }
    }
}
