using System.Text.Json;
using System.Text.Json.Serialization;

using GeoZones.Server.CommandLine;

namespace GeoZones.Server.Problems;

/// <summary>An RFC 9457 problem as it is written; members that do not apply are left out.</summary>
public sealed record ProblemDocument(
    string Type, string Title, int Status, string Detail, string? Pointer, string? Parameter, double[]? Coordinate,
    IReadOnlyList<ProblemDocument.Place>? Errors = null)
{
    private static readonly JsonSerializerOptions Options = new(ApiJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Answers a request with a problem in the caller's language; the response must not have started.</summary>
    public static Task WriteAsync(HttpContext context, ProblemException problem)
    {
        var language = Language.Of(context.Request);
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.Headers.ContentLanguage = language;
        response.Headers.CacheControl = "no-store";
        if (problem.Header is var (name, value))
        {
            response.Headers[name] = value;
        }
        var document = new ProblemDocument("about:blank", TitleOf(problem.Status).In(language), problem.Status,
            problem.Detail.In(language), problem.Pointer, problem.Parameter, problem.Coordinate,
            problem.Places?.Select(place => new Place(place.Line, place.Pointer, place.Detail.In(language))).ToArray());
        return response.WriteAsJsonAsync(document, Options, "application/problem+json", context.RequestAborted);
    }

    /// <summary>The problem that a bare status code stands for.</summary>
    public static ProblemException OfStatus(int status) => new(status, status switch
    {
        StatusCodes.Status400BadRequest => new("请求无法识别。", "The request cannot be understood."),
        StatusCodes.Status401Unauthorized => new(
            "此处须先登录：网页上请登录；程序请用 Basic（账号名与密码或令牌）或 Bearer（令牌）。",
            "Sign in first: on the page, or as a program with Basic (name, and password or token) or Bearer (token)."),
        StatusCodes.Status404NotFound => new("没有这个地址。", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => new("该地址不支持此方法，可用方法见 Allow 头。", "This address does not support the method; the Allow header names those it supports."),
        StatusCodes.Status408RequestTimeout => new("请求内容到达太慢。", "The body of the request arrived too slowly."),
        StatusCodes.Status413PayloadTooLarge => new("请求内容过大。", "The body of the request is too large."),
        StatusCodes.Status414UriTooLong => new("地址过长。", "The address is too long."),
        StatusCodes.Status415UnsupportedMediaType => new("请求内容的类型不受支持。", "The type of the request's body is not supported."),
        StatusCodes.Status428PreconditionRequired => new("缺少前提", "Precondition Required"),
        StatusCodes.Status429TooManyRequests => new("尝试过于频繁；Retry-After 头写明多少秒后再试。", "There were too many attempts; the Retry-After header says after how many seconds to try again."),
        StatusCodes.Status503ServiceUnavailable => new("数据库暂时无法连接，请稍后再试。", "The database cannot be reached at the moment; try again later."),
        >= 500 => new("服务器内部出错，已记入日志。", "The server failed; the failure has been logged."),
        _ => new("请求无法处理。", "The request cannot be processed."),
    });

    private static Sentence TitleOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new("请求有误", "Bad Request"),
        StatusCodes.Status401Unauthorized => new("须先登录", "Unauthorized"),
        StatusCodes.Status403Forbidden => new("禁止访问", "Forbidden"),
        StatusCodes.Status404NotFound => new("未找到", "Not Found"),
        StatusCodes.Status405MethodNotAllowed => new("方法不支持", "Method Not Allowed"),
        StatusCodes.Status406NotAcceptable => new("无法提供所需格式", "Not Acceptable"),
        StatusCodes.Status408RequestTimeout => new("请求超时", "Request Timeout"),
        StatusCodes.Status409Conflict => new("状态冲突", "Conflict"),
        StatusCodes.Status412PreconditionFailed => new("前提不再成立", "Precondition Failed"),
        StatusCodes.Status413PayloadTooLarge => new("请求内容过大", "Content Too Large"),
        StatusCodes.Status414UriTooLong => new("地址过长", "URI Too Long"),
        StatusCodes.Status415UnsupportedMediaType => new("内容类型不支持", "Unsupported Media Type"),
        StatusCodes.Status422UnprocessableEntity => new("内容无法处理", "Unprocessable Content"),
        StatusCodes.Status429TooManyRequests => new("尝试过于频繁", "Too Many Requests"),
        StatusCodes.Status503ServiceUnavailable => new("服务暂不可用", "Service Unavailable"),
        >= 500 => new("服务器内部错误", "Internal Server Error"),
        _ => new("请求有误", "Request Failed"),
    };

    /// <summary>One of several things that are wrong in the body.</summary>
    public sealed record Place(int? Line, string Pointer, string Detail);
}
