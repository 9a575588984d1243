#!/usr/bin/env bash
# Builds every fuzzer and runs each for so many seconds: fuzz.sh [SECONDS]. Findings stay in build/fuzz.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-30}
build=build/fuzz

if [ ! -e "$build/build.ninja" ]; then
    mkdir -p "$build"
    cmake -S . -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang-14 -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DORDERFLOW_SANITIZE=address,undefined,fuzzer-no-link -DORDERFLOW_FUZZ=ON >"$build.log"
fi
targets=$(sed -n 's/^orderflow_fuzzer(\([a-z_]*\).*/\1/p' tests/fuzz/CMakeLists.txt)
# shellcheck disable=SC2086
cmake --build "$build" ${JOBS:+-j"$JOBS"} --target $targets >"$build.log" 2>&1 ||
    { cat "$build.log" >&2; exit 1; }

# The first inputs: schemas we have, alone and with a few bytes behind them, mappings, and one of each
# other kind.
seed() {
    local corpus=$1 schema
    mkdir -p "$corpus"
    for schema in avro/schemas/*.avsc tests/unit/schemas/*.avsc; do
        cp "$schema" "$corpus/$(basename "$schema")"
        { cat "$schema"; printf '\0\2\4ab\0\0\0\0\0\0\0\0'; } >"$corpus/$(basename "$schema").bytes"
    done
    for schema in processors/intake/reference/*.yaml; do
        { sed 's/^topics:.*/topics: t/; s/^envelope: debezium-avro/envelope: debezium-json/
            s/^envelope: avro/envelope: json/' "$schema"
          printf '\0{"op":"c","after":{"order_id":"1","line":"1"},"source":{"lsn":1}}'
        } >"$corpus/$(basename "$schema")"
    done
    printf '\0\4L1\2\2\1\2\2' >"$corpus/fixed"
    sed 's/\${[A-Z_]*}/x/g' tests/e2e/orderflow.yaml >"$corpus/orderflow.yaml"
    printf '{"op":"u","before":null,"after":{"order_id":"1","line":"1","qty":"1.5"},"source":%s}' \
        '{"lsn":7,"ts_ms":1772438400000,"snapshot":"false"}' | sed 's/^/\x06/' >"$corpus/envelope"
    printf '{"offer":"O","version":1,"order":"E1:1","line":"1","site":"S","qty":2,"kind":"ON_HAND"}' |
        sed 's/^/\x03/' >"$corpus/row"
    printf '\0a,1,x,1.5\n"b","1","x ""y""\nz",\nc,1,x,?\n' >"$corpus/lines"
    # Valid values of random schemas, where the Python of the oracles is at hand.
    if "${ORDERFLOW_PYTHON:-false}" -c 'import fastavro' 2>/dev/null; then
        "$ORDERFLOW_PYTHON" tests/evolution/pairs.py 300 7 | "$ORDERFLOW_PYTHON" -c '
import json, sys
for i, line in enumerate(sys.stdin):
    pair = json.loads(line)
    with open(f"{sys.argv[1]}/pair{i}", "wb") as out:
        out.write(pair["writer"].encode() + b"\0" + bytes.fromhex(pair["bytes"]))' "$corpus"
    fi
}

for target in $targets; do
    corpus="$build/corpus/$target"
    [ -d "$corpus" ] || seed "$corpus"
    if ! "$build/tests/fuzz/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
        -max_len=20000 -artifact_prefix="$build/$target-" -print_final_stats=1 "$corpus" \
        >"$build/$target.log" 2>&1; then
        tail -40 "$build/$target.log" >&2
        echo "$target: failed; the input is in $build" >&2
        exit 1
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$target.log")
    printf '%s: %s inputs in %s s, nothing found\n' "$target" "$runs" "$seconds"
done
