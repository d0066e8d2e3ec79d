using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

using GeoZones.Server.Problems;

namespace GeoZones.Server.Accounts;

/// <summary>How often an address may try a password: each attempt costs a slow hash, and guessing lives on many attempts.</summary>
/// <param name="perMinute">Attempts a minute, and at once.</param>
internal sealed class SignInLimit(int perMinute) : IDisposable
{
    /// <summary>Attempts a minute: an office behind one address signs in.</summary>
    public const int Usual = 30;

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
        QueueLimit = 0,
    }));

    /// <summary>Counts an attempt.</summary>
    /// <exception cref="ProblemException">429: there were too many.</exception>
    public void Count(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(NetworkOf(context));
        if (!lease.IsAcquired)
        {
            var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 60;
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            });
            throw ProblemDocument.OfStatus(StatusCodes.Status429TooManyRequests);
        }
    }

    /// <summary>Where a request comes from.</summary>
    internal static IPAddress NetworkOf(HttpContext context) => NetworkOf(context.Connection.RemoteIpAddress ?? IPAddress.None);

    /// <summary>What is counted together: an address, of IPv6 the network of 64 bits, of which a household has as many addresses as it likes.</summary>
    internal static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }

    public void Dispose() => _limiter.Dispose();
}
