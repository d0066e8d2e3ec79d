using GeoZones.Server.Verdicts;

namespace GeoZones.Server.Tests.Verdicts;

/// <summary>What nobody waits for any more is given up, after a while; what somebody waits for is not.</summary>
public class SharedWorkTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_never = TimeSpan.FromHours(1);

    private readonly TaskCompletionSource<int> _result = new();
    private readonly TaskCompletionSource _ended = new();
    private int _begun;

    private SharedWork<int> Work(TimeSpan patience) => new(
        async end =>
        {
            Interlocked.Increment(ref _begun);
            end.Register(_ended.SetResult);
            return await _result.Task.WaitAsync(end);
        },
        patience);

    private static async Task LeaveAsync(SharedWork<int> work)
    {
        using CancellationTokenSource impatient = new();
        var waiting = work.Join(impatient.Token)!;
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Work_that_everybody_has_left_ends_and_cannot_be_joined_again()
    {
        var work = Work(s_soon);
        var stays = work.Join(CancellationToken.None)!;
        await LeaveAsync(work);
        await Task.Delay(4 * s_soon, TestContext.Current.CancellationToken);
        Assert.False(work.IsGivenUp);
        Assert.False(stays.IsCompleted);

        var deserted = Work(s_soon);
        await LeaveAsync(deserted);
        await _ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(deserted.IsGivenUp);
        Assert.Null(deserted.Join(CancellationToken.None));
    }

    [Fact]
    public async Task Who_asks_again_in_time_finds_the_work_that_was_begun()
    {
        var work = Work(s_never);
        await LeaveAsync(work);
        var again = work.Join(CancellationToken.None)!;
        _result.SetResult(7);
        Assert.Equal(7, await again);
        Assert.Equal(7, await work.Join(CancellationToken.None)!);
        Assert.Equal(1, _begun);
    }

    [Fact]
    public async Task Work_that_is_done_is_kept_though_nobody_waits()
    {
        var work = Work(TimeSpan.Zero);
        _result.SetResult(7);
        Assert.Equal(7, await work.Join(CancellationToken.None)!);
        await Task.Delay(s_soon, TestContext.Current.CancellationToken);
        Assert.Equal(7, await work.Join(CancellationToken.None)!);
        Assert.False(work.IsGivenUp);
    }
}
