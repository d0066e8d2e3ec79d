using Spectre.Console;

namespace GeoZones.Server.CommandLine;

/// <summary>How the command line speaks: in the language of the environment, and with visible progress.</summary>
internal static class Terminal
{
    /// <summary>Language of messages: the one that was asked for, else <c>zh</c> where the locale of the environment is Chinese and <c>en</c> elsewhere.</summary>
    public static string Language { get; set; } = LanguageOf(name => Environment.GetEnvironmentVariable(name));

    /// <summary>Reads the language as POSIX orders the variables.</summary>
    public static string LanguageOf(Func<string, string?> environment)
    {
        string? locale = new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(environment).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? "zh" : "en";
    }

    /// <summary>Says one thing on a line of its own.</summary>
    public static void Say(Sentence sentence) => Console.WriteLine(sentence.In(Language));

    /// <summary>Runs slow work and shows on standard error what it reports: a spinner on a terminal, plain lines elsewhere. Standard output is for results.</summary>
    public static Task<T> Show<T>(Sentence title, Func<IProgress<Sentence>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            Tell(title);
            return work(new Lines(Tell));
        }

        return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Status().StartAsync(Markup.Escape(title.In(Language)), context =>
            work(new Lines(sentence => context.Status(Markup.Escape(sentence.In(Language))))));
    }

    private static void Tell(Sentence sentence) => Console.Error.WriteLine(sentence.In(Language));

    private sealed class Lines(Action<Sentence> show) : IProgress<Sentence>
    {
        public void Report(Sentence value) => show(value);
    }
}
