#!/usr/bin/env bash
# Proves that the order of arrival is nothing to the ledger: generated histories of one order, each told
# straight and six times shuffled with repeats, end equal; no law is broken on the way, and every break
# that is injected is named.
#
#   histories.sh [--rounds N] [--seed S] [--shuffles K]      10,000 histories from seed 1 on
#
# ORDERFLOW_BIN: a build folder to take the program from; without it the release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

take_programs histories
exec "$ORDERFLOW_BIN/tests/histories/histories" "$@"
