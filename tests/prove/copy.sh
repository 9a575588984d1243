#!/usr/bin/env bash
# Proves exactly-once through librdkafka on a real broker: three workers copy records in transactions
# while they are closed, abort, abandon transactions, and the broker is killed (-9) and restarted twice.
#
#   copy.sh [--rounds N] [--seed S]
#
# librdkafka 2.0.2 has assertions of its own that a dying broker can trip (txn_req_cnt > 0 when a
# registration of partitions is in flight). They end the process, which is told apart from a loss.
#
# ORDERFLOW_BIN: a build folder to take the program from; without it the release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

rounds=1
seed=1
records=60000
take_options -- "$@"
no_words

take_programs real_copy

work=$(mktemp -d "${TMPDIR:-/tmp}/orderflow-copy.XXXXXX")
killer=
finish() {
    [ -z "$killer" ] || kill "$killer" 2>/dev/null || true
    tests/stack/broker.sh remove "$work/broker"
    rm -rf "$work"
}
trap finish EXIT

address=$(tests/stack/broker.sh start "$work/broker")
for ((round = 0; round < rounds; round++)); do
    (
        for _ in 1 2; do
            sleep 6
            tests/stack/broker.sh kill "$work/broker"
            tests/stack/broker.sh start "$work/broker" >/dev/null
        done
    ) &
    killer=$!
    "$ORDERFLOW_BIN/tests/conformance/real_copy" "$address" "$records" $((seed + round)) \
        >"$work/out" 2>"$work/err" || {
        code=$?
        cat "$work/out"
        tail -n 20 "$work/err" >&2
        [ "$code" -le 128 ] || fail "seed $((seed + round)): a signal ended the copier ($code)"
        fail "seed $((seed + round)) lost or repeated records"
    }
    wait "$killer" || fail "the broker did not come back"
    killer=
done
echo "copy: $rounds rounds of $records records, every one exactly once"
