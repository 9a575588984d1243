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
histories     10,000 generated orders, shuffled and repeated, end equal and break no law
history       state against history: truncated, re-created, copied, expired; a table of cases
kill          kill -9 while Olist streams in: resumes from local state, ends equal to an undisturbed run
kills         each transcript, killed at every port call of every turn, writes the same records
memory        a million orders, a burst of ten budgets and 100,000 lines stay within the budget
mutants       small mutations of the engine, each caught by what CI runs; at most one may live
olist         99,441 real orders, all equal to the oracle, at 13 times
scenarios     S01 and S02 as transcripts, and S02 in 1,000 orders of arrival
sim           10,000 seeds of crashes, lost calls, sleeps and clocks: each turn as without them
sweep         a crash at every call of port, store and disk, power lost with it, ends equal
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
eventlog | olist) exec tests/prove/replay.sh "$name" "$@" ;;
faults) exec tests/prove/faults.sh "$@" ;;
first-fold) exec tests/prove/first_fold.sh "$@" ;;
histories) exec tests/prove/histories.sh "$@" ;;
history) exec tests/prove/history.sh "$@" ;;
kill) exec tests/prove/kill.sh "$@" ;;
kills) exec tests/prove/kills.sh "$@" ;;
memory) exec tests/prove/memory.sh "$@" ;;
mutants) exec tests/prove/mutants.sh "$@" ;;
scenarios) exec tests/prove/scenarios.sh "$@" ;;
sim) exec tests/prove/sim.sh "$@" ;;
sweep) exec tests/prove/sweep.sh "$@" ;;
takeover) exec tests/prove/takeover.sh "$@" ;;
*)
    list >&2
    echo "prove: there is no proof '$name'" >&2
    exit 2
    ;;
esac
