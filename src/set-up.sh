# shellcheck shell=bash
# What run.sh and the tests share: which packages of the distribution are missing, installing them, building.
# Run as root with names of packages it installs them.

packages=()
createcluster=/etc/postgresql-common/createcluster.conf

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 2; }

require_dotnet() {
    command -v dotnet >/dev/null || stop "The .NET SDK is missing: install dotnet-sdk-10.0."
    dotnet --version >/dev/null 2>&1 || stop "The .NET 10 SDK is missing, there is only another version: install dotnet-sdk-10.0."
}

# PostgreSQL with PostGIS of any version; a database given by the environment makes both needless.
need_postgis() {
    [ -z "${GEOZONES_DB:-}${ConnectionStrings__GeoZones:-}" ] || return 0
    have_postgis || packages+=(postgresql postgresql-postgis)
}

have_postgis() {
    local control version
    for control in /usr/share/postgresql/*/extension/postgis.control; do
        version=${control#/usr/share/postgresql/}
        [ ! -x "/usr/lib/postgresql/${version%%/*}/bin/initdb" ] || return 0
    done
    return 1
}

need_node() {
    command -v node >/dev/null || packages+=(nodejs)
    command -v npm >/dev/null || packages+=(npm)
}

# Installs what is needed, as root or by sudo; where neither may, says the command to type.
install_needed() {
    [ ${#packages[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || stop "Missing: ${packages[*]}. Install them and start again; only Debian and Ubuntu are set up by themselves."
    say "Installing ${packages[*]} …"
    if [ "$(id -u)" -eq 0 ]; then
        bash src/set-up.sh "${packages[@]}"
    elif sudo -n true 2>/dev/null; then
        sudo -n bash src/set-up.sh "${packages[@]}"
    else
        stop "They have to be installed by an administrator. Type this, then start again:
  sudo bash '$PWD/src/set-up.sh' ${packages[*]}"
    fi
    packages=()
}

have_postgres() { ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; }

# The PostgreSQL package makes and starts a cluster of its own unless told not to; this setting is only for the time of the installation,
# however it ends.
install_packages() {
    export DEBIAN_FRONTEND=noninteractive
    local kept
    slowly apt-get update -q
    if [[ " $* " == *" postgresql "* ]] && ! have_postgres; then
        slowly apt-get install -qy --no-install-recommends postgresql-common
        kept=$(mktemp)
        cp -p "$createcluster" "$kept"
        # shellcheck disable=SC2064  # the names of now
        trap "mv '$kept' '$createcluster'" EXIT
        echo 'create_main_cluster = false' >>"$createcluster"
    fi
    slowly apt-get install -qy --no-install-recommends "$@"
}

# Runs a command that is slow and wordy: a dot every two seconds; its words are kept for when it fails.
# Ctrl-C is handed on and the command waited for: apt-get ends in its own time, after what must not be broken off.
slowly() {
    local words running
    words=$(mktemp)
    printf '  %s ' "$*"
    # job control, because a command in the background would be deaf to Ctrl-C without
    set -m
    "$@" >"$words" 2>&1 </dev/null &
    running=$!
    set +m
    # shellcheck disable=SC2064  # the numbers of now
    trap "printf ' stopping …\n'; kill -INT $running 2>/dev/null || true; wait $running || true; rm -f '$words'; exit 130" INT TERM
    while kill -0 "$running" 2>/dev/null; do
        sleep 2
        printf .
    done
    trap - INT TERM
    if wait "$running"; then
        printf ' done\n'
        rm -f "$words"
    else
        printf ' failed\n'
        tail -n 20 "$words" >&2
        rm -f "$words"
        return 1
    fi
}

web_libraries_are_current() {
    [ -f web/lib/.restored ] && [ web/lib/.restored -nt web/libman.json ] && [ web/lib/.restored -nt web/package-lock.json ]
}

restore_web_libraries() {
    web_libraries_are_current && return
    say "Restoring the web libraries …"
    node web/restore.mjs
    touch web/lib/.restored
}

# MSBuild needs seconds to find that nothing changed; the times of files need none. Folders are looked at too: a deleted file changes its folder.
build_when_changed() {
    local program=src/GeoZones.Server/bin/Release/net10.0/GeoZones.Server.dll stamp=src/GeoZones.Server/obj/run.stamp begun
    if [ -f "$program" ] && [ -f "$stamp" ] && [ -z "$(sources_newer_than "$stamp")" ]; then
        return
    fi
    say "Building …"
    begun=$(mktemp)
    # Nothing that this build starts outlives it.
    dotnet build src/GeoZones.Server --configuration Release --nologo --consoleLoggerParameters:NoSummary -nodeReuse:false -p:UseSharedCompilation=false
    touch -r "$begun" "$stamp"
    rm -f "$begun"
}

sources_newer_than() {
    find src/GeoZones.* data/codes Directory.Build.props Directory.Packages.props global.json .editorconfig \
        \( -name bin -o -name obj \) -prune -o -newer "$1" ! -path src/GeoZones.Checks ! -path src/GeoZones.Server -print -quit
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -euo pipefail
    install_packages "$@"
fi
