#!/usr/bin/env bash
# What orderflow costs on a real broker: one JSON line per case, then the same as a table.
#
# ORDERFLOW_BIN: a build folder to take the programs from; without it the release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
    cat <<'TEXT'
usage: ./run bench [--cases CASE,...] [OPTION...]

  --cases A,B      throughput, copy, latency-RATE, restart-1g, or any of them (default: all four, with
                   latency-500 and latency-5000); copy comes with throughput, which it is held against
  --records N      change events of the throughput case (default 200000)
  --repeats N      runs of the throughput case, engine and copy in turn, of which the medians are
                   printed (default 3)
  --memory MIB     budget of the engine (default 1024)
  --seconds N      of a latency case (default 20)
  --warm-up N      seconds of a latency case before these, not measured (default 20)
  --state MIB      of the restart case (default 1024)
  --rounds N       kills of the restart case (default 3)
  --partitions N   of the topology (default 4)
  --workers N      threads of the engine (default: one per core)
  --kafka YAML     further properties of librdkafka for the engine, such as 'producer.linger.ms: 0'
  --made-up        made-up orders instead of Olist's
  --short          every case in seconds: no measurement, but every figure must be there and plausible
  --profile FILE   perf's record of the engine in the throughput case, for perf report -i FILE
  --keep DIR       keep logs and the lines of every run in DIR

Each run has a broker of its own. Engine, feeder and copy loop are processes of their own; the copy
loop writes, hop by hop, the records and bytes that the run before it wrote, the changelog included.
TEXT
}

fail() {
    echo "bench: $*" >&2
    exit 1
}

cases=throughput,latency-500,latency-5000,restart-1g
repeats=3 short=false keep=
data=${ORDERFLOW_DATA:-}
options=()
while [ $# -gt 0 ]; do
    case $1 in
    --cases) cases=${2:?} && shift 2 ;;
    --repeats) repeats=${2:?} && shift 2 ;;
    --records | --memory | --seconds | --warm-up | --state | --rounds | --partitions | --workers | --kafka)
        options+=("$1" "${2:?}") && shift 2
        ;;
    --profile) options+=(--profile "$(realpath -m "${2:?}")") && shift 2 ;;
    --made-up) data= && shift ;;
    --short)
        short=true
        repeats=1
        options+=(--records 20000 --seconds 3 --warm-up 1 --state 8 --rounds 1)
        shift
        ;;
    --keep) keep=$(realpath -m "${2:?}") && shift 2 ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && fail "unknown argument '$1'" ;;
    esac
done
[ -z "$data" ] || options+=(--data "$(realpath "$data")")
command -v jq >/dev/null || fail "jq is missing; ./run installs it"

if [ -z "${ORDERFLOW_BIN:-}" ]; then
    ./run build release
    ORDERFLOW_BIN=build/release
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/orderflow-bench.XXXXXX")
finish() {
    local code=$?
    [ "$code" = 0 ] || tail -n 5 "$work"/*/engine.log "$work"/*/feed.log >&2 2>/dev/null || true
    if [ -n "$keep" ]; then
        mkdir -p "$keep"
        cp "$work/lines" "$keep/" 2>/dev/null || true
    fi
    [ ! -e "$work/broker" ] || tests/stack/broker.sh remove "$work/broker"
    rm -rf "$work"
}
trap finish EXIT

# run_case CASE: its lines go to $work/lines.
run_case() {
    local folder="$work/run" brokers
    mkdir "$folder"
    brokers=$(tests/stack/broker.sh start "$work/broker")
    "$ORDERFLOW_BIN/tests/bench/orderflow-bench" "$1" --brokers "$brokers" --folder "$folder" \
        "${options[@]}" >>"$work/lines" || fail "$1 did not finish"
    [ -z "$keep" ] || { mkdir -p "$keep" && cp "$folder/engine.log" "$keep/$1.log"; cp "$folder/plan" "$keep/" 2>/dev/null || true; }
    tests/stack/broker.sh remove "$work/broker" >/dev/null
    rm -rf "$folder"
}

touch "$work/lines"
IFS=, read -r -a wanted <<<"$cases"
for ((repeat = 0; repeat < repeats; repeat++)); do
    for name in "${wanted[@]}"; do
        if [ "$name" = throughput ] || { [ "$name" = copy ] && [[ ,$cases, != *,throughput,* ]]; }; then
            run_case throughput
        fi
    done
done
for name in "${wanted[@]}"; do
    case $name in
    throughput | copy) ;;
    latency-*) run_case "$name" ;;
    restart-1g) run_case restart ;;
    *) fail "there is no case '$name'" ;;
    esac
done

# One line per case: of several runs, the median of each figure.
jq -s -c 'def median: sort | .[(length - 1) / 2 | floor];
    reduce .[] as $line ([]; if any(.[]; .[0].case == $line.case)
        then map(if .[0].case == $line.case then . + [$line] else . end) else . + [[$line]] end)
    | .[] | . as $runs | .[0] | with_entries(.key as $k
        | if (.value | type) == "number" then .value = ([$runs[][$k]] | median) else . end)
    | . + {runs: ($runs | length)}' "$work/lines" >"$work/medians"
cat "$work/medians"

if [ "$short" = true ]; then
    jq -s -e 'def positive(f): all(f[]; type == "number" and . > 0);
        (map({(.case): .}) | add) as $c
        | ($c.throughput | positive([.records_per_s, .cpu_us_per_record, .rss_mb, .rocksdb_writes,
              .transactions, .transaction_ms, .commit_ms, .hop1_bytes, .hop2_bytes, .ratio_to_copy])
              and .ratio_to_copy < 2 and .commit_ms <= .transaction_ms)
          and ($c.copy | positive([.records_per_s, .cpu_us_per_record, .transactions]))
          and all($c["latency-500"], $c["latency-5000"];
              positive([.p50_ms, .p99_ms, .max_ms, .probes, .transactions]) and .p50_ms <= .p99_ms
              and .p99_ms <= .max_ms)
          and ($c.restart | positive([.first_commit_s, .first_commit_max_s, .state_mb]))' \
        "$work/medians" >/dev/null || fail "a figure is missing or cannot be true"
fi

jq -s -r '(["case", "records/s", "CPU us", "RSS MB", "trans.", "commit ms", "p50 ms", "p99 ms",
        "max ms", "to copy", "1st commit s"] | @tsv),
    (.[] | [.case, .records_per_s // "-", .cpu_us_per_record // "-", .rss_mb // "-",
        .transactions // "-", .commit_ms // "-", .p50_ms // "-", .p99_ms // "-", .max_ms // "-",
        .ratio_to_copy // "-", .first_commit_s // "-"] | @tsv)' "$work/medians" |
    column -t -s $'\t'
