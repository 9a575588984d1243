#!/usr/bin/env bash
# Everything beside the tests themselves: house style, format, the second compiler, the sanitizers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
    printf 'check: %s\n' "$*" >&2
    exit 1
}

# A sanitizer's report fails the run even where the test runner let it pass.
reports='ERROR: (Address|Leak|Thread)Sanitizer|WARNING: ThreadSanitizer|runtime error:'

# test_with PRESET [CTEST ARGUMENT...]
test_with() {
    local preset=$1 log="build/$1.ctest.log"
    shift
    ./run build "$preset"
    if ! ctest --preset "$preset" -j2 "$@" >"$log" 2>&1; then
        tail -n 60 "$log" >&2
        fail "tests of preset $preset failed"
    fi
    if grep -qE "$reports" "build/$preset/Testing/Temporary/LastTest.log"; then
        grep -nE -A20 "$reports" "build/$preset/Testing/Temporary/LastTest.log" | head -60 >&2
        fail "a sanitizer reported in preset $preset"
    fi
    printf 'check: %s: %s\n' "$preset" "$(grep 'tests passed' "$log")"
}

./run build dev
git ls-files | build/dev/tests/tidy . || fail "the house style is broken"
unformatted=$(git ls-files '*.c' '*.h' | grep -v '^avro/model' |
    xargs clang-format-14 --dry-run 2>&1 | grep -c 'warning: code should be' || true)
[ "$unformatted" = 0 ] || fail "$unformatted places are not formatted; ./run format mends them"
bash -n run .ci/run tests/*.sh tests/*/*.sh || fail "a script does not parse"

# What needs a broker has run with the dev build; here the same code meets other eyes.
./run build clang
printf 'check: clang builds without a warning\n'

# Threads of the embedded log; Criterion and librdkafka do not run under this sanitizer.
[ -e build/tsan/build.ninja ] || cmake --preset tsan >build/tsan.log
cmake --build build/tsan --target embedded_threads >build/tsan.log || { cat build/tsan.log >&2; fail "tsan"; }
build/tsan/tests/embedded/embedded_threads >build/tsan.out 2>&1 || { tail -n 60 build/tsan.out >&2; fail "tsan"; }
! grep -qE "$reports" build/tsan.out || { cat build/tsan.out >&2; fail "a race"; }
printf 'check: tsan: no race\n'

test_with asan --exclude-regex '_real$|_mock$|e2e|demo' --timeout 600
