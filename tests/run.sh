#!/usr/bin/env bash
# Sets up what the tests need, runs every test, ends with the sum over all suites. Where CI=true a skipped test fails the run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source src/set-up.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

passed=0 failed=0 skipped=0
results=$(mktemp -d)
# An installation is not broken off.
trap '[ -z "${formatting:-}" ] || kill "$formatting" 2>/dev/null || true; [ -z "${installing:-}" ] || wait "$installing" || true; rm -rf "$results"' EXIT

count() { passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3)); }

# A check that passes or fails as a whole.
check() {
    local name=$1; shift
    say "== $name"
    if "$@"; then count 1 0 0; else say "FAILED: $name"; count 0 1 0; fi
}

# What ran beside other steps: waits for its end and says what it said.
told() { local status=0; wait "$1" || status=$?; cat "$2"; return "$status"; }

need_browser() {
    fc-list :lang=zh 2>/dev/null | grep -q . || packages+=(fonts-noto-cjk fontconfig)
    # Ubuntu's chromium is only a stub of a snap; Playwright brings its own there.
    is_ubuntu || command -v chromium >/dev/null || packages+=(chromium)
}

# What people read the server with: GDAL (ogrinfo, ogr2ogr), OWSLib and QGIS, the last two for the distribution's own Python.
need_clients() {
    command -v ogr2ogr >/dev/null || packages+=(gdal-bin)
    /usr/bin/python3 -c 'import owslib' 2>/dev/null || packages+=(python3-owslib)
    /usr/bin/python3 -c 'import qgis.core' 2>/dev/null || packages+=(python3-qgis)
}

install_clients() { need_clients; install_needed; }

clients_are_installed() { told "$installing" "$results/clients" || stop "The clients that the tests need are not installed."; }

is_ubuntu() { grep -q '^ID=ubuntu' /etc/os-release; }

install_playwright_browser() {
    local driver
    driver=$(dirname "$(find tests/GeoZones.Web.Tests/bin -path '*/.playwright/package/cli.js' -print -quit)")
    node "$driver/cli.js" install --with-deps chromium
}

# A suite of `dotnet test`; its counts are read from the file it writes. One that fails without a failed test, or has no tests, counts as failed.
dotnet_suite() {
    local name=$1 status=0 counters total executed good
    say "== $name"
    dotnet test --project "tests/$name" --configuration Release --no-build --no-progress --results-directory "$results" --report-xunit-trx --report-xunit-trx-filename "$name.trx" || status=$?
    counters=$(grep -o '<Counters [^>]*' "$results/$name.trx" 2>/dev/null) || counters=' total="0" executed="0" passed="0"'
    total=$(attribute total "$counters") executed=$(attribute executed "$counters") good=$(attribute passed "$counters")
    count "$good" $((executed - good)) $((total - executed))
    if [ "$total" -eq 0 ] || { [ "$status" -ne 0 ] && [ "$executed" -eq "$good" ]; }; then
        say "FAILED: $name ended with $status"
        count 0 1 0
    fi
}

attribute() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$2"; }

# A suite that ends with lines such as `# pass 12` (node) or `12 passed, 0 failed` (shell).
node_suite() {
    local output="$results/node.tap"
    say "== page modules"
    node --test --test-reporter=tap tests/GeoZones.Web.Tests/js/*.test.js >"$output" || grep -B 1 -A 12 '^not ok' "$output" || true
    count "$(tap pass "$output")" $(($(tap fail "$output") + $(tap cancelled "$output"))) $(($(tap skipped "$output") + $(tap todo "$output")))
}

tap() { local value; value=$(sed -n "s/^# $1 \([0-9]*\)$/\1/p" "$2" | tail -n 1); printf '%s' "${value:-0}"; }

shell_suite() {
    local output="$results/shell"
    say "== $1"
    bash "$1" | tee "$output" || true
    local line; line=$(tail -n 1 "$output")
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" 0
    else
        count 0 1 0
    fi
}

require_dotnet
need_postgis
need_node
need_browser
install_needed
# The largest of the packages, and the last to be needed.
install_clients >"$results/clients" 2>&1 &
installing=$!
restore_web_libraries

# As src/run.sh builds it, whose tests then need not build again.
say "== build"
dotnet build GeoZones.sln --configuration Release --nologo --consoleLoggerParameters:NoSummary
if is_ubuntu; then
    clients_are_installed
    install_playwright_browser
fi
dotnet format GeoZones.sln --verify-no-changes --no-restore >"$results/format" 2>&1 &
formatting=$!
say "== tools of the page's tests"
npm ci --prefix tests/GeoZones.Web.Tests --no-audit --no-fund --no-progress --loglevel=error

check "types of the page" npm run --silent --prefix tests/GeoZones.Web.Tests types
node_suite
dotnet_suite GeoZones.Checks.Tests
check "format" told "$formatting" "$results/format"
clients_are_installed
dotnet_suite GeoZones.Server.Tests
dotnet_suite GeoZones.Web.Tests
shell_suite tests/GeoZones.Server.Tests/Setup/run.test.sh

say "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && { [ "$skipped" -eq 0 ] || [ "${CI:-}" != true ]; }
