#!/usr/bin/env bash
# The sagas on a real broker, with ERP, warehouses, CRM, finance and carriers as a process of their own:
# every kind of saga runs to its end, and the books of the systems agree with line-state.
#
#   sagas.sh ORDERFLOW WORLD [ORDERS [SEED]]
#
# Seed 7 with 80 orders holds what the scenarios tell: backorders filled (S03), lines split over two
# warehouses (S10), a split whose leg finds its stock taken and is rolled back (S11), returns credited
# (S15).
# rows: R48 R49 R51
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/stack/lib.sh
. tests/stack/lib.sh

program=$(realpath "$1")
world=$(realpath "$2")
orders=${3:-80}
seed=${4:-7}
work=$(run_folder "$(mktemp -d "${TMPDIR:-/tmp}/orderflow-sagas.XXXXXX")")

finish_all() {
    local code=$?
    finish "$work" engine KILL
    [ "$code" = 0 ] || tail -n 20 "$work/engine.log" "$work/world.out" >&2 2>/dev/null || true
    tests/stack/broker.sh remove "$work/broker"
    remove_folder "$work"
}
trap finish_all EXIT

bootstrap=$(tests/stack/broker.sh start "$work/broker")
cat >"$work/engine.yaml" <<YAML
app: orderflow
partitions: 4
kafka: {bootstrap.servers: "$bootstrap"}
registry: {directory: schemas}
state: {directory: state}
memory: 128MiB
slot: engine
intake: {mappings: [$PWD/processors/intake/reference]}
endpoints: [erp, crm, finance, wms.DC1, wms.DC2, wms.3PL1, carrier.CARR1, carrier.CARR2]
YAML
"$program" topics apply -c "$work/engine.yaml" >"$work/topics.out"
"$world" --topics --brokers "$bootstrap" --registry "$work/schemas"
spawn "$work" engine "$program" run -c "$work/engine.yaml"
await "$work" engine 60 grep -q TASK-RUNS "$work/engine.log"
"$world" --brokers "$bootstrap" --registry "$work/schemas" --orders "$orders" --seed "$seed" \
    --roll-back --pace 36000 --within 10 --quiet 15 >"$work/world.out"
finish "$work" engine TERM

kcat -b "$bootstrap" -C -t saga-log -o beginning -e -q -X isolation.level=read_committed >"$work/log"
summary=
for end in FILLED COMPLETED ROLLED_BACK CREDITED; do
    # Avro keeps a text as its bytes behind their length, so a name is found as it is.
    count=$(grep -aoF "$end" "$work/log" | wc -l || true)
    [ "$count" -gt 0 ] || fail "no saga ended $end; the saga log has $(wc -c <"$work/log") bytes"
    summary+=" $count $end"
done
grep -E '^books agree' "$work/world.out"
echo "sagas ended:$summary"
