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
rows          which requirement has a test that names it, and how that test ended last
scenarios     S01 and S02 as transcripts, and S02 in 1,000 orders of arrival
sim           10,000 seeds of crashes, lost calls, sleeps and clocks: each turn as without them
sweep         a crash at every call of port, store and disk, power lost with it, ends equal
takeover      processes asleep at exact points, killed, added; woken late, nothing is lost or repeated
TEXT
}

name=${1:-}
[ $# -eq 0 ] || shift
case $name in
"") list && exit ;;
eventlog | olist) proof=(tests/prove/replay.sh "$name") ;;
badinput | conformance | copy | disorder | faults | first-fold | histories | history | kill | kills | \
    memory | mutants | rows | scenarios | sim | sweep | takeover) proof=("tests/prove/${name//-/_}.sh") ;;
*)
    list >&2
    echo "prove: there is no proof '$name'" >&2
    exit 2
    ;;
esac

# What became of it is kept for `prove rows`; a proof that is interrupted leaves what was there.
trap 'exit 130' INT TERM
code=0
"${proof[@]}" "$@" || code=$?
[ "$code" -le 125 ] || exit "$code"
mkdir -p build/proofs
[ "$code" = 0 ] && result=passed || result=failed
echo "$result $(date -u +%FT%TZ) $*" >"build/proofs/$name"
exit "$code"
