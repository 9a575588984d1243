#!/usr/bin/env bash
# Proves that `memory` bounds the process: an engine on a real broker takes in the state of a million
# orders, then a burst of ten times the budget that waits in the topics while it starts, then an order of
# 100,000 lines. Its peak resident memory stays within the budget and 5 %, and nothing is refused.
# It also tells what a live order of one line takes, all rows made for it counted: in memory while its
# rows are structs there (`row_bytes` after the first 5,000 orders, which the smallest budget holds), and
# on disk (`store_file_bytes` after the flush of a graceful stop, over all orders; rows that a later
# version superseded count until a compaction meets them).
#
#   memory.sh [--rounds N] [--seed S] [--orders N] [--budget MIB] [--burst BUDGETS] [--lines N]
#             [--workers N]
#
# ORDERFLOW_BIN: a build folder to take the programs from; without it the release preset is built.
# A round is the whole; the seed is taken for the sake of the other proofs and changes nothing.
# rows: R75
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/stack/lib.sh
. tests/stack/lib.sh
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

rounds=1
orders=1000000
budget=256
burst=10
lines=100000
workers=1
take_options orders budget burst lines workers -- "$@"
no_words
# Orders that fit into memory as structs, all of them: 5,000 of them into 256 MiB, of which 44 go to
# the process itself.
sample=$(((budget - 44) * 5000 / 212))
[ "$orders" -ge "$sample" ] || sample=$orders

take_programs orderflow memory_feed
program=$(realpath "$ORDERFLOW_BIN/topology/orderflow")
feeder=$(realpath "$ORDERFLOW_BIN/tests/memory/memory_feed")
partitions=4
work=

finish_all() {
    local code=$?
    [ -n "$work" ] || return 0
    [ "$code" = 0 ] || tail -n 20 "$work/engine.log" >&2 2>/dev/null || true
    finish "$work" engine KILL
    tests/stack/broker.sh remove "$work/broker"
    remove_folder "$work"
}
trap finish_all EXIT

open_round() {
    work=$(run_folder "$(mktemp -d "${TMPDIR:-/tmp}/orderflow-memory.XXXXXX")")
    # State, changelog and topics of a million orders: some 12 KB an order, and the burst.
    local need=$((orders * 12 / 1024 + budget * burst * 3 + 512))
    [ "$(df -Pm "$work" | awk 'NR == 2 { print $4 }')" -ge "$need" ] ||
        fail "$work needs $need MiB of disk"
    bootstrap=$(tests/stack/broker.sh start "$work/broker")
    port=$(free_port)
    cat >"$work/orderflow.yaml" <<YAML
partitions: $partitions
kafka: {bootstrap.servers: "$bootstrap"}
registry: {directory: schemas}
state: {directory: state}
memory: ${budget}MiB
workers: $workers
slot: memory
http: 127.0.0.1:$port
endpoints: [erp, crm, finance, wms.DC1]
YAML
    "$program" topics apply -c "$work/orderflow.yaml" >"$work/topics.log" 2>&1 ||
        { cat "$work/topics.log" >&2 && fail "the topics were not made"; }
}

start_engine() {
    spawn "$work" engine "$program" run -c "$work/orderflow.yaml"
    await "$work" engine 120 all_running
}

all_running() {
    [ "$(metric tasks_running)" = "$partitions" ]
}

metric() {
    curl -fsS -m 5 "http://127.0.0.1:$port/metrics" | awk -v n="orderflow_$1" '$1 == n { print $2 }'
}

feed() {
    "$feeder" "$bootstrap" "$work/schemas" "$partitions" "$@" 2>"$work/feed.log" ||
        { cat "$work/feed.log" >&2 && fail "the feeder failed"; }
}

# Peak resident memory of the engine's life, in KiB.
peak() {
    awk '$1 == "VmHWM:" { print $2 }' "/proc/$(<"$work/engine.pid")/status"
}

# until_handled COUNT: so many records came in, and then nothing for three seconds.
until_handled() {
    local before=-1 now=0 deadline=$((SECONDS + 1800))
    while [ "$now" -lt "$1" ] || [ "$now" != "$before" ]; do
        [ "$SECONDS" -lt "$deadline" ] || fail "after half an hour $now of $1 records are handled"
        before=$now
        sleep 3
        alive "$work" engine || fail "the engine ended"
        now=$(metric records_in_total) || fail "the engine does not answer"
    done
    [ "$(metric dead_letters_total)" = 0 ] || fail "some records became dead letters"
    [ "$(metric tasks_running)" = "$partitions" ] || fail "a task has stopped"
}

# measure NAME: the peak so far, which must fit.
measure() {
    local kib
    kib=$(peak)
    peaks+="${peaks:+, }$1 $((kib / 1024)) MiB"
    [ "$kib" -le $((budget * 1024 * 105 / 100)) ] ||
        fail "peak resident memory is over $budget MiB and 5 %: $peaks"
}

# The lines of the long order that were published.
long_lines() {
    kcat -b "$bootstrap" -C -t line-state -o beginning -e -q -f '%k\n' \
        -X isolation.level=read_committed | grep '^E1:999999999|' | sort -u | wc -l
}

round() {
    local fed began=$SECONDS
    open_round
    start_engine
    fed=$(feed orders "$sample")
    until_handled "$fed"
    [ "$(metric store_reads_total)" -le "$sample" ] || fail "rows of the first $sample orders went"
    in_memory=$(($(metric row_bytes) / sample))
    # What was told before is repeated, and dropped.
    fed=$((fed + $(feed orders "$orders")))
    until_handled "$fed"
    measure "$orders orders"
    finish "$work" engine TERM
    start_engine
    on_disk=$(($(metric store_file_bytes) / orders))
    [ "$in_memory" -gt 0 ] && [ "$on_disk" -gt 0 ] || fail "an order takes no room"
    finish "$work" engine TERM
    fed=$(feed burst $((budget * burst * 1024 * 1024)) "$orders")
    start_engine
    until_handled "$fed"
    measure "burst of $((budget * burst)) MiB"
    fed=$(($(metric records_in_total) + $(feed lines "$lines")))
    until_handled "$fed"
    [ "$(long_lines)" = "$lines" ] || fail "the long order has $(long_lines) lines, not $lines"
    measure "order of $lines lines"
    finish_all
    work=
    figure="memory: budget $budget MiB, peak resident memory: $peaks; a live order of one line takes"
    figure+=" $in_memory bytes in memory, $on_disk on disk ($((SECONDS - began)) s)"
}

for ((at = 0; at < rounds; at++)); do
    peaks=
    round
done
echo "$figure"
