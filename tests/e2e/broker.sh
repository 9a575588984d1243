#!/usr/bin/env bash
# The orderflow program on a real broker that this script starts: topics first, facts in, an engine
# killed, another that goes on, state that matches, a second engine process beside it, and what
# becomes of the orders of a process that is stopped.
#
#   broker.sh PROGRAM
# rows: R71
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/stack/lib.sh
. tests/stack/lib.sh

program=$(realpath "$1")
work=$(run_folder "$(mktemp -d "${TMPDIR:-/tmp}/orderflow-broker.XXXXXX")")
orders=300
stop_max=4

finish_all() {
    local code=$? name
    for name in one two; do
        finish "$work" "$name" KILL
        [ "$code" = 0 ] || tail -n 20 "$work/$name.log" >&2 2>/dev/null || true
    done
    tests/stack/broker.sh remove "$work/broker"
    remove_folder "$work"
}
trap finish_all EXIT

# configure NAME PORT PARTITIONS
configure() {
    echo "$2" >"$work/$1.port"
    cat >"$work/$1.yaml" <<YAML
partitions: $3
kafka:
  bootstrap.servers: $bootstrap
  # Longer than anything here waits: what moves, moves because somebody left.
  session.timeout.ms: 120000
registry: {directory: schemas}
state: {directory: state-$1}
memory: 128MiB
workers: 2
slot: $1
http: 127.0.0.1:$2
endpoints: [erp, crm, finance, wms.DC1]
YAML
}

# expect CODE ARGUMENT...: what it says is in $work/out.
expect() {
    local code=$1 got=0
    shift
    timeout 60 "$program" "$@" >"$work/out" 2>&1 </dev/null || got=$?
    [ "$got" = "$code" ] || {
        cat "$work/out" >&2
        fail "orderflow $* ended with $got instead of $code"
    }
}

says() {
    grep -qF -- "$1" "$work/out" || {
        cat "$work/out" >&2
        fail "it does not say: $1"
    }
}

# write_input SKU: one line for each order.
write_input() {
    seq 1 "$orders" | awk -v sku="$1" 'BEGIN { print "order,item,qty" } { print $1 "," sku "," $1 % 9 + 1 }' \
        >"$work/$1.csv"
    sed "s/LINE/$1/" >"$work/$1.yaml" <<'YAML'
system: erp
constants: {entity: E1}
topics: [ingest.LINE]
envelope: csv
position: line
row: "{order}|LINE"
facts:
  - fact: OrderLine
    key: "{entity}:{order}"
    fields:
      order: "{entity}:{order}"
      line: "LINE"
      item: {column: item}
      net_qty: {column: qty, unit: base}
YAML
    expect 0 ingest -c "$work/one.yaml" -m "$work/$1.yaml" "$work/$1.csv"
    says "$orders facts written"
}

start() {
    spawn "$work" "$1" "$program" run -c "$work/$1.yaml"
}

# Line-states there, by key, each counted once however often it was published.
lines_there() {
    [ "$(kcat -b "$bootstrap" -C -t line-state -o beginning -e -q -f '%k\n' \
        -X isolation.level=read_committed | sort -u | wc -l)" -ge "$1" ]
}

# Facts that a reader of what is committed can see.
facts_there() {
    [ "$(kcat -b "$bootstrap" -C -t canon.order -o beginning -e -q -f '%k\n' \
        -X isolation.level=read_committed | wc -l)" -ge "$1" ]
}

# Whoever owns the order answers; the other process says so.
answered() {
    local name
    for name in "$@"; do
        "$program" order -c "$work/$name.yaml" "E1:$order" 2>/dev/null && return
    done
    return 1
}

topics_come_first() {
    expect 1 run -c "$work/one.yaml"
    says "orderflow topics apply"
    expect 0 topics apply -c "$work/one.yaml"
    expect 0 topics verify -c "$work/one.yaml"
    configure other "$(free_port)" 8
    expect 1 topics verify -c "$work/other.yaml"
    says canon.order
    expect 1 run -c "$work/other.yaml"
    sed 's/bootstrap.servers: .*/bootstrap.servers: 127.0.0.1:1/' "$work/one.yaml" >"$work/nobody.yaml"
    expect 1 topics verify -c "$work/nobody.yaml"
    says "Kafka does not answer"
}

a_killed_engine_is_followed_by_one_that_goes_on() {
    write_input A
    start one
    await "$work" one 60 lines_there "$orders"
    finish "$work" one KILL
    write_input B
    start one
    await "$work" one 60 lines_there $((2 * orders))
    order=7
    await "$work" one 30 answered one
    expect 0 order -c "$work/one.yaml" E1:7
    says "line A"
    says "line B"
}

# metric NAME METRIC: what that process says of itself.
metric() {
    curl -fsS -m 5 "http://127.0.0.1:$(<"$work/$1.port")/metrics" |
        awk -v name="orderflow_$2" '$1 == name { print $2 }'
}

runs_tasks() {
    [ "$(metric "$1" tasks_running)" = "$2" ]
}

two_processes_share_the_orders() {
    start two
    await "$work" two 60 runs_tasks two 2
    await "$work" one 60 runs_tasks one 2
    write_input C
    await "$work" two 60 lines_there $((3 * orders))
    for order in 1 2 3 4 5 6 7 8 9 10; do
        await "$work" two 30 answered one two
    done
}

# A restart with on_stop: stay moves nothing: the other process hears of no new assignment.
who_stays_finds_its_orders_again() {
    local before
    finish "$work" one TERM
    echo "on_stop: stay" >>"$work/one.yaml"
    start one
    await "$work" one 60 runs_tasks one 2
    await "$work" two 60 runs_tasks two 2
    before=$(metric two assignments_total)
    finish "$work" one TERM
    start one
    await "$work" one 60 runs_tasks one 2
    [ "$(metric two assignments_total)" = "$before" ] || fail "a restart of one moved the orders of two"
    runs_tasks two 2 || fail "after a restart of one, two runs $(metric two tasks_running) tasks"
}

# The sessions last longer than this waits: only its leaving hands the orders over.
who_leaves_hands_them_over() {
    finish "$work" one TERM
    sed -i 's/^on_stop: stay/on_stop: leave/' "$work/one.yaml"
    start one
    await "$work" one 60 runs_tasks one 2
    finish "$work" one TERM
    await "$work" two 60 runs_tasks two 4
    for order in 1 2 3 4 5 6 7 8 9 10; do
        await "$work" two 60 answered two
        expect 0 order -c "$work/two.yaml" "E1:$order"
        says "line C"
    done
    finish "$work" two TERM
    # Stopped, its own folder tells the same.
    expect 0 order -c "$work/two.yaml" E1:10
    says "line C"
}

# Without a broker that answers, within stop_max and a little.
ends_in_time() {
    local began=$SECONDS
    kill -TERM "$(<"$work/one.pid")"
    while alive "$work" one; do
        [ $((SECONDS - began)) -le $((stop_max + 3)) ] ||
            fail "one runs $((SECONDS - began)) s after SIGTERM without a broker"
        sleep 0.1
    done
    rm -f "$work/one.pid"
}

# goes_on LINES: from its own state, and nothing is lost.
goes_on() {
    : >"$work/one.log"
    start one
    await "$work" one 60 lines_there "$1"
    ! grep -q SHARD-ANEW "$work/one.log" || fail "one does not resume from its state"
}

# It keeps connections and does not answer, while turns are in hand; what was sent reaches it when
# their process is gone.
a_broker_that_hangs_holds_nobody() {
    local broker
    broker=$(<"$work/broker/broker-1.pid")
    start one
    await "$work" one 60 runs_tasks one 4
    write_input D
    await "$work" one 60 facts_there $((4 * orders))
    kill -STOP "$broker"
    ends_in_time
    grep -qE "STOP-CUT .*workers_left=[12] " "$work/one.log" || fail "one does not say what it left"
    kill -CONT "$broker"
    goes_on $((4 * orders))
}

# For two seconds one began no turn.
is_idle() {
    local before
    before=$(metric one turns_total)
    sleep 2
    [ -n "$before" ] && [ "$(metric one turns_total)" = "$before" ]
}

# When no turn is in hand, nor one behind the last lines: a single broker (4.3) that is killed with a
# transaction open or decided may end it as it starts, before its partitions have a leader again, and
# then never writes the markers. Nobody reads past that, and it is not asked here.
a_broker_that_is_gone_holds_nobody() {
    await "$work" one 60 is_idle
    tests/stack/broker.sh kill "$work/broker"
    ends_in_time
    tests/stack/broker.sh start "$work/broker" >/dev/null
    write_input E
    goes_on $((5 * orders))
    finish "$work" one TERM
}

bootstrap=$(tests/stack/broker.sh start "$work/broker")
configure one "$(free_port)" 4
configure two "$(free_port)" 4
topics_come_first
a_killed_engine_is_followed_by_one_that_goes_on
two_processes_share_the_orders
who_stays_finds_its_orders_again
who_leaves_hands_them_over
echo "stop_max: ${stop_max}s" >>"$work/one.yaml"
a_broker_that_hangs_holds_nobody
a_broker_that_is_gone_holds_nobody
