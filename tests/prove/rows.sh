#!/usr/bin/env bash
# Shows which requirement has a test that names it, and how that test ended last; the last line counts.
# It runs no test: results are those of the last ctest of the dev build, and of the proofs run before.
#
#   rows.sh [--rounds N] [--seed S]      both are of no consequence here
#
# ORDERFLOW_BIN: the build folder to ask; without it the dev preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [ -z "${ORDERFLOW_BIN:-}" ]; then
    ./run build dev
    ORDERFLOW_BIN=build/dev
fi
exec python3 tests/rows/rows.py report "$ORDERFLOW_BIN"
