#!/usr/bin/env bash
# The whole of the real systems around orderflow: broker, registry, PostgreSQL, Kafka Connect.
#
#   stack.sh up    [DIR]    starts what does not run; prints the settings of stack.env when all answer
#   stack.sh demo  [DIR [ORDERS [SEED]]]    orders by SQL through all of it; source and result compared
#   stack.sh down  [DIR]    ends every process and deletes the folder
#
# DIR is orderflow-stack under ${TMPDIR:-/tmp} by default. Settings: BOOTSTRAP, REGISTRY (without a
# path), REGISTRY_URL (its Confluent API), CONNECT, PGHOST, PGPORT, PGUSER.
set -euo pipefail
# shellcheck source=tests/stack/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# all NAME...: waits for background jobs by name; their own messages say what went wrong.
all() {
    local name failed=
    for name in "$@"; do
        wait "${jobs[$name]}" || failed+=" $name"
    done
    [ -z "$failed" ] || fail "did not start:$failed; \"stack.sh down\" removes what did"
}

# part NAME: the folder of a part, made here so that only ours is deleted in the end.
part() {
    run_folder "$dir/$1" >/dev/null
    echo "$dir/$1"
}

up() {
    local name
    run_folder "$dir" >/dev/null
    for name in broker registry postgres connect; do
        part "$name" >/dev/null
    done
    # Fetched one after the other, so that starting them is quick and quiet.
    for name in kafka registry connect debezium sink converter; do
        "$stack_here/fetch.sh" "$name" >/dev/null
    done
    declare -A jobs
    "$stack_here/registry.sh" start "$dir/registry" >/dev/null &
    jobs[registry]=$!
    "$stack_here/postgres.sh" start "$dir/postgres" >/dev/null &
    jobs[postgres]=$!
    "$stack_here/broker.sh" start "$dir/broker" >/dev/null &
    jobs[broker]=$!
    all broker
    "$stack_here/connect.sh" start "$dir/connect" "$(<"$dir/broker/bootstrap")" >/dev/null &
    jobs[connect]=$!
    all registry postgres connect
    cat >"$dir/stack.env" <<SETTINGS
BOOTSTRAP=$(<"$dir/broker/bootstrap")
REGISTRY=$(<"$dir/registry/address")
REGISTRY_URL=$(<"$dir/registry/address")/apis/ccompat/v7
CONNECT=$(<"$dir/connect/address")
PGHOST=127.0.0.1
PGPORT=$(<"$dir/postgres/port")
PGUSER=postgres
SETTINGS
    cat "$dir/stack.env"
}

down() {
    [ -d "$dir" ] || return 0
    local name
    finish "$dir/orderflow" orderflow TERM
    for name in connect registry postgres broker; do
        "$stack_here/$name.sh" remove "$dir/$name"
    done
    remove_folder "$dir"
}

action=${1:-}
dir=$(realpath -m "${2:-${TMPDIR:-/tmp}/orderflow-stack}")
case $action in
up) up ;;
demo) "$stack_here/demo/demo.sh" "$dir" "${@:3}" ;;
down) down ;;
*) fail "usage: stack.sh up|demo|down [DIR]" ;;
esac
