#!/usr/bin/env bash
# Proves the scenarios that need no saga: S01 and S02 as transcripts, as they are and with a restart and
# a kill after every line; then the facts of S02 in many orders of arrival, each one to three times.
#
#   scenarios.sh [--rounds N] [--seed S]      1,000 orders of arrival from seed 1 on
#
# ORDERFLOW_BIN: a build folder to take the programs from; without it the release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

rounds=1000
seed=1
take_options -- "$@"
no_words

take_programs transcript shuffled

told=$("$ORDERFLOW_BIN/tests/transcripts/transcript" --restart-every-line \
    tests/transcripts/s01.txt tests/transcripts/s02.txt) || fail "${told:-the driver stopped}"
mixed=$("$ORDERFLOW_BIN/tests/transcripts/shuffled" --rounds "$rounds" --seed "$seed" \
    tests/transcripts/shuffled/s02.facts) || fail "${mixed:-the driver stopped}"
echo "scenarios: S01 and S02 as transcripts: $told; S02 shuffled and repeated: $mixed"
