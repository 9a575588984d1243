#!/usr/bin/env bash
# Proves that a kill -9 at any moment changes nothing: each transcript runs again and again with the
# engine killed at the first port call of every turn, then at the second, and so on to the last, and
# must write the same records each time.
#
#   kills.sh [--rounds N] [--seed S]      N transcripts, drawn by S; all of them without --rounds
#
# ORDERFLOW_BIN: a build folder to take the driver from; without it the release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

rounds=0
seed=1
take_options -- "$@"
no_words

take_programs transcript

mapfile -t files < <(find tests/transcripts -maxdepth 1 -name '*.txt' ! -name CMakeLists.txt | sort)
if [ "$rounds" -gt 0 ]; then
    mapfile -t files < <(printf '%s\n' "${files[@]}" |
        shuf --random-source=<(yes "$seed") -n "$rounds")
fi
figure=$("$ORDERFLOW_BIN/tests/transcripts/transcript" --kill-everywhere "${files[@]}") ||
    fail "${figure:-the driver stopped}"
echo "kills: transcripts killed at every port call of every turn: $figure"
