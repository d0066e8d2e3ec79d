using System.Net;

namespace GeoZones.Server.Accounts;

/// <summary>
/// One attempt after the other for a name and where it comes from: an attempt counts as wrong until it proves right, and a program that sends many requests at once with the right password must not lock itself out.
/// </summary>
internal sealed class SignInTurns
{
    // Who shares one waits for a hash now and then; who guesses cannot tell which names do, for string hashes differ by process.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Does something once it is its turn.</summary>
    /// <param name="name">Name of an account, whether there is one or not.</param>
    /// <param name="network">Where the attempt comes from.</param>
    /// <param name="work">What is done.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async Task<T> TakeAsync<T>(string name, IPAddress network, Func<Task<T>> work, CancellationToken cancel)
    {
        var turn = _turns[(uint)HashCode.Combine(name.ToUpperInvariant(), network) % _turns.Length];
        await turn.WaitAsync(cancel);
        try
        {
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }
}
