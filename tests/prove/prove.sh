#!/usr/bin/env bash
# The long proofs, by name. Each exits 0 only when the thing holds; its last line has the figure.
#
#   prove.sh [NAME [--rounds N] [--seed S]]      the list without a name
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

list() {
    cat <<'TEXT'
badinput      what nobody can use: each gets its error or its dead letter, nothing is lost
conformance   embedded log and real broker give the same answers; the mock cluster fails
copy          a copy loop on the real broker, workers closed and broker killed, loses nothing
disorder      1,000 seeds of records one to three times in any order, 3 on all of Olist, end equal
eventlog      2,000 orders of the event log, all equal to the oracle, at 13 times
faults        broker, registry, disk and files fail; each run ends equal to one without faults
first-fold    the walk-through of processors/README.md works as it is written
history       state against history: truncated, re-created, copied, expired; a table of cases
kill          kill -9 while Olist streams in: resumes from local state, ends equal to an undisturbed run
kills         each transcript, killed at every port call of every turn, writes the same records
olist         99,441 real orders, all equal to the oracle, at 13 times
sweep         a crash at every call of port, store and disk, power lost with it, ends equal
sim           10,000 seeds of crashes, lost calls, sleeps and clocks: each turn as without them
takeover      processes asleep at exact points, killed, added; woken late, nothing is lost or repeated
TEXT
}

name=${1:-}
[ $# -eq 0 ] || shift
case $name in
"") list ;;
badinput) exec tests/prove/badinput.sh "$@" ;;
conformance) exec tests/prove/conformance.sh "$@" ;;
copy) exec tests/prove/copy.sh "$@" ;;
disorder) exec tests/prove/disorder.sh "$@" ;;
faults) exec tests/prove/faults.sh "$@" ;;
first-fold) exec tests/prove/first_fold.sh "$@" ;;
history) exec tests/prove/history.sh "$@" ;;
kill) exec tests/prove/kill.sh "$@" ;;
kills) exec tests/prove/kills.sh "$@" ;;
sweep) exec tests/prove/sweep.sh "$@" ;;
sim) exec tests/prove/sim.sh "$@" ;;
eventlog | olist) exec tests/prove/replay.sh "$name" "$@" ;;
takeover) exec tests/prove/takeover.sh "$@" ;;
*)
    list >&2
    echo "prove: there is no proof '$name'" >&2
    exit 2
    ;;
esac
