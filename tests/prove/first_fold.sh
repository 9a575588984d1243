#!/usr/bin/env bash
# Proves that the walk-through of processors/README.md works as it is written: in a copy of the
# checkout its code blocks become one schema, one file, one row and one transcript, and pass.
#
#   first_fold.sh [--rounds N] [--seed S]      both are of no consequence here
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

work=$(mktemp -d "${TMPDIR:-/tmp}/orderflow-first-fold.XXXXXX")
trap 'rm -rf "$work"' EXIT
git ls-files -z --cached --others --exclude-standard |
    tar --null --files-from - --create --ignore-failed-read | tar --extract --directory "$work"
cd "$work"

# block N: the N-th code block of the walk-through.
block() {
    awk -v wanted="$1" '/^```/ { inside = !inside; count += inside; next }
        inside && count == wanted' processors/README.md
}
block 1 >avro/schemas/fill_rate.avsc
block 2 >processors/fill_rate.c
block 3 >>topology/topology.def
block 4 >tests/transcripts/fill_rate.txt

run() {
    "$@" >log 2>&1 || { tail -n 20 log >&2 && fail "does not work: $*"; }
}
run cmake --preset dev
run cmake --build --preset dev --target avro_model
run cmake --build --preset dev --target transcript orderflow
run build/dev/tests/transcripts/transcript --restart-every-line tests/transcripts/fill_rate.txt
figure=$(tail -n 1 log)
build/dev/topology/orderflow topology | grep -q fill_rate || fail "orderflow topology does not show it"
echo "first-fold: one schema, one file, one row, one transcript: $figure"
