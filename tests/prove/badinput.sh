#!/usr/bin/env bash
# Proves that input which nobody can use gets a clear error, or a dead letter with its reason, that
# nothing is lost and that the partition moves on: a table of the inputs and what each of them got.
#
#   badinput.sh [--rounds N] [--seed S]
#
# The inputs are few and fixed: a round is one run over all of them, and the seed changes nothing.
# ORDERFLOW_BIN: a build folder to take the programs from; without it the release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

rounds=1
take_options -- "$@"
no_words

tests=(test_bad_input test_bad_source)
take_programs "${tests[@]}"

work=$(mktemp -d "${TMPDIR:-/tmp}/orderflow-badinput.XXXXXX")
trap 'rm -rf "$work"' EXIT
inputs=0
good=0
for ((round = 0; round < rounds; round++)); do
    for test in "${tests[@]}"; do
        BADINPUT_TABLE=1 "$ORDERFLOW_BIN/tests/sim/$test" -j1 >"$work/out" 2>"$work/err" ||
            cat "$work/err" >&2
        sed -n "s|^. |  |; s|$PWD/||; /^  /p" "$work/out"
        tested=$(sed -n 's/.*Tested: *\([0-9]*\).*/\1/p' "$work/err")
        rows=$(grep -c '^| ' "$work/out" || true)
        inputs=$((inputs + ${tested:-1})) good=$((good + rows))
    done
done
echo "badinput: $good of $inputs inputs got their error or their dead letter"
[ "$good" = "$inputs" ] && [ "$inputs" -gt 0 ]
