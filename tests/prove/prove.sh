#!/usr/bin/env bash
# The long proofs, by name. Each exits 0 only when the thing holds; its last line has the figure.
#
#   prove.sh [NAME [--rounds N] [--seed S]]      the list without a name
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

list() {
    cat <<'TEXT'
conformance   embedded log and real broker give the same answers; the mock cluster fails
copy          a copy loop on the real broker, workers closed and broker killed, loses nothing
eventlog      2,000 orders of the event log, all equal to the oracle, at 13 times
first-fold    the walk-through of processors/README.md works as it is written
histories     10,000 generated orders, shuffled and repeated, end equal and break no law
kills         each transcript, killed at every port call of every turn, writes the same records
olist         99,441 real orders, all equal to the oracle, at 13 times
scenarios     S01 and S02 as transcripts, and S02 in 1,000 orders of arrival
TEXT
}

name=${1:-}
[ $# -eq 0 ] || shift
case $name in
"") list ;;
conformance) exec tests/prove/conformance.sh "$@" ;;
copy) exec tests/prove/copy.sh "$@" ;;
first-fold) exec tests/prove/first_fold.sh "$@" ;;
histories) exec tests/prove/histories.sh "$@" ;;
kills) exec tests/prove/kills.sh "$@" ;;
scenarios) exec tests/prove/scenarios.sh "$@" ;;
eventlog | olist) exec tests/prove/replay.sh "$name" "$@" ;;
*)
    list >&2
    echo "prove: there is no proof '$name'" >&2
    exit 2
    ;;
esac
