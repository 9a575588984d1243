#!/usr/bin/env bash
# Dead letters on a real broker: rows that a mapping cannot use and records that are cut off are listed,
# shown, mended and sent again, each once, however often the command is repeated or killed.
#
#   dlq.sh PROGRAM STOP_AT    (the library of tests/prove/stop_at.c)
# rows: R63 R64
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/stack/lib.sh
. tests/stack/lib.sh

program=$(realpath "$1")
stop_at=$(realpath "$2")
work=$(run_folder "$(mktemp -d "${TMPDIR:-/tmp}/orderflow-dlq.XXXXXX")")
config="$work/orderflow.yaml"
rows=600
source=cdc.erp.line

finish_all() {
    local code=$?
    finish "$work" engine KILL
    [ "$code" = 0 ] || tail -n 20 "$work/engine.log" >&2 2>/dev/null || true
    tests/stack/broker.sh remove "$work/broker"
    remove_folder "$work"
}
trap finish_all EXIT

# expect CODE ARGUMENT...: `orderflow dlq`; what it says is in $work/out.
expect() {
    local code=$1 got=0
    shift
    timeout 120 "$program" dlq "$@" -c "$config" >"$work/out" 2>&1 </dev/null || got=$?
    [ "$got" = "$code" ] || {
        cat "$work/out" >&2
        fail "orderflow dlq $* ended with $got instead of $code"
    }
}

says() {
    grep -qF -- "$1" "$work/out" || {
        cat "$work/out" >&2
        fail "it does not say: $1"
    }
}

# id_of TOPIC WORDS: of the only letter whose line has them.
id_of() {
    "$program" dlq list -c "$config" --topic "$1" | grep -F -- "$2" | cut -d' ' -f1
}

# committed TOPIC FORMAT: what a reader of committed records sees.
committed() {
    kcat -b "$bootstrap" -C -t "$1" -o beginning -e -q -f "$2" -X isolation.level=read_committed
}

records() {
    committed "$1" '.\n' | wc -l
}

letters() {
    [ "$("$program" dlq list -c "$config" | tail -n 1 | cut -d' ' -f1)" = "$1" ]
}

knows() {
    "$program" order -c "$config" "$1" 2>/dev/null | grep -F -- "$2"
}

# configure COLUMN: the column that the mapping takes for the quantity.
configure() {
    cat >"$config" <<YAML
partitions: 4
kafka: {bootstrap.servers: "$bootstrap"}
registry: {directory: schemas}
state: {directory: state}
memory: 128MiB
slot: engine
http: 127.0.0.1:$port
intake: {mappings: [mappings]}
endpoints: [erp, crm, finance, wms.DC1]
YAML
    mkdir -p "$work/mappings"
    cat >"$work/mappings/line.yaml" <<YAML
system: erp
constants: {entity: E1}
topics: [$source]
envelope: json
position: {column: version}
row: "{order}|{line}"
facts:
  - fact: OrderLine
    key: "{entity}:{order}"
    fields:
      order: "{entity}:{order}"
      line: {column: line}
      item: {column: item}
      net_qty: {column: $1, unit: base}
YAML
}

# row ORDER VERSION: as the source tells it.
row() {
    printf '{"order":"%s","line":"1","item":"SKU-%s","qty":%s,"version":%s}' "$1" "$1" "$(($1 % 9 + 1))" "$2"
}

start() {
    spawn "$work" engine "$program" run -c "$config"
    await "$work" engine 60 curl -fsS -m 5 "http://127.0.0.1:$port/healthz"
}

a_row_that_is_cut_off_is_mended_and_comes_in_once() {
    local id before
    row 4711 1 >"$work/whole"
    head -c -9 "$work/whole" >"$work/cut"
    kcat -b "$bootstrap" -P -t $source -p 1 -k 4711 -H trace=abc "$work/cut"
    row 4712 1 | kcat -b "$bootstrap" -P -t $source -p 1 -k 4712
    start
    await "$work" engine 60 letters 1
    await "$work" engine 60 knows E1:4712 SKU-4712
    expect 0 list
    says "$source/1/0  4711  "
    says "1 open, 0 replayed"
    id=$(id_of $source 4711)
    expect 0 show "$id"
    says "trace: abc"
    says '7b 22 6f 72 64 65 72 22'
    says "to do     mend the cause"
    expect 0 show "$source/1/0" --value "$work/kept"
    cmp "$work/cut" "$work/kept" || fail "show wrote other bytes than those of the record"
    expect 1 show "$id" --value "$work/kept"

    before=$(records $source)
    expect 1 replay "$id" # it still cannot be read
    says "is not sent"
    expect 1 replay "$id" --dry-run
    expect 0 replay "$id" --value "$work/whole" --dry-run
    says "would be sent to $source partition 1"
    says 'E1:4711  OrderLine {"source":{"system":"erp"'
    says "1 would be sent"
    [ "$(records $source)" = "$before" ] || fail "a dry run, or a letter that cannot be read, was sent"
    letters 1 || fail "a dry run changed the list"

    expect 0 replay "$id" --value "$work/whole" --actor ann
    says "1 sent, 0 replayed before, 0 not sent"
    await "$work" engine 60 knows E1:4711 SKU-4711
    committed $source '%p %k %h %s\n' >"$work/sent"
    grep -qF "1 4711 trace=abc,replay_id=$id-" "$work/sent" ||
        fail "key, partition or headers are not those of the record: $(tail -n 1 "$work/sent")"
    expect 0 replay "$id" --value "$work/whole"
    says "was replayed as $id-"
    says "0 sent, 1 replayed before"
    [ "$(records $source)" = $((before + 1)) ] || fail "the same letter was sent twice"
    expect 0 list
    says "0 open, 1 replayed"
    expect 0 list --replayed
    says "replayed as $id-"
    expect 0 show "$id"
    says "by ann"
    says "to do     nothing"
}

# An internal topic: Avro, and a letter that is refused again is a case of its own.
a_record_that_is_cut_off_is_mended() {
    local id at
    at=$(committed canon.order '%p %o %k\n' | awk '$3 == "E1:4712" { print $1 " " $2; exit }')
    kcat -b "$bootstrap" -C -t canon.order -p "${at% *}" -o "${at#* }" -c 1 -e -q -D '' >"$work/good"
    sed 's/4712/4713/g' "$work/good" >"$work/whole" # as long as before: still Avro
    head -c -5 "$work/whole" >"$work/cut"
    kcat -b "$bootstrap" -P -t canon.order -X topic.partitioner=murmur2_random -k E1:4713 "$work/cut"
    await "$work" engine 60 letters 1
    id=$(id_of canon.order E1:4713)
    expect 1 replay "$id" --value "$work/good"
    says "a record names something else than its key"
    expect 0 replay "$id" --value "$work/whole"
    await "$work" engine 60 knows E1:4713 SKU-4713
    expect 0 list --topic canon.order
    says "0 open, 1 replayed"
}

what_is_refused_again_is_a_new_case() {
    local id first
    row 12 1 | sed 's/"qty":4/"qty":-4/' | kcat -b "$bootstrap" -P -t $source -p 0 -k below
    await "$work" engine 60 letters 1
    id=$(id_of canon.order "quantity is negative")
    expect 0 replay "$id"
    first=$(grep -oE "as $id-[0-9a-f]+" "$work/out")
    await "$work" engine 60 letters 1
    expect 0 show "$id"
    says "failed 2 times"
    expect 0 replay --all --dry-run --reason "quantity is negative" --topic canon.order
    says "1 would be sent"
    ! grep -qF "$first" "$work/out" || fail "a letter that failed again has the replay id of before"
    expect 0 replay --all --reason "no such reason"
    says "0 sent, 0 replayed before, 0 not sent"
    expect 0 list --since 2999-01-01T00:00:00Z
    says "0 open, 0 replayed"
}

# sent_ids: the replay ids of the rows, one per record that is there.
sent_ids() {
    committed $source '%k %h\n' | grep '^many' | grep -oE 'replay_id=.*' || true
}

# replay_killed POINT SENT: dies there, and so many rows are sent for good.
replay_killed() {
    local got=0
    mkdir -p "$work/stops"
    echo "$1 kill" >"$work/stops/arm"
    env LD_PRELOAD="$stop_at" STOP_AT_DIR="$work/stops" "$program" dlq replay --all --topic $source \
        -c "$config" >"$work/out" 2>&1 </dev/null || got=$?
    [ "$got" = 137 ] || { cat "$work/out" >&2; fail "replay was to be killed $1, and ended with $got"; }
    ! grep -q ' sent to ' "$work/out" || fail "killed $1, it said that it sent"
    [ "$(sent_ids | wc -l)" = "$2" ] || fail "killed $1: $(sent_ids | wc -l) sent instead of $2"
}

# Dies when it has told of the first letters, somewhere in the next ones.
replay_killed_later() {
    local pid seen
    "$program" dlq replay --all --topic $source -c "$config" >"$work/out" 2>&1 </dev/null &
    pid=$!
    while kill -0 "$pid" && ! grep -q ' sent to ' "$work/out"; do
        sleep 0.01
    done
    kill -KILL "$pid" || { cat "$work/out" >&2; fail "replay was over before it could be killed"; }
    wait "$pid" 2>/dev/null || true
    seen=$(sent_ids | wc -l)
    [ "$seen" -gt "$1" ] && [ "$seen" -lt "$rows" ] || fail "killed in the middle: $seen sent"
}

all_replayed_through_kills_come_in_once_each() {
    finish "$work" engine TERM
    configure amount # which no row has
    seq 1 "$rows" | while read -r i; do
        echo "many$i:$(row $((10000 + i)) 1)"
    done | kcat -b "$bootstrap" -P -t $source -K:
    start
    await "$work" engine 120 letters $((rows + 1))
    expect 1 replay --all --topic $source --dry-run
    says "0 would be sent, 0 replayed before, $rows not sent"
    finish "$work" engine TERM
    configure qty
    start
    replay_killed after-commit 100
    replay_killed before-commit 100
    replay_killed_later 100
    expect 0 replay --all --topic $source
    says " 0 replayed before, 0 not sent"
    [ "$(sent_ids | wc -l)" = "$rows" ] || fail "$(sent_ids | wc -l) records were sent for $rows letters"
    [ "$(sent_ids | sort -u | wc -l)" = "$rows" ] || fail "a letter was sent twice"
    expect 0 replay --all --topic $source
    says "0 sent, 0 replayed before, 0 not sent"
    expect 0 list --topic $source
    says "0 open, $((rows + 1)) replayed"
    await "$work" engine 60 knows "E1:$((10000 + rows))" "SKU-$((10000 + rows))"
    echo "killed three times: $rows letters, $rows records, $rows replay ids"
}

port=$(free_port)
bootstrap=$(tests/stack/broker.sh start "$work/broker" auto.create.topics.enable=true num.partitions=2)
configure qty
"$program" topics apply -c "$config" >/dev/null
expect 1 show 0123456789abcdef
says "there is no dead letter 0123456789abcdef"
expect 0 list
says "0 open, 0 replayed"
a_row_that_is_cut_off_is_mended_and_comes_in_once
a_record_that_is_cut_off_is_mended
what_is_refused_again_is_a_new_case
all_replayed_through_kills_come_in_once_each
