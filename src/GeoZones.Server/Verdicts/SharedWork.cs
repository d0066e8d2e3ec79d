namespace GeoZones.Server.Verdicts;

/// <summary>Work that is begun once for all who wait for it, and given up when nobody has waited for a while.</summary>
/// <param name="begin">Begins the work; told when it is given up.</param>
/// <param name="patience">How long it goes on though nobody waits: who asks again finds it farther on.</param>
internal sealed class SharedWork<T>(Func<CancellationToken, Task<T>> begin, TimeSpan patience)
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private Task<T>? _work;
    private int _waiting;
    private int _asked;

    /// <summary>Whether it was given up: nobody can wait for it any more.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Whether it broke.</summary>
    public bool IsFaulted => _work is { IsFaulted: true };

    /// <summary>Waits for the result, as one of those whom the work goes on for; <c>null</c> where it was given up.</summary>
    /// <param name="cancel">Gives up waiting.</param>
    public Task<T>? Join(CancellationToken cancel)
    {
        lock (_lock)
        {
            if (IsGivenUp)
            {
                return null;
            }

            _work ??= Task.Run(() => begin(_end.Token), CancellationToken.None);
            (_waiting, _asked) = (_waiting + 1, _asked + 1);
            return WaitAsync(_work, cancel);
        }
    }

    private async Task<T> WaitAsync(Task<T> work, CancellationToken cancel)
    {
        try
        {
            return await work.WaitAsync(cancel);
        }
        finally
        {
            Leave(work);
        }
    }

    private void Leave(Task<T> work)
    {
        lock (_lock)
        {
            if (--_waiting == 0 && !work.IsCompleted)
            {
                _ = EndUnlessAskedAsync(work, _asked);
            }
        }
    }

    private async Task EndUnlessAskedAsync(Task<T> work, int asked)
    {
        await Task.Delay(patience);
        lock (_lock)
        {
            if (_asked != asked || work.IsCompleted)
            {
                return;
            }

            IsGivenUp = true;
        }

        await _end.CancelAsync();
    }
}
