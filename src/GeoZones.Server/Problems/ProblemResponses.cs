using Npgsql;

namespace GeoZones.Server.Problems;

/// <summary>Turns whatever goes wrong below it into a problem document; nothing of our insides reaches the caller.</summary>
public static class ProblemResponses
{
    /// <summary>Put first in the pipeline.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.Use(AnswerAsync);
        app.UseStatusCodePages(pages =>
            ProblemDocument.WriteAsync(pages.HttpContext, ProblemDocument.OfStatus(pages.HttpContext.Response.StatusCode)));
        app.UseOptions();
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has left; there is nobody to answer.
        }
        catch (Exception failure)
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("GeoZones.Problems");
            var problem = Explain(failure);
            if (problem.Status >= 500)
            {
                log.LogError(failure, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
            }
            if (context.Response.HasStarted)
            {
                // A cut connection tells the caller that what it got is not the whole answer.
                context.Abort();
                return;
            }
            context.Response.Clear();
            await ProblemDocument.WriteAsync(context, problem);
        }
    }

    private static ProblemException Explain(Exception failure) => failure switch
    {
        ProblemException problem => problem,
        BadHttpRequestException bad => ProblemDocument.OfStatus(bad.StatusCode),
        PostgresException { IsTransient: false } => ProblemDocument.OfStatus(StatusCodes.Status500InternalServerError),
        NpgsqlException => ProblemDocument.OfStatus(StatusCodes.Status503ServiceUnavailable),
        _ => ProblemDocument.OfStatus(StatusCodes.Status500InternalServerError),
    };
}
