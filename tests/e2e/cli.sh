#!/usr/bin/env bash
# The orderflow command as people meet it, on the embedded log kept in a folder: help, mistakes in the
# configuration, topics, ingest, run, SIGTERM, and the order of a stopped engine.
#
#   cli.sh PROGRAM
# rows: R44
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/stack/lib.sh
. tests/stack/lib.sh

program=$(realpath "$1")
work=$(run_folder "$(mktemp -d "${TMPDIR:-/tmp}/orderflow-cli.XXXXXX")")
bad=0

finish_all() {
    finish "$work" orderflow KILL
    [ "$bad" = 0 ] || cat "$work/orderflow.log" >&2 2>/dev/null || true
    remove_folder "$work"
}
trap finish_all EXIT

wrong() {
    echo "cli: $*" >&2
    echo "  it said: $(cat "$work/out" "$work/err")" >&2
    bad=1
    exit 1
}

# expect CODE ARGUMENT...: runs the program; what it says is in $work/out and $work/err.
expect() {
    local code=$1 got=0
    shift
    timeout 60 "$program" "$@" >"$work/out" 2>"$work/err" </dev/null || got=$?
    [ "$got" = "$code" ] || wrong "orderflow $* ended with $got instead of $code"
}

# says FILE WORDS: one of its lines contains them.
says() {
    grep -qF -- "$2" "$work/$1" || wrong "standard $1 does not say: $2"
}

configure() {
    cat >"$work/orderflow.yaml" <<YAML
partitions: 2
embedded: {directory: log}
registry: {directory: schemas}
state: {directory: state}
memory: 128MiB
http: 127.0.0.1:$port
endpoints: [erp, crm, finance, wms.DC1]
YAML
}

every_command_explains_itself() {
    local command
    expect 0 --help
    expect 2
    expect 2 dance
    says err "there is no command 'dance'"
    for command in run check topology topics ingest order exception quarantine dlq; do
        expect 0 "$command" --help
        says out "Usage: orderflow $command"
    done
    expect 0 version --help
    expect 0 version
    says out "orderflow "
    expect 0 topology
    expect 0 topology --mermaid
    says out flowchart
}

# Every key that the code knows stands in the commented example, and the example loads.
the_example_is_complete() {
    local key line
    for key in $(grep -oE '(self, [a-z]+|root), "[a-z_]+"' topology/config.c | grep -oE '[a-z_]+"' |
        tr -d '"' | sort -u); do
        grep -qE "(^|[ {])(# *)?$key:" tests/e2e/orderflow.yaml || {
            echo "cli: tests/e2e/orderflow.yaml does not explain the key '$key'" >&2
            exit 1
        }
    done
    echo "secret" >"$work/registry.password"
    ORDERFLOW_BROKERS=localhost:1 ORDERFLOW_REGISTRY=http://localhost:1 ORDERFLOW_RUN=$work \
        ORDERFLOW_HTTP_PORT=1 expect 0 check -c tests/e2e/orderflow.yaml
    expect 1 check -c tests/e2e/orderflow.yaml
    line=$(grep -n 'ORDERFLOW_BROKERS' tests/e2e/orderflow.yaml | cut -d: -f1)
    says err "orderflow.yaml:$line: the environment variable ORDERFLOW_BROKERS is not set"
}

mistakes_are_named_with_file_and_line() {
    printf 'partitions: many\nkafka: {bootstrap.servers: x}\nregistry: {directory: r, colour: red}\n' \
        >"$work/bad.yaml"
    local command
    for command in "run" "topics list" "order E1:1" "ingest --mapping m.yaml f.csv"; do
        # shellcheck disable=SC2086
        expect 2 $command -c "$work/bad.yaml"
        says err "$work/bad.yaml:1: expected a number from 1 to 1024"
        says err "$work/bad.yaml:3: "
        says err "state.directory is missing"
    done
    expect 1 check -c "$work/bad.yaml"
    says err "$work/bad.yaml:1: expected a number from 1 to 1024"
    expect 2 run -c "$work/absent.yaml"
    says err "absent.yaml"
    printf 'embedded: {directory: log}\nregistry: {directory: r}\nstate: {directory: s}\nhttp: nowhere\n%s\n' \
        'on_stop: wait' >"$work/bad.yaml"
    expect 1 check -c "$work/bad.yaml"
    says err "$work/bad.yaml:5: on_stop takes leave"
    says err "$work/bad.yaml:4: http takes ADDRESS:PORT"
    printf 'kafka:\n  client.id:\nregistry: {directory: r}\nstate: {directory: s}\nendpoints: [~]\n' \
        >"$work/bad.yaml"
    expect 1 check -c "$work/bad.yaml"
    says err "$work/bad.yaml:2: client.id has no value"
    says err "needs bootstrap.servers"
    says err "$work/bad.yaml:5: "
    printf '%s\n' 'kafka: {bootstrap.servers: "b:1", consumer.queued.min.messages: 9}' \
        'registry: {directory: r}' 'state: {directory: s}' 'workers: 2' 'memory: 64MiB' >"$work/bad.yaml"
    expect 1 check -c "$work/bad.yaml"
    says err "$work/bad.yaml:1: consumer.queued.min.messages follows from memory"
    says err "$work/bad.yaml:5: memory: 2 workers and 8 partitions need at least 112MiB"
}

topics_come_before_run() {
    configure
    expect 1 run -c "$work/orderflow.yaml"
    says err "orderflow topics apply"
    expect 1 topics verify -c "$work/orderflow.yaml"
    says out canon.order
    expect 0 topics list -c "$work/orderflow.yaml"
    says out orderflow-changelog
    expect 0 topics apply -c "$work/orderflow.yaml"
    expect 0 topics verify -c "$work/orderflow.yaml"
    expect 2 topics burn -c "$work/orderflow.yaml"
}

write_input() {
    cat >"$work/lines.yaml" <<'YAML'
system: erp
constants: {entity: E1}
topics: [ingest.order_line]
envelope: csv
position: line
row: "{order}|{line}"
facts:
  - fact: OrderLine
    key: "{entity}:{order}"
    fields:
      order: "{entity}:{order}"
      line: {column: line}
      item: {column: item}
      net_qty: {column: qty, unit: base}
YAML
    printf 'order,line,item,qty\n4711,1,SKU-1,3\n4711,2,SKU-2,0.5\n4712,1,SKU-1,7\n' >"$work/lines.csv"
}

metric() {
    curl -fsS -m 5 "http://127.0.0.1:$port/metrics" | awk -v name="orderflow_$1" '$1 == name { print $2 }'
}

took_in() {
    [ "$(metric records_in_total)" -ge "$1" ]
}

fired() {
    [ "$(metric timers_fired_total)" -ge "$1" ]
}

# run_until RECORDS [TIMERS]: runs the engine until it took in so many, asks it, ends it with SIGTERM.
run_until() {
    local pid code=0
    "$program" run -c "$work/orderflow.yaml" </dev/null >>"$work/orderflow.log" 2>&1 &
    pid=$!
    echo "$pid" >"$work/orderflow.pid"
    await "$work" orderflow 30 took_in "$1"
    await "$work" orderflow 30 fired "${2:-0}"
    expect 0 order -c "$work/orderflow.yaml" --json E1:4711
    cp "$work/out" "$work/asked"
    expect 1 order -c "$work/orderflow.yaml" E1:9
    says err "nothing is known of E1:9"
    kill -TERM "$pid"
    timeout 20 tail --pid="$pid" -f /dev/null || wrong "SIGTERM did not end it within 20 seconds"
    wait "$pid" || code=$?
    rm -f "$work/orderflow.pid"
    [ "$code" = 0 ] || wrong "after SIGTERM it ended with $code"
}

a_file_becomes_orders_once() {
    write_input
    expect 2 ingest -c "$work/orderflow.yaml" "$work/lines.csv"
    expect 0 ingest -c "$work/orderflow.yaml" -m "$work/lines.yaml" --dry-run "$work/lines.csv"
    says out "3 facts read, 0 lines refused"
    expect 0 ingest -c "$work/orderflow.yaml" -m "$work/lines.yaml" "$work/lines.csv"
    says out "3 facts written, 0 lines refused"
    run_until 3
    cp "$work/asked" "$work/first"
    expect 0 order -c "$work/orderflow.yaml" --json E1:4711
    cmp -s "$work/out" "$work/first" || wrong "the stopped state is not what the engine answered"
    expect 0 ingest -c "$work/orderflow.yaml" -m "$work/lines.yaml" "$work/lines.csv"
    run_until 3
    cmp -s "$work/asked" "$work/first" || wrong "the same file again changed an order"
    expect 0 order -c "$work/orderflow.yaml" E1:4711
    says out "order E1:4711"
    says out "ordered 0.5"
}

a_bad_line_is_left_out_and_named() {
    printf 'order,line,item,qty\n4713,1,SKU-1,3\n4713,2,SKU-2,many\n' >"$work/lines.csv"
    expect 1 ingest -c "$work/orderflow.yaml" -m "$work/lines.yaml" "$work/lines.csv"
    says err "$work/lines.csv:3: "
    says out "1 facts written, 1 lines refused"
    expect 1 ingest -c "$work/orderflow.yaml" -m "$work/lines.yaml" "$work/absent.csv"
    says err "absent.csv"
}

# Eleven allocations, each of which is possible: more than a line may hold.
an_order_that_breaks_a_law_is_parked() {
    sed -e 's/OrderLine/Allocation/; s/ingest.order_line/ingest.allocation/; s/row: .*/row: "{id}"/' \
        -e 's/item: {column: item}/allocation: {column: id}\n      site: {column: site}/' \
        -e 's/net_qty/allocated_qty/' "$work/lines.yaml" >"$work/allocations.yaml"
    echo "order,line,id,site,qty" >"$work/allocations.csv"
    local i
    for i in 1 2 3 4 5 6 7 8 9 10 11; do
        echo "4711,1,AL$i,DC1,1000000000" >>"$work/allocations.csv"
    done
    expect 0 quarantine list -c "$work/orderflow.yaml"
    says out "0 quarantined"
    expect 0 ingest -c "$work/orderflow.yaml" -m "$work/allocations.yaml" "$work/allocations.csv"
    run_until 11
    expect 0 quarantine list -c "$work/orderflow.yaml"
    says out "E1:4711"
    says out "RANGE: an impossible quantity: allocated"
    says out "1 quarantined"
    expect 0 quarantine show E1:4711 -c "$work/orderflow.yaml"
    says out "canon.order partition"
    says out "source position 12"
    expect 1 quarantine show E1:4712 -c "$work/orderflow.yaml"
}

what_is_parked_is_released_or_dropped() {
    expect 2 quarantine -c "$work/orderflow.yaml"
    expect 2 quarantine burn E1:4711 -c "$work/orderflow.yaml"
    expect 2 quarantine drop E1:4711 -c "$work/orderflow.yaml"
    says err "drop needs --reason"
    expect 1 quarantine release E1:4712 -c "$work/orderflow.yaml"
    says err "E1:4712 is not quarantined"
    expect 0 quarantine release E1:4711 --dry-run -c "$work/orderflow.yaml"
    says out "would release everything that is parked of E1:4711"
    expect 0 quarantine release E1:4711 -c "$work/orderflow.yaml"
    run_until 1 2
    expect 0 quarantine list -c "$work/orderflow.yaml"
    says out "1 quarantined"
    expect 1 quarantine drop E1:4711 --reason "sent twice" -c "$work/orderflow.yaml"
    says err "confirm with --yes"
    expect 0 quarantine drop E1:4711 --reason "sent twice" --actor ann --yes -c "$work/orderflow.yaml"
    run_until 1 3
    expect 0 quarantine list -c "$work/orderflow.yaml"
    says out "0 quarantined"
    expect 0 quarantine show E1:4711 -c "$work/orderflow.yaml"
    says out "sent twice"
    says out "OVER"
}

what_no_letter_is_asked_for() {
    local wrong
    for wrong in "" burn "list X" show "show X Y" "show X --dry-run" "show X --topic T" replay \
        "replay X --all" "replay X --reason R" "replay X Y --value F" "replay --all --value F" \
        "replay X --replayed" "list --all" "list --value F" "list --since yesterday"; do
        # shellcheck disable=SC2086
        expect 2 dlq $wrong -c "$work/orderflow.yaml"
        says err "orderflow dlq: "
    done
    expect 2 dlq list -c "$work/absent.yaml"
    expect 0 dlq list -c "$work/orderflow.yaml"
    says out "0 open, 0 replayed"
    expect 0 dlq replay --all -c "$work/orderflow.yaml"
    says out "0 sent, 0 replayed before, 0 not sent"
    expect 1 dlq show X -c "$work/orderflow.yaml"
    says err "there is no dead letter X"
    expect 1 dlq replay X -c "$work/orderflow.yaml"
    says err "there is no dead letter X"
}

port=$(free_port)
every_command_explains_itself
the_example_is_complete
mistakes_are_named_with_file_and_line
topics_come_before_run
a_file_becomes_orders_once
a_bad_line_is_left_out_and_named
an_order_that_breaks_a_law_is_parked
what_is_parked_is_released_or_dropped
what_no_letter_is_asked_for
