#!/usr/bin/env bash
# Starts and stops a schema registry (Apicurio, data in memory) on a free port of 127.0.0.1.
#
#   registry.sh start  [DIR]    ready when it returns; prints the base address, without a path
#   registry.sh remove [DIR]    stops it and deletes the folder
#
# The Confluent API is at ADDRESS/apis/ccompat/v7, its own at ADDRESS/apis/registry/v2.
set -euo pipefail
# shellcheck source=tests/stack/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

start() {
    need java curl
    local dir
    dir=$(run_folder "$1")
    if ! alive "$dir" registry; then
        local home port
        home=$("$stack_here/fetch.sh" registry)
        port=$(free_port)
        echo "http://127.0.0.1:$port" >"$dir/address"
        # The property only marks the command line as belonging to this folder.
        spawn "$dir" registry java -Xmx384m -XX:+UseSerialGC -XX:-UsePerfData \
            -Dorderflow.run="$dir/" -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port="$port" \
            -jar "$home"/apicurio-registry-app-*-runner.jar
    fi
    await "$dir" registry 120 answers_http "$(<"$dir/address")/apis/ccompat/v7/subjects"
    cat "$dir/address"
}

action=${1:-}
dir=$(realpath -m "${2:-${TMPDIR:-/tmp}/orderflow-registry}")
case $action in
start) start "$dir" ;;
remove)
    finish "$dir" registry KILL
    remove_folder "$dir"
    ;;
*) fail "usage: registry.sh start|remove [DIR]" ;;
esac
