using System.CommandLine;

using GeoZones.Server.Problems;

namespace GeoZones.Server.CommandLine;

/// <summary>The command line. Exit codes: 0 done, 1 findings or a failure of ours, 2 what was given cannot be used, 130 a check was interrupted.</summary>
public static class GeoZonesCommand
{
    /// <summary>Exit code: all went well, and nothing was found that matters.</summary>
    public const int Done = 0;

    /// <summary>Exit code: findings that matter, or a failure of ours.</summary>
    public const int Failed = 1;

    /// <summary>Exit code: what was given cannot be used.</summary>
    public const int BadInput = 2;

    /// <summary>Runs a command; <c>serve</c> where none is named.</summary>
    public static async Task<int> Run(string[] args)
    {
        ServeCommand serve = new();
        RootCommand root = new("GeoZones: 三规 (zone plan, urban plan, land-use plan) side by side, checked.")
        {
            serve,
            new MigrateCommand(),
            new ImportCommand(),
            new CheckCommand(),
            new RulesCommand(),
            new SiteCheckCommand(),
            new UserCommand(),
        };
        string[] line = args is [] or ["--cases", ..] ? [serve.Name, .. args] : args;
        ParseResult parsed = root.Parse(line);
        if (parsed.Errors.Count > 0)
        {
            foreach (string error in parsed.Errors.Select(error => error.Message).Distinct())
            {
                await Console.Error.WriteLineAsync(error);
            }

            return BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Refusal refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Sentence.In(Terminal.Language));
            return BadInput;
        }
        catch (ProblemException problem)
        {
            await Console.Error.WriteLineAsync(problem.Detail.In(Terminal.Language));
            return BadInput;
        }
        catch (OperationCanceledException)
        {
            return Failed;
        }
        catch (Exception trouble)
        {
            await Console.Error.WriteLineAsync(new Sentence($"意外错误：{trouble.Message}", $"Unexpected failure: {trouble.Message}").In(Terminal.Language));
            return Failed;
        }
    }
}
