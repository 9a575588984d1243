#!/usr/bin/env bash
# Proves that the tests can fail: each small mutation of the engine in tests/mutants, built and held
# against what CI runs without a broker, must be caught by something.
#
#   mutants.sh [--allow N] [NAME...]     all mutants without a name; --allow: so many may live (1)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

# What can see the engine: stores, turns, take-overs, sweeps, transcripts. Slow ones come last.
first='^(test_rows|test_store.*|test_runtime_.*|test_bad_.*|state_history)$'
then='^(sim|topology_sweep|transcript_.*|demo_of_a_small_world)$'

allow=1
take_options allow -- "$@" # every mutant is one round; nothing is drawn
names=("${words[@]}")
if [ ${#names[@]} = 0 ]; then
    for patch in tests/mutants/*.patch; do
        names+=("$(basename "$patch" .patch)")
    done
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/orderflow-mutants.XXXXXX")
trap 'rm -rf "$work"' EXIT
git ls-files -z | xargs -0 cp --parents -t "$work"

build() {
    (cd "$work" && cmake --build build/dev ${JOBS:+-j"$JOBS"}) >"$work/build.log" 2>&1
}

# As .ci/run does it.
prove_short() {
    (cd "$work" && ORDERFLOW_BIN=build/dev tests/prove/sim.sh --rounds 300 &&
        ORDERFLOW_BIN=build/dev tests/prove/sweep.sh --rounds 150) >"$work/test.log" 2>&1
}

run() {
    ctest --test-dir "$work/build/dev" -j2 --stop-on-failure --timeout 120 -R "$1" \
        >"$work/test.log" 2>&1
}

(cd "$work" && cmake --preset dev) >"$work/build.log" 2>&1 && build || {
    cat "$work/build.log" >&2
    fail "the tree does not build without a mutation"
}
run "$first" && run "$then" || {
    cat "$work/test.log" >&2
    fail "the tests fail without a mutation"
}

caught=0 alive=()
for name in "${names[@]}"; do
    patch=$PWD/tests/mutants/$name.patch
    [ -e "$patch" ] || fail "there is no mutant '$name'"
    patch -s -p1 -d "$work" <"$patch" || fail "$name does not apply any more: write it anew"
    build || {
        cat "$work/build.log" >&2
        fail "$name does not build: a mutant must be a legal program"
    }
    if run "$first" && run "$then" && prove_short; then
        alive+=("$name")
        echo "$name: ALIVE: $(head -n 1 "$patch")"
    else
        caught=$((caught + 1))
        by=$(sed -nE 's/.*Test +#[0-9]+: ([^ ]+) .*(Failed|Timeout|Exception).*/\1/p' \
            "$work/test.log" | sort -u | paste -sd' ')
        echo "$name: caught by ${by:-$(tail -n 1 "$work/test.log")}"
    fi
    patch -s -R -p1 -d "$work" <"$patch"
done
echo "mutants: $caught of ${#names[@]} caught${alive:+, alive: ${alive[*]}}"
[ ${#alive[@]} -le "$allow" ]
