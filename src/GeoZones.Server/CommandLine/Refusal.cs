namespace GeoZones.Server.CommandLine;

/// <summary>
/// What was asked cannot be done, and the asker can mend it. On the command line its sentence is all that is shown, and the exit code is 2.
/// </summary>
/// <param name="sentence">What is wrong and what to do about it.</param>
/// <param name="cause">What was caught, where something was.</param>
public class Refusal(Sentence sentence, Exception? cause = null) : Exception(sentence.En, cause)
{
    /// <summary>Makes a refusal from its words in both languages.</summary>
    public Refusal(string zh, string en, Exception? cause = null)
        : this(new Sentence(zh, en), cause)
    {
    }

    /// <summary>What is wrong and what to do about it.</summary>
    public Sentence Sentence { get; } = sentence;
}
