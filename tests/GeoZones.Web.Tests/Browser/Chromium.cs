using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(GeoZones.Web.Tests.Browser.Chromium))]

namespace GeoZones.Web.Tests.Browser;

/// <summary>One real Chromium for the whole run: the system's where there is one, else the one that Playwright installed.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] SystemPaths = ["/usr/bin/chromium", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The running browser.</summary>
    public IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser has not been started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // Two busy cores draw three plans slowly; a page that is right is right after some seconds, too.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        var own = Environment.GetEnvironmentVariable("GEOZONES_CHROMIUM");
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = string.IsNullOrEmpty(own) ? SystemPaths.FirstOrDefault(File.Exists) : own,
            Args =
            [
                // Chromium's sandbox does not start as root, and these pages are our own.
                .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
                "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--no-first-run", "--font-render-hinting=none",
            ],
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }
        _playwright?.Dispose();
    }
}
