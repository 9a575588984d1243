#!/usr/bin/env bash
# Proves that state is held against its history: changelog truncated or made anew, group offsets gone,
# tombstones expired, directories copied, partitions added, rows of newer formats, clocks off, disks
# full. Each case must resume, restore, halt or refuse as the architecture says; a table of what was
# expected and seen, on the embedded log and, where only a broker can show it, on a real one.
#
#   history.sh [embedded] [--rounds N] [--seed S]      without a broker when `embedded`
#
# The cases are few and fixed: a round is one run over all of them, and the seed changes nothing.
# ORDERFLOW_BIN: a build folder to take the program from; without it the release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

rounds=1
take_options -- "$@"
broker=true
[ "${words[*]}" != embedded ] || { broker=false && words=(); }
no_words

take_programs state_history

work=$(mktemp -d "${TMPDIR:-/tmp}/orderflow-history.XXXXXX")
finish() {
    [ ! -d "$work/broker" ] || tests/stack/broker.sh remove "$work/broker"
    rm -rf "$work"
}
trap finish EXIT

good=0
all=0
# run NAME [ARGUMENT...]: one table; its last line is "N of N on ...".
run() {
    local out="$work/$1.out" code=0
    shift
    "$ORDERFLOW_BIN/tests/sim/state_history" "$work/state" "$@" >"$out" || code=$?
    cat "$out"
    read -r n _ m _ < <(tail -n 1 "$out")
    [[ $n =~ ^[0-9]+$ && $m =~ ^[0-9]+$ ]] || fail "the program stopped ($code)"
    good=$((good + n)) all=$((all + m))
}

printf '%-62s %-16s %-16s\n' case expected seen
for ((round = 0; round < rounds; round++)); do
    run embedded
    if $broker; then
        # Partitions that were added stay, so each round has a broker of its own.
        address=$(tests/stack/broker.sh start "$work/broker")
        run broker --broker "$address"
        tests/stack/broker.sh remove "$work/broker"
    fi
done
echo "history: $good of $all cases as the architecture says"
[ "$good" = "$all" ] && [ "$all" -gt 0 ]
