#!/usr/bin/env bash
# Proves that real orders end as they must: all of them, replayed through the whole topology, held at
# the end and at cut-off times spread over the data against an oracle in SQL over the original files.
#
#   replay.sh olist|eventlog [--rounds N] [--seed S] [--cuts N] [embedded|real]...   both without a name
#
# --rounds: further replays on the embedded log in shuffled order with repeats, seeds from S on.
# ORDERFLOW_BIN: a build folder to take the program from; without it the release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

source=${1:?olist or eventlog}
proof=$source
shift
rounds=0 seed=1 cuts=12
take_options cuts -- "$@"
parts=("${words[@]}")
for part in "${parts[@]}"; do
    [[ $part =~ ^(embedded|real)$ ]] || fail "unknown argument '$part'"
done
[ ${#parts[@]} -gt 0 ] || parts=(embedded real)

need_data
[ -n "${ORDERFLOW_PYTHON:-}" ] || fail "run it through ./run prove, which brings the oracle's Python"
take_programs

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
