#!/usr/bin/env bash
# Proves that real orders end as they must: all of them, replayed through the whole topology, held at
# the end and at cut-off times spread over the data against an oracle in SQL over the original files.
#
#   replay.sh olist|eventlog [--rounds N] [--seed S] [--cuts N] [embedded|real]...   both without a name
#
# --rounds: further replays on the embedded log in shuffled order with repeats, seeds from S on.
# ORDERFLOW_BIN: a build folder to take the program from; without it the release preset is built.
# rows: R13 R33 R35 R39 R85
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

fail() {
    echo "${source:-replay}: $*" >&2
    exit 1
}

source=${1:?olist or eventlog}
shift
rounds=0 seed=1 cuts=12
parts=()
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) rounds=${2:?} && shift 2 ;;
    --seed) seed=${2:?} && shift 2 ;;
    --cuts) cuts=${2:?} && shift 2 ;;
    embedded | real) parts+=("$1") && shift ;;
    *) fail "unknown argument '$1'" ;;
    esac
done
[ ${#parts[@]} -gt 0 ] || parts=(embedded real)

[ -e "$ORDERFLOW_DATA/olist_orders_dataset.csv.zst" ] ||
    fail "the real data are not at $ORDERFLOW_DATA (set ORDERFLOW_DATA)"
[ -n "${ORDERFLOW_PYTHON:-}" ] || fail "run it through ./run prove, which brings the oracle's Python"
if [ -z "${ORDERFLOW_BIN:-}" ]; then
    ./run build release
    ORDERFLOW_BIN=build/release
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/orderflow-replay.XXXXXX")
finish() {
    [ ! -e "$work/broker" ] || tests/stack/broker.sh remove "$work/broker"
    rm -rf "$work"
}
trap finish EXIT

compared=0 equal=0 different=0

# replay_once NAME [OPTION...]: one replay, one comparison.
replay_once() {
    local name=$1 last
    shift
    "$ORDERFLOW_BIN/tests/replay/replay" "$source" --data "$ORDERFLOW_DATA" --out "$work/$name" "$@" |
        sed "s/^/$name: /"
    "$ORDERFLOW_PYTHON" tests/replay/oracle.py "$source" "$ORDERFLOW_DATA" "$work/$name/dumps" \
        "$work/$name/schemas" >"$work/$name.out" || true
    last=$(tail -n 1 "$work/$name.out")
    [[ $last =~ ^([0-9]+)\ compared,\ ([0-9]+)\ equal,\ ([0-9]+)\ different$ ]] || {
        cat "$work/$name.out" >&2
        fail "the oracle did not finish"
    }
    compared=$((compared + BASH_REMATCH[1]))
    equal=$((equal + BASH_REMATCH[2]))
    different=$((different + BASH_REMATCH[3]))
    [ "${BASH_REMATCH[3]}" = 0 ] || cat "$work/$name.out" >&2
    echo "$name: $last"
    rm -rf "${work:?}/$name"
}

for part in "${parts[@]}"; do
    if [ "$part" = embedded ]; then
        replay_once embedded --cuts "$cuts"
        for ((round = 0; round < rounds; round++)); do
            replay_once "shuffled-$((seed + round))" --cuts 0 --shuffle $((seed + round)) --repeat 3
        done
    else
        bootstrap=$(tests/stack/broker.sh start "$work/broker")
        replay_once real --cuts "$cuts" --brokers "$bootstrap"
        tests/stack/broker.sh remove "$work/broker" >/dev/null
    fi
done
echo "$source: $compared compared, $equal equal, $different different"
[ "$different" = 0 ] && [ "$compared" -gt 0 ]
