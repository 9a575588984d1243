#!/usr/bin/env bash
# Proves the promises under faults: whole processes of the engine, their state, log and clocks, under
# one seed each; every committed turn is held against the same turn without faults.
#
#   sim.sh [--rounds N] [--seed S]      default: 10,000 seeds from 1
#
# ORDERFLOW_BIN: a build folder to take the program from; without it the dev preset is built.
# rows: R71
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

fail() {
    echo "sim: $*" >&2
    exit 1
}

rounds=10000 seed=1
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) rounds=${2:?} && shift 2 ;;
    --seed) seed=${2:?} && shift 2 ;;
    *) fail "unknown argument '$1'" ;;
    esac
done

bin=${ORDERFLOW_BIN:-}
if [ -z "$bin" ]; then
    bin=build/dev
    cmake --preset dev >/dev/null
    cmake --build "$bin" --target sim >/dev/null || fail "the simulator does not build"
fi
exec "$bin/tests/sim/sim" --rounds "$rounds" --seed "$seed"
