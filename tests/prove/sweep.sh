#!/usr/bin/env bash
# Proves that a crash at any call changes nothing: a run that goes through all of the page dies at a
# call of the Kafka port, of the state store or of the disk, loses what was not synced, in part, torn
# or in another order, goes on from what is left, and must end equal; once for every such call.
# JOBS of them run at a time (as many as there are processors).
#
#   sweep.sh [--rounds N] [--seed S]      N calls spread over the run, and all of its beginning
#
# ORDERFLOW_BIN: a build folder to take the program from; without it the release preset is built.
# rows: R71
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

rounds=0 seed=1
take_options -- "$@"
no_words

take_programs

# Each call of the whole run would be tried for hours: every call is that of the fewest transcripts that
# go through all of the page (the program refuses fewer), and of an order in quarantine.
first=$((rounds < 150 ? rounds : 150)) transcripts=()
[ "$rounds" != 0 ] || transcripts=(allocator backorder_cancelled exceptions_escalated inventory_atp
    quarantine s01 s11 s15)

parts=${JOBS:-$(nproc)} folder=$(mktemp -d "${TMPDIR:-/tmp}/orderflow-sweep.XXXXXX")
trap 'jobs -p | xargs -r kill 2>/dev/null; rm -rf "$folder"' EXIT
for part in $(seq "$parts"); do
    "$ORDERFLOW_BIN/tests/sim/topology_sweep" --only crash --points "$rounds" --first "$first" \
        --seed "$seed" --part "$part/$parts" "${transcripts[@]}" >"$folder/$part" &
done
for part in $(seq "$parts"); do
    wait -n || fail "a part has differences or stopped; repeat one with $ORDERFLOW_BIN/tests/sim/topology_sweep and the options above"
done

head -n -1 "$folder/1"
tried=0
for part in $(seq "$parts"); do
    figure=$(tail -n 1 "$folder/$part")
    [[ $figure =~ ^([0-9]+)\ crash\ points.*\ of\ ([0-9]+)\ calls,\ 0\ differences$ ]] ||
        fail "no figure: $figure"
    tried=$((tried + BASH_REMATCH[1])) calls=${BASH_REMATCH[2]}
done
[ "$tried" -gt 0 ] || fail "nothing was tried"
[ "$rounds" != 0 ] || [ "$tried" = "$calls" ] || fail "not every call: $tried of $calls"
echo "sweep: $tried points of $calls calls, 0 differences"
