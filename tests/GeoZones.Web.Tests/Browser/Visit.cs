using System.Collections.Concurrent;
using System.Globalization;

using Deque.AxeCore.Playwright;

using GeoZones.Server.Tests;

using Microsoft.Playwright;

namespace GeoZones.Web.Tests.Browser;

/// <summary>One reader with the page open: remembers everything the browser complained about.</summary>
public sealed class Visit : IAsyncDisposable
{
    // Each canvas is drawn small on one made for reading, since reading the map's own would slow it down.
    private const string CountDrawnPixels = """
        pane => [...document.querySelectorAll(`.leaflet-${pane}-pane canvas`)].reduce((sum, canvas) => {
            if (canvas.width * canvas.height === 0) return sum;
            const pen = new OffscreenCanvas(96, 96).getContext('2d', { willReadFrequently: true });
            pen.drawImage(canvas, 0, 0, 96, 96);
            return sum + pen.getImageData(0, 0, 96, 96).data.filter((value, i) => i % 4 === 3 && value > 0).length;
        }, 0)
        """;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visit(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Opens the page.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="address">Address of the server.</param>
    /// <param name="screen">Size of the screen.</param>
    /// <param name="language">Language of the browser, <c>zh-CN</c> or <c>en-GB</c>.</param>
    /// <param name="link">What follows the address, for example <c>#mode=review</c>.</param>
    /// <param name="isAdministrator">Whether the reader has signed in and may do everything; else nobody knows them.</param>
    public static async Task<Visit> OpenAsync(Chromium chromium, Uri address, Screen screen, string language, string link = "", bool isAdministrator = false)
    {
        var context = await chromium.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            HasTouch = screen.Touch,
            Locale = language,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var visit = new Visit(context, await context.NewPageAsync());
        visit.Listen();
        await visit.Page.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI))");
        if (isAdministrator)
        {
            await visit.SignInAsync(address, GeoZonesServer.Administrator, GeoZonesServer.Password);
        }
        if (address.Scheme != "about")
        {
            await visit.Page.GotoAsync(new Uri(address, "/" + link).ToString());
        }
        return visit;
    }

    /// <summary>Signs in on the browser, without the page.</summary>
    public async Task SignInAsync(Uri address, string name, string password)
    {
        var answer = await _context.APIRequest.PostAsync(new Uri(address, "/api/account/sign-in").ToString(), new() { DataObject = new { name, password } });
        Assert.True(answer.Ok, answer.StatusText);
    }

    /// <summary>What the browser complained about: errors on its console, exceptions, violations of the policy.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Elements by selector, those with a text where one is given.</summary>
    public ILocator Find(string selector, string? text = null) => Page.Locator(selector, new() { HasText = text });

    /// <summary>A control by what it is and what it is called.</summary>
    public ILocator Control(AriaRole role, string name) => Page.GetByRole(role, new() { Name = name, Exact = true });

    /// <summary>How many pixels are drawn in a pane of the map.</summary>
    public Task<int> DrawnPixelsAsync(string pane) => Page.EvaluateAsync<int>(CountDrawnPixels, pane);

    /// <summary>Waits until something is drawn in a pane of the map.</summary>
    public Task WaitUntilDrawnAsync(string pane) => Page.WaitForFunctionAsync($"pane => ({CountDrawnPixels})(pane) > 8", pane, new() { PollingInterval = 200 });

    /// <summary>Keeps a picture for those who look through the run: <c>tests/artifacts/NAME.png</c>.</summary>
    public async Task KeepPictureAsync(string name) =>
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts(), name + ".png") });

    /// <summary>Fails where axe finds anything that shuts readers out.</summary>
    public async Task AssertAccessibleAsync()
    {
        var result = await Page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(v =>
            $"{v.Id}: {v.Help}\n  " + string.Join("\n  ", v.Nodes.Select(node => node.Html)))));
    }

    /// <summary>Fails where the browser complained or the page can be pushed sideways.</summary>
    public async Task AssertQuietAsync()
    {
        Assert.Empty(_complaints);
        var overhang = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.Equal(0, overhang);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void Listen()
    {
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{message.Type}: {message.Text}"));
            }
        };
        Page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    private static string Artifacts()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "GeoZones.sln")))
            {
                return Directory.CreateDirectory(Path.Combine(at.FullName, "tests", "artifacts")).FullName;
            }
        }
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
