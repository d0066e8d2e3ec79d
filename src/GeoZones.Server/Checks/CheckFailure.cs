using GeoZones.Checks;
using GeoZones.Checks.Settings;
using GeoZones.Server.CommandLine;
using GeoZones.Server.Plans;

namespace GeoZones.Server.Checks;

/// <summary>Why a run, or a part of one, failed: a code is stored, a sentence is told. What went wrong inside is for the log alone.</summary>
public static class CheckFailure
{
    /// <summary>A failure of ours.</summary>
    public const string Internal = "internal";

    /// <summary>The server stopped each time that the run was begun.</summary>
    public const string ServerStopped = "server-stopped";

    /// <summary>The region names code lists that are not there.</summary>
    public const string UnknownCodeSet = "unknown-code-set";

    /// <summary>What the region sets about the checks cannot be read by this release.</summary>
    public const string UnusableSettings = "unusable-settings";

    /// <summary>The code for what ended a run.</summary>
    public static string CodeOf(Exception failure) => failure switch
    {
        UnknownCodeSetException => UnknownCodeSet,
        SettingsException => UnusableSettings,
        _ => Internal,
    };

    /// <summary>Why a run failed.</summary>
    public static Sentence OfRun(string code) => code switch
    {
        ServerStopped => new("检查期间服务器多次停止，已放弃本次检查；请重新运行。", "The server stopped several times during this run, which was given up; start it again."),
        UnknownCodeSet => new(
            $"该县市所用的代码表不存在；现有：{string.Join("、", RegionCodes.Known)}。", $"The code set of this region does not exist; there are: {string.Join(", ", RegionCodes.Known)}."),
        UnusableSettings => new(
            "该县市的检查设置不能使用（可能写于旧版本）；请用 PUT …/check-settings 重新提交，回复会指出是哪一行。",
            "The check settings of this region cannot be used (written for an older release, perhaps); PUT …/check-settings again, the answer names the line."),
        _ => new("服务器内部出错，检查没有完成；详情已记入服务器日志。", "The server failed, and the run did not finish; the failure has been logged."),
    };

    /// <summary>That a part of a run failed.</summary>
    public static Sentence OfPart(string rule) => rule switch
    {
        FailedRule.Ledger => new("服务器内部出错，台账未能算出；详情已记入服务器日志。", "The server failed, and the ledger could not be drawn up; the failure has been logged."),
        FailedRule.Quotas => new("服务器内部出错，用地指标未能算出；详情已记入服务器日志。", "The server failed, and the quotas could not be worked out; the failure has been logged."),
        _ => new("服务器内部出错，该规则未执行完；详情已记入服务器日志。", "The server failed, and this rule was not checked to its end; the failure has been logged."),
    };
}

/// <summary>A part of a run that failed.</summary>
/// <param name="Rule">Code of the rule, <c>ledger</c> or <c>quotas</c>.</param>
/// <param name="Error">As stored the code, as told the sentence.</param>
public sealed record PartFailure(string Rule, string Error);
