#!/usr/bin/env bash
# Faults of the surroundings, on a real broker: each has a run of its own, whose topics must in the end
# equal those of a run without faults (tests/prove/same.py), but for the dead letters that the fault
# itself makes; and the engine must have noticed what was done to it. One line per fault says what was
# seen.
#
#   faults.sh [--rounds N] [--seed S] [FAULT...]      all of them without a name; --list names them
#
# --rounds: how often the table is gone through. Disk full needs a file system of its own, and so root.
# ORDERFLOW_BIN: a build folder to take the programs from; without it the release preset is built.
# rows: R71
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/engines.sh
. tests/prove/engines.sh

table=(broker-killed transaction-times-out registry-down value-over-client-limit
    value-over-broker-limit null-key disk-full file-damaged restore-cut-off)
rounds=1
seed=1
if [ "${1:-}" = --list ]; then
    printf '%s\n' "${table[@]}"
    exit
fi
take_options -- "$@"
wanted=("${words[@]}")
[ ${#wanted[@]} -gt 0 ] || wanted=("${table[@]}")
draws=$seed

half=3000 # events of a portion; a run has two
rate=1500
steps=2
step_ms=45000 # past the retries of all commands, wherever a fault moved the time before

prepare faults
finish_faults() {
    local code=$?
    if [ -n "${mounted:-}" ]; then
        [ -z "${run:-}" ] || finish "$run" main KILL
        umount -l "$mounted" || true
    fi
    [ -z "${forwarding:-}" ] || kill "$forwarding" 2>/dev/null || true
    [ ! -e "$work/registry" ] || tests/stack/registry.sh remove "$work/registry"
    end_proof "$code"
}
trap finish_faults EXIT

# some PORTION [OPTION...]: half of the events of a run, in the background.
some() {
    feed_some --from $(($1 * half)) --count "$half" --bad 100 --backorders "$((1000 * $1)):20" "${@:2}"
}

# The same moves of engine time in every run.
let_sagas_run() {
    local step
    drained 120 700
    for ((step = 1; step <= steps; step++)); do
        set_clock $((flush_ms + step * step_ms))
        drained 60 700
    done
}

reference() {
    local portion
    begin_run reference
    start_engine main
    await_tasks main 60
    for portion in 0 1; do
        some "$portion"
        wait_feed
    done
    let_sagas_run
    dump reference
    end_run
    comparison_can_fail reference
}

begin_fault() {
    begin_run "$@"
    start_engine main
    await_tasks main 60
}

# Counts the lines of the engine's log that match.
times() {
    grep -acE "$1" "$run/main.log" || true
}

# letters TOPIC: how many records of it became dead letters; a turn that is begun again says so again.
letters() {
    grep -aoE "DEAD-LETTER topic=$1 partition=[0-9]+ offset=[0-9]+" "$run/main.log" | sort -u | wc -l
}

times_now() { # since it was started last
    this_life main | grep -acE "$1" || true
}

# saw PATTERN: otherwise what was done to the engine did not reach it.
saw() {
    [ "$(times "$1")" -gt 0 ] || {
        tail -n 20 "$run/main.log" >&2
        fail "$fault: the log does not say '$1'"
    }
}

# await_that SECONDS WHAT PROBE...
await_that() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || {
            tail -n 20 "$run/main.log" >&2
            fail "$fault: $what"
        }
        sleep 0.05
    done
}

says() {
    [ "$(times "$1")" -gt 0 ]
}

# The value of a metric is that.
shows() {
    [ "$(metric "$1")" = "$2" ]
}

restart_engine() {
    finish "$run" main "${1:-KILL}"
    start_engine main
}

# ---- the table: each fault sets `seen`, and `but` where it makes keys of its own ----

# One of three, each time another, as the work is under way. (A broker that is alone ends transactions
# as it starts, before its partitions have a leader again, and 4.3 then never writes their markers:
# nobody reads past that.)
broker-killed() {
    local before=$aborts portion node=1
    ORDERFLOW_BROKERS=3 begin_fault "$fault"
    some 0
    wait_feed
    for portion in 0 1 1; do
        below 0 500
        pause "$drawn"
        tests/stack/broker.sh kill "$run/broker" "$node"
        pause 1000
        tests/stack/broker.sh start "$run/broker" >/dev/null
        node=$((node + 1))
        revive main
        every_task_runs 90
        if [ "$portion" = 0 ]; then
            some 1
            wait_feed
        fi
    done
    revive main
    let_sagas_run
    seen="killed one of three, 3 times; $(times WORKER-REBUILT) workers rebuilt,"
    seen+=" $(times TURN-ABORTED) turns aborted, $((aborts - before)) ends of the process"
}

# The thread of one worker sleeps past the timeout of its open transaction, twice.
transaction-times-out() {
    local portion
    begin_fault "$fault"
    for portion in 0 1; do
        some "$portion" --rate "$rate"
        pause 1500
        rm -f "$run/stop-main/taken"
        echo "after-offsets stall 13000" >"$run/stop-main/arm"
        await_that 40 "the stalled transaction does not end" \
            grep -qs '^then' "$run/stop-main/taken"
        sed -n 's/^then \(.*\) pid.*/\1/p' "$run/stop-main/taken" >>"$run/fates"
        wait_feed
    done
    every_task_runs 60
    let_sagas_run
    saw WORKER-REBUILT
    seen="two transactions open for 13 s, $(sort "$run/fates" | uniq -c | xargs); $(times WORKER-REBUILT)"
    seen+=" workers rebuilt"
}

registry_is_down() {
    kill "$forwarding"
    wait "$forwarding" 2>/dev/null || true
    forwarding=
}

registry_is_up() {
    "$ORDERFLOW_PYTHON" tests/prove/forward.py "$forward_port" "${registry_at##*:}" &
    forwarding=$!
    until listening "$forward_port"; do
        sleep 0.05
    done
}

# Down at the very first start; down again at a restart, when all but one of the schemas are in the
# cache, and that one has to wait.
registry-down() {
    local registry registry_address
    registry_at=$(tests/stack/registry.sh start "$work/registry")
    forward_port=$(free_port)
    registry="url: http://127.0.0.1:$forward_port/apis/ccompat/v7, cache: registry-cache"
    registry_address=$registry_at/apis/ccompat/v7
    begin_run "$fault"
    start_engine main
    await_that 30 "it neither waits nor says why not" says 'cannot start.*registry|INPUT-PAUSED'
    seen="down at the first start: the engine says so $(alive "$run" main && echo and waits || echo and ends);"
    registry_is_up
    alive "$run" main || start_engine main
    await_tasks main 60
    feed_some --from 0 --count "$half" --bad 100
    wait_feed
    drained 120 700
    registry_is_down
    restart_engine TERM
    await_tasks main 60
    some 1
    wait_feed
    feed_some --backorders 0:20
    wait_feed
    pause 6000
    ! "$probe" drained "$bootstrap" orderflow 700 5 2>/dev/null ||
        fail "$fault: a schema that nobody could look up did not wait"
    seen+=" down at a restart: starts from its cache, took in $(metric records_in_total) records,"
    registry_is_up
    every_task_runs 60
    let_sagas_run
    seen+=" the unknown schema waited"
    dump seen
    compare
    registry_is_down
}

# ingest NAME: the rows of NAME.csv as order headers, straight to canon.order.
ingest() {
    local name=$1
    cat >"$run/$name.mapping.yaml" <<'YAML'
system: erp
constants: {entity: E1, nothing: ""}
topics: [ingest.header]
envelope: csv
position: line
row: "{order}"
facts:
  - fact: OrderHeader
    key: "{entity}:{order}"
    fields:
      order: "{entity}:{order}"
      entity: "{entity}"
      type: {column: type, values: {STANDARD: STANDARD}, else: UNKNOWN}
      status: {column: status, values: {OPEN: OPEN}, else: UNKNOWN}
      raw_status: {column: status}
      channel: "{nothing}"
      customer: {column: customer}
YAML
    local kafka_lines=("  message.max.bytes: 4000000")
    configure ingest
    "$orderflow" ingest -c "$run/ingest.yaml" -m "$run/$name.mapping.yaml" "$run/$name.csv" \
        >"$run/ingest.out" 2>&1 || { cat "$run/ingest.out" >&2 && fail "$fault: ingest refused"; }
}

# headers NAME BYTES ORDER...: one header each, with a customer of so many bytes.
headers() {
    local name=$1 bytes=$2 order customer
    shift 2
    customer=$(head -c "$bytes" /dev/zero | tr '\0' c)
    {
        echo "order,type,status,customer"
        for order in "$@"; do
            echo "$order,STANDARD,OPEN,$customer"
        done
    } >"$run/$name.csv"
    ingest "$name"
}

# What the client itself refuses to send.
value-over-client-limit() {
    kafka_lines=("  message.max.bytes: 300000")
    begin_fault "$fault"
    some 0 --rate "$rate"
    headers large 500000 X-1 X-2 X-3
    wait_feed
    some 1
    wait_feed
    every_task_runs 60
    let_sagas_run
    kafka_lines=()
    but='^E1:X-|^canon|^$'
    seen="3 facts of 0.5 MB, $(letters canon.order) dead letters of them,"
    seen+=" $(times TURN-ABORTED) turns aborted"
    [ "$(letters canon.order)" = 3 ] || ok=no
}

# The broker refuses what the client lets pass.
value-over-broker-limit() {
    kafka_lines=("  message.max.bytes: 4000000")
    begin_run "$fault"
    java -Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$kafka_home/lib/*" \
        -Dorg.slf4j.simpleLogger.defaultLogLevel=warn kafka.admin.ConfigCommand \
        --bootstrap-server "$bootstrap" --alter --entity-type topics --entity-name order-state \
        --add-config max.message.bytes=300000 >"$run/config.log" 2>&1 ||
        { cat "$run/config.log" >&2 && fail "$fault: the limit could not be set"; }
    start_engine main
    await_tasks main 60
    some 0 --rate "$rate"
    headers large 500000 X-1 X-2
    wait_feed
    some 1
    wait_feed
    every_task_runs 60
    let_sagas_run
    kafka_lines=()
    but='^E1:X-|^canon|^$'
    seen="2 facts of 0.5 MB, $(letters canon.order) dead letters of them,"
    seen+=" $(times TURN-ABORTED) turns aborted, $(times WORKER-REBUILT) workers rebuilt"
    [ "$(letters canon.order)" = 2 ] || ok=no
}

# A null key from a foreign producer on an internal topic, and an aggregate whose own key is empty.
null-key() {
    begin_fault "$fault"
    some 0 --rate "$rate"
    echo "nobody's" | kcat -b "$bootstrap" -P -t canon.order -p 1 2>>"$run/kcat.log"
    headers keyless 5 X-1
    wait_feed
    some 1
    wait_feed
    every_task_runs 60
    let_sagas_run
    but='^E1:X-|^canon|^$'
    saw 'DEAD-LETTER topic=canon.order .*no key'
    seen="$(times 'DEAD-LETTER topic=canon.order .*no key') dead letter for the key that is not there,"
    seen+=" $(times 'DEAD-LETTER topic=of') for the empty one, $(times TURN-ABORTED) turns aborted"
}

disk-full() {
    local state_directory=$work/disk/state
    mkdir -p "$work/disk"
    mount -t tmpfs -o size=24m none "$work/disk" ||
        fail "$fault: needs a file system of its own (mount -t tmpfs), and so root"
    mounted=$work/disk
    begin_fault "$fault"
    some 0
    wait_feed
    drained 120 700
    move_to_flush
    await_that 20 "nothing was flushed" is_flushed
    dd if=/dev/zero of="$work/disk/ballast" bs=64k status=none 2>/dev/null || true
    some 1
    wait_feed
    drained 120 700
    set_clock $((flush_ms + 4000))
    pause 700
    set_clock $((flush_ms + 11000)) # the next flush, still before the sagas begin
    await_that 60 "no write failed" store_failed
    pause 3000
    seen="$(times FLUSH-FAILED) flushes and $(times APPLY-FAILED) applies failed,"
    seen+=" $(metric tasks_halted) of $partitions tasks halted,"
    if ! alive "$run" main; then
        aborts=$((aborts + 1))
        seen+=" the process ended by $(times 'rocksdb::.*Assertion') assertion of RocksDB,"
    fi
    rm "$work/disk/ballast"
    restart_engine TERM
    await_tasks main 60
    let_sagas_run
    seen+=" resumed when there was room ($(times_now SHARD-ANEW) full restores)"
    dump seen
    compare
    end_run
    umount -l "$work/disk"
    mounted=
}

file-damaged() {
    begin_fault "$fault"
    some 0
    wait_feed
    drained 120 700
    move_to_flush
    await_that 20 "nothing was flushed" is_flushed
    finish "$run" main KILL
    seen=$("$ORDERFLOW_PYTHON" tests/prove/damage.py "$run/state-main")
    start_engine main
    some 1
    wait_feed
    await_that 60 "the damage was not noticed" \
        says 'STATE-DAMAGED|STORE-FAILED|TASK-HALTED|cannot start|Corruption'
    pause 3000
    seen+=", $(times STATE-DAMAGED) states set aside, $(times TASK-HALTED) tasks halted,"
    seen+=" $(times 'cannot start') starts refused"
    finish "$run" main KILL
    mv "$run/state-main" "$run/state-away"
    start_engine main
    await_tasks main 60
    let_sagas_run
    seen+="; moved away, restored ($(times_now SHARD-ANEW) shards)"
}

# Debian's RocksDB keeps its assertions, and one of them may end the process on a full disk.
store_failed() {
    says 'FLUSH-FAILED|APPLY-FAILED|STORE-FAILED|rocksdb::.*Assertion'
}

is_flushed() {
    [ "$("$probe" flushed "${state_directory:-$run/state-main}" 2>/dev/null | wc -l)" = "$partitions" ]
}

# Killed at each write of a restore in turn, until a restore has no more of them.
restore-cut-off() {
    local write
    begin_fault "$fault"
    some 0
    wait_feed
    drained 120 700
    finish "$run" main KILL
    rm -rf "$run/state-main"
    some 1
    wait_feed
    for ((write = 1; write < 40; write++)); do
        echo "restore-$write kill" >"$run/stop-main/arm"
        start_engine main
        await_that 60 "neither killed nor restored" restore_ended
        [ -e "$run/stop-main/arm" ] && break
    done
    rm -f "$run/stop-main/arm"
    await_tasks main 60
    let_sagas_run
    seen="killed at each of the first $((write - 1)) writes of a worker's restore"
    [ "$write" -gt 3 ] || ok=no
}

restore_ended() {
    ! alive "$run" main || all_tasks_run main
}

# ---- all of them ----

compare() {
    if same seen reference "$but" >"$work/same.out"; then
        holds=$((holds + 1))
    else
        cat "$work/same.out" >&2
    fi
    figure=$(tail -n 1 "$work/same.out")
}

kafka_home=$(tests/stack/fetch.sh kafka)
holds=0 gone_through=0
reference
for ((round = 0; round < rounds; round++)); do
    for fault in "${wanted[@]}"; do
        declare -F "$fault" >/dev/null || fail "there is no fault '$fault' (--list)"
        but='^$' figure= ok=yes
        "$fault"
        if [ -z "$figure" ]; then
            dump seen
            [ "$ok" = no ] || compare
        fi
        [ -z "$run" ] || end_run
        gone_through=$((gone_through + 1))
        printf '%-24s %s; %s\n' "$fault" "$seen" "${figure:-not as it must be}"
    done
done
echo "faults: $holds of $gone_through ended equal to a run without faults, $aborts processes ended by themselves"
[ "$holds" = "$gone_through" ]
