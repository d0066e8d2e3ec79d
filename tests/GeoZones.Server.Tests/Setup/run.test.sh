#!/usr/bin/env bash
# src/run.sh as a person meets it: start, second start, Ctrl-C, kill -9, a database that cannot be used, packages that may not be installed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
# Job control gives each start a process group of its own, as a terminal does, and leaves Ctrl-C on.
set -m

passed=0 failed=0
folder=$(mktemp -d)
output=$folder/output
export GEOZONES_DATA=$folder/data GEOZONES_URLS=http://127.0.0.1:0 LANG=C.UTF-8
unset GEOZONES_DB ConnectionStrings__GeoZones LC_ALL LC_MESSAGES
chmod 755 "$folder"
trap 'kill -KILL -- "-${server:-0}" 2>/dev/null; rm -rf "$folder"' EXIT

expect() {
    local name=$1; shift
    if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $name"; sed 's/^/    /' "$output"; fi
}

start() {
    bash src/run.sh >"$output" 2>&1 </dev/null &
    server=$!
    for _ in $(seq 1 "$1"); do
        ! grep -q 'is ready: http' "$output" || return 0
        kill -0 "$server" 2>/dev/null || return 1
        sleep 0.1
    done
    return 1
}

postgres_runs() { pgrep -f "$GEOZONES_DATA/cluster" >/dev/null; }

stops() { for _ in $(seq 1 100); do postgres_runs || return 0; sleep 0.1; done; return 1; }

# Seconds of a processor that the server and what it has waited for have taken; what else the machine does is not in them.
worked() { awk -v second="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print int(($12 + $13 + $14 + $15) / second) }' "/proc/$server/stat"; }

wait_for() { wait "$server" 2>/dev/null; status=$?; }

echo 'first start'
expect 'the first start prints the address' start 6000
expect 'the cases are loaded and checked' grep -q 'changyuan: [0-9]* errors' "$output"
expect 'the administrator and its password are said' grep -Eq 'administrator admin is made; the password, shown this once: [a-z2-9]{20}$' "$output"
expect 'it listens on loopback' grep -q 'ready: http://127.0.0.1:' "$output"
address=$(sed -n 's/.*is ready: \(http[^ ]*\).*/\1/p' "$output")
answer() { dotnet_get "$address$1" >>"$output" 2>&1; }
dotnet_get() { node -e 'fetch(process.argv[1]).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "$1"; }
expect 'the page answers' answer /
expect 'the newest findings answer' answer /api/regions/changyuan/checks/latest/findings

echo 'Ctrl-C'
kill -INT -- "-$server"
wait_for
expect 'Ctrl-C ends it without an error' test "$status" -eq 0
expect 'Ctrl-C leaves no PostgreSQL' stops
expect 'Ctrl-C shows no stack trace' bash -c "! grep -q '^   at ' '$output'"

echo 'second start'
expect 'the second start prints the address' start 600
expect 'the second start takes less than 10 s of a processor' test "$(worked)" -lt 10
expect 'the second start loads and checks no case again' bash -c "! grep -q 'changyuan: [0-9]* errors' '$output'"
expect 'the password is not said again' bash -c "! grep -q 'shown this once' '$output'"
expect 'the second start builds nothing' bash -c "! grep -q Building '$output'"

echo 'kill -9'
kill -KILL "$server"
wait_for
expect 'PostgreSQL stops after kill -9' stops
expect 'it starts again after kill -9' start 600
kill -KILL "$server" "$(head -n 1 "$GEOZONES_DATA/cluster/postmaster.pid")"
wait_for
expect 'it starts again after both were killed' start 600
kill -TERM "$server"
wait_for
expect 'SIGTERM ends it without an error' test "$status" -eq 0
expect 'SIGTERM leaves no PostgreSQL' stops

echo 'what cannot be used'
GEOZONES_DB='Host=127.0.0.1;Port=1;Database=x;Username=x;Password=x' bash src/run.sh >"$output" 2>&1
expect 'an unreachable database ends it with 2' test $? -eq 2
expect 'an unreachable database gets one sentence' test "$(grep -c 'cannot be reached' "$output")" -eq 1
GEOZONES_URLS=http://127.0.0.1:99999 bash src/run.sh >"$output" 2>&1
expect 'an impossible address ends it with 2' test $? -eq 2
expect 'an impossible address shows no stack trace' bash -c "! grep -q '^   at ' '$output'"
(
    source src/set-up.sh
    id() { echo 1000; }
    sudo() { return 1; }
    packages=(postgresql)
    install_needed
) >"$output" 2>&1
expect 'without the right to install it ends with 2' test $? -eq 2
expect 'without the right to install it says what to type' grep -q '^  sudo bash .*set-up.sh. postgresql$' "$output"

echo 'Ctrl-C during the installation'
echo 'as it was' >"$folder/createcluster.conf"
(
    source src/set-up.sh
    createcluster=$folder/createcluster.conf
    have_postgres() { return 1; }
    # The packages take their time; what must not be broken off takes a second more.
    apt-get() { [[ $* != *postgis* ]] || { trap 'sleep 1; echo ended >"$folder/apt"; exit 1' INT; sleep 60 & wait; }; }
    set -euo pipefail
    install_packages postgresql postgresql-postgis
) >"$output" 2>&1 </dev/null &
installing=$!
for _ in $(seq 1 200); do ! grep -q create_main_cluster "$folder/createcluster.conf" || break; sleep 0.1; done
expect 'no cluster is made during the installation' grep -q 'create_main_cluster = false' "$folder/createcluster.conf"
sleep 0.5
kill -INT -- "-$installing"
wait "$installing" 2>/dev/null
expect 'Ctrl-C ends the installation with 130' test $? -eq 130
expect 'Ctrl-C waits for apt-get' grep -q ended "$folder/apt"
expect 'Ctrl-C puts the setting back' test "$(cat "$folder/createcluster.conf")" = 'as it was'

echo "$passed passed, $failed failed"
