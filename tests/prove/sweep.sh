#!/usr/bin/env bash
# Proves that a crash at any call changes nothing: a run that goes through all of the page dies at a
# call of the Kafka port, of the state store or of the disk, loses what was not synced, in part, torn
# or in another order, goes on from what is left, and must end equal; once for every such call.
#
#   sweep.sh [--rounds N] [--seed S]      N calls spread over the run, and all of its beginning
#
# ORDERFLOW_BIN: a build folder to take the program from; without it the release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

rounds=0 seed=1
take_options -- "$@"
no_words

take_programs

first=$((rounds < 150 ? rounds : 150))
out=$("$ORDERFLOW_BIN/tests/sim/topology_sweep" --only crash --points "$rounds" --first "$first" \
    --seed "$seed") || fail "${out:-the driver stopped}; repeat it with $ORDERFLOW_BIN/tests/sim/topology_sweep and the options above"
head -n -1 <<<"$out"
figure=$(tail -n 1 <<<"$out")
[[ $figure =~ ^([0-9]+)\ crash\ points.*\ of\ ([0-9]+)\ calls,\ 0\ differences$ ]] ||
    fail "no figure: $figure"
[ "${BASH_REMATCH[1]}" -gt 0 ] || fail "nothing was tried"
[ "$rounds" != 0 ] || [ "${BASH_REMATCH[1]}" = "${BASH_REMATCH[2]}" ] || fail "not every call: $figure"
echo "sweep: ${BASH_REMATCH[1]} points of ${BASH_REMATCH[2]} calls, 0 differences"
