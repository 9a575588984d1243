#!/usr/bin/env bash
# The saga scenarios, exactly as their transcripts tell them, on a real broker: the engine is one
# process, the world outside (facts, ERP, warehouses, carriers, CRM, finance) another, which answers,
# refuses, keeps silent, answers late and cancels by the script, and takes no command that it does not
# list. Each writes the same records as on the embedded log; crash.txt is told with kill -9. With --kills
# each also with the engine stopped, and killed, after every line.
#
#   scenarios.sh TRANSCRIPT ORDERFLOW-CLOCKED [--kills] [FILE...]
# rows: R48 R49 R51 R71
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/stack/lib.sh
. tests/stack/lib.sh

driver=$(realpath "$1")
engine=$(realpath "$2")
shift 2
ways=()
if [ "${1:-}" = --kills ]; then
    ways=(--restart-every-line)
    shift
fi
[ $# -gt 0 ] || set -- tests/transcripts/{s03,s10,s11,s15}.txt tests/transcripts/{backorder_*,crash}.txt
work=$(run_folder "$(mktemp -d "${TMPDIR:-/tmp}/orderflow-scenarios.XXXXXX")")

finish_all() {
    tests/stack/broker.sh remove "$work/broker"
    remove_folder "$work"
}
trap finish_all EXIT

# The clock of the transcripts is not the broker's: records may seem to come from the future.
bootstrap=$(tests/stack/broker.sh start "$work/broker" \
    log.message.timestamp.after.max.ms=9223372036854775807)
mkdir "$work/tmp"
code=0
tell() {
    TMPDIR=$work/tmp "$driver" --brokers "$bootstrap" --engine "$engine" "$@"
}

# What is not listed must be found by each of the two, the embedded log and the broker.
! tell tests/transcripts/refused/unlisted_command.txt >/dev/null 2>"$work/found" ||
    fail "a command that is not listed passes"
[ "$(grep -c 'not listed: cmd' "$work/found")" = 2 ] || {
    cat "$work/found" >&2
    fail "a command that is not listed is not found on both logs"
}
tell "${ways[@]}" "$@" >"$work/out" || code=$?
echo "scenarios on a real broker: $(tail -n 1 "$work/out")"
exit "$code"
