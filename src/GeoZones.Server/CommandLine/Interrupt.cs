using System.Runtime.InteropServices;

namespace GeoZones.Server.CommandLine;

/// <summary>
/// Ctrl-C (and SIGTERM) while a check runs: cancels it, and where it holds nothing but a file that is not complete, ends the process within 200 ms whatever it is at.
/// A second one ends it in the way of the system.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    /// <summary>Exit code of what was interrupted, as shells have it: 128 + SIGINT.</summary>
    public const int ExitCode = 130;

    private const int LongestMs = 120;

    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _signals;
    private readonly Action? _abandon;
    private Timer? _end;

    /// <summary>Listens until it is disposed.</summary>
    /// <param name="abandon">Leaves nothing incomplete behind; <c>null</c> where the work must be ended in order, however long that takes.</param>
    /// <param name="cancel">Cancels as well.</param>
    public Interrupt(Action? abandon, CancellationToken cancel)
    {
        _abandon = abandon;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    /// <summary>Is cancelled by the interrupt.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _end?.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        if (_abandon is not null)
        {
            _end = new Timer(_ => End(), null, LongestMs, Timeout.Infinite);
        }

        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The check has just ended by itself.
        }
    }

    private void End()
    {
        _abandon!();
        Environment.Exit(ExitCode);
    }
}
