#!/usr/bin/env bash
# Sets up what is missing, builds what changed, starts the server, loads the cases. What is given here goes on to `serve`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source src/set-up.sh
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

require_dotnet
need_postgis
web_libraries_are_current || need_node
install_needed
restore_web_libraries
build_when_changed

# In place of this shell, so that Ctrl-C and kill reach the server itself.
exec dotnet src/GeoZones.Server/bin/Release/net10.0/GeoZones.Server.dll serve --cases data "$@"
