#!/usr/bin/env bash
# The orders of the event log, through the whole topology on a real broker, against the oracle. Exits
# with 77 (skipped) without the data or the oracle's Python; with CI=true that is a failure.
# rows: R13 R39 R85
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

absent() {
    echo "eventlog: $*: skipped"
    [ "${CI:-}" = true ] && exit 1
    exit 77
}

# ctest runs it from the build folder, so a relative path is that of ./run.
ORDERFLOW_DATA=$(realpath -m "${ORDERFLOW_DATA:-../shared/data}")
export ORDERFLOW_DATA
[ -e "$ORDERFLOW_DATA/olist_orders_dataset.csv.zst" ] || absent "no real data at $ORDERFLOW_DATA"
[ -n "${ORDERFLOW_PYTHON:-}" ] || absent "no Python with fastavro and duckdb (./run test brings it)"
exec tests/prove/replay.sh eventlog --cuts 1 real
