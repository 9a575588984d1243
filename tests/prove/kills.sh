#!/usr/bin/env bash
# Proves that a kill -9 at any moment changes nothing: each transcript runs again and again with the
# engine killed at the first port call of every turn, then at the second, and so on to the last, and
# must write the same records each time.
#
#   kills.sh [--rounds N] [--seed S]      N transcripts, drawn by S; all of them without --rounds
#
# ORDERFLOW_BIN: a build folder to take the driver from; without it the release preset is built.
# rows: R71
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

fail() {
    echo "kills: $*" >&2
    exit 1
}

rounds=0
seed=1
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) rounds=${2:?--rounds needs a number} && shift 2 ;;
    --seed) seed=${2:?--seed needs a number} && shift 2 ;;
    *) fail "unknown argument '$1'" ;;
    esac
done

if [ -z "${ORDERFLOW_BIN:-}" ]; then
    ORDERFLOW_BIN=build/release
    { cmake --preset release && cmake --build --preset release --target transcript; } >/dev/null ||
        fail "the build failed"
fi

mapfile -t files < <(find tests/transcripts -maxdepth 1 -name '*.txt' ! -name CMakeLists.txt | sort)
if [ "$rounds" -gt 0 ]; then
    mapfile -t files < <(printf '%s\n' "${files[@]}" |
        shuf --random-source=<(yes "$seed") -n "$rounds")
fi
figure=$("$ORDERFLOW_BIN/tests/transcripts/transcript" --kill-everywhere "${files[@]}") ||
    fail "${figure:-the driver stopped}"
echo "kills: transcripts killed at every port call of every turn: $figure"
