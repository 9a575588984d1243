#!/usr/bin/env bash
# Proves the promises under faults: whole processes of the engine, their state, log and clocks, under
# one seed each; every committed turn is held against the same turn without faults.
#
#   sim.sh [--rounds N] [--seed S]      default: 10,000 seeds from 1
#
# ORDERFLOW_BIN: a build folder to take the program from; without it the dev preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

rounds=10000 seed=1
take_options -- "$@"
no_words

preset=dev take_programs sim
exec "$ORDERFLOW_BIN/tests/sim/sim" --rounds "$rounds" --seed "$seed"
