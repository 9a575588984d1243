# What the proofs on a real broker share: a broker per run, engines under a supervisor, a clock that the
# proof moves, and the end of a run. Sourced; the caller sets `work`, `partitions` and `workers`.
# shellcheck shell=bash

# shellcheck source=tests/stack/lib.sh
. tests/stack/lib.sh
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

partitions=4
workers=2
engine_names=()
kafka_lines=()
declare -A lives_at=() ports=()
# Engine time at the start of every run of a proof: equal runs write equal times.
clock_start=$(date +%s%3N)
endpoints=(erp crm finance wms.DC1)
states=(order-state order-state.commercial line-state shipment-state order-exceptions
    orders-per-channel fill-rate)
dumped=("${states[@]}" saga-log dlq.orderflow)

# prepare NAME PROGRAM...: takes the programs from ORDERFLOW_BIN, or builds the release preset.
prepare() {
    local name=$1
    need_data
    [ -n "${ORDERFLOW_PYTHON:-}" ] ||
        fail "run it through ./run prove, which brings the oracle's Python"
    take_programs
    bin=$(realpath "$ORDERFLOW_BIN")
    orderflow=$bin/topology/orderflow
    feed=$bin/tests/prove/feed
    probe=$bin/tests/prove/probe
    stop_at=$bin/tests/prove/libstop_at.so
    work=$(run_folder "$(mktemp -d "${TMPDIR:-/tmp}/orderflow-$name.XXXXXX")")
}

# below LEAST MOST: a number drawn from the proof's seed.
below() {
    draws=$(((draws * 6364136223846793005 + 1442695040888963407) & 0x7fffffffffffffff))
    drawn=$(($1 + (draws >> 20) % ($2 - $1 + 1)))
}

# pause MS
pause() {
    sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"
}

# feed_some OPTION...: events, in the background; `wait_feed` waits for their end.
feed_some() {
    "$feed" --brokers "$bootstrap" "${feed_registry[@]}" "$@" >"$run/feed.out" 2>&1 &
    feeding=$!
}

wait_feed() {
    wait "$feeding" || { cat "$run/feed.out" >&2 && fail "the events could not be fed"; }
    feeding=
}

# ---- the clock of the engines ----

# set_clock OFFSET_MS: engine time is clock_start + OFFSET, until it is moved again.
set_clock() {
    local ms=$((clock_start + $1)) bytes= i
    for ((i = 0; i < 8; i++)); do
        bytes+=$(printf '\\x%02x' $(((ms >> (8 * i)) & 255)))
    done
    # In place: the engines have it mapped. Eight bytes within a page are written at once.
    printf '%b' "$bytes" | dd of="$run/clock" bs=8 conv=notrunc status=none
}

# start_clock OFFSET_MS: from there on engine time goes as fast as ours, until stop_clock.
start_clock() {
    (
        close_descriptors
        exec "$ORDERFLOW_PYTHON" tests/prove/ticking.py "$run/clock" $((clock_start + $1))
    ) </dev/null >/dev/null 2>&1 &
    ticking=$!
}

stop_clock() {
    if [ -n "${ticking:-}" ]; then
        kill "$ticking" 2>/dev/null || true
        wait "$ticking" 2>/dev/null || true
    fi
    ticking=
}

# Engine time at which everything committed before is flushed: first it is written to the store by each
# worker, then it is time for a flush.
flush_ms=15000
move_to_flush() {
    set_clock 4000
    pause 700
    set_clock "$flush_ms"
}

# ---- a run: one broker, its topics, its engines ----

# begin_run NAME [BROKER PROPERTY...]
begin_run() {
    run=$work/runs/$1
    mkdir -p "$work/runs"
    mkdir "$run" # each in a folder of its own
    shift
    printf '\0\0\0\0\0\0\0\0' >"$run/clock"
    set_clock 0
    bootstrap=$(tests/stack/broker.sh start "$run/broker" "$@") || fail "the broker does not start"
    engine_names=()
    # The topics of the sources: without any, the engine refuses to start.
    feed_registry=(--schemas "$run/schemas")
    if [ -n "${registry_address:-}" ]; then
        feed_registry=(--registry "$registry_address")
    fi
    feed_some
    wait_feed
    configure any
    "$orderflow" topics apply -c "$run/any.yaml" >"$run/topics.log" 2>&1 || {
        cat "$run/topics.log" >&2
        fail "the topics could not be made"
    }
}

# configure NAME [YAML LINE...]: the configuration of one engine of this run.
configure() {
    local name=$1
    shift
    ports[$name]=$(free_port)
    {
        cat <<YAML
partitions: $partitions
kafka:
  bootstrap.servers: $bootstrap
  session.timeout.ms: ${session_ms:-6000}
  heartbeat.interval.ms: ${heartbeat_ms:-1000}
$(printf '%s\n' "${kafka_lines[@]}")
registry: {${registry:-directory: schemas}}
state: {directory: ${state_directory:-state-$name}}
memory: 320MiB
workers: $workers
slot: $name
http: 127.0.0.1:${ports[$name]}
intake: {mappings: [$PWD/processors/intake/reference]}
endpoints: [$(IFS=,; echo "${endpoints[*]}")]
YAML
        [ $# = 0 ] || printf '%s\n' "$@"
    } >"$run/$name.yaml"
}

# start_engine NAME: under the proof's clock; its log is $run/NAME.log, of all its lives.
start_engine() {
    local name=$1
    mkdir -p "$run/stop-$name"
    [ -e "$run/$name.yaml" ] || configure "$name"
    case " ${engine_names[*]} " in
    *" $name "*) ;;
    *) engine_names+=("$name") ;;
    esac
    touch "$run/$name.log"
    lives_at[$name]=$(wc -l <"$run/$name.log")
    spawn "$run" "$name" env LD_PRELOAD="$stop_at" STOP_AT_CLOCK="$run/clock" \
        STOP_AT_DIR="$run/stop-$name" "$orderflow" run -c "$run/$name.yaml"
}

# The lines of the log since the engine was started last.
this_life() {
    tail -n +$((${lives_at[$1]} + 1)) "$run/$1.log"
}

# How many partitions run in the engine's life; each counts once.
tasks_run() {
    this_life "$1" | awk '/TASK-RUNS/ && !seen[$4]++ { count++ } END { print count + 0 }'
}

all_tasks_run() {
    [ "$(tasks_run "$1")" = "$partitions" ]
}

# revive NAME: a supervisor's work. The client library may end the process by an assertion of its own;
# that is counted and told, not hidden.
aborts=0
revive() {
    local name=$1
    alive "$run" "$name" && return
    aborts=$((aborts + 1))
    tail -n 3 "$run/$name.log" >>"$work/ends"
    start_engine "$name"
}

# await_tasks NAME SECONDS: every task runs in this engine, which is restarted when it ends by itself.
await_tasks() {
    local name=$1 deadline=$((SECONDS + $2))
    until all_tasks_run "$name"; do
        revive "$name"
        [ "$SECONDS" -lt "$deadline" ] || {
            tail -n 15 "$run/$name.log" >&2
            fail "$name does not run all its tasks"
        }
        sleep 0.05
    done
}

# drained SECONDS [QUIET_MS]: the group read all there is, and nothing is written any more.
drained() {
    "$probe" drained "$bootstrap" orderflow "${2:-1000}" "$1" || {
        local name
        for name in "${engine_names[@]}"; do
            echo "--- $name" >&2
            tail -n 12 "$run/$name.log" >&2
        done
        fail "the inputs were not read to their ends within $1 s"
    }
}

# metric NAME: summed over the living engines.
metric() {
    local name sum=0 value
    for name in "${engine_names[@]}"; do
        alive "$run" "$name" || continue
        value=$(curl -fsS -m 2 "http://127.0.0.1:${ports[$name]}/metrics" 2>/dev/null |
            awk -v name="orderflow_$1" '$1 == name { print $2 }') || value=
        sum=$((sum + ${value:-0}))
    done
    echo "$sum"
}

# every_task_runs SECONDS: in some engine, and none is halted.
every_task_runs() {
    local deadline=$((SECONDS + $1))
    until [ "$(metric tasks_running)" = "$partitions" ]; do
        [ "$SECONDS" -lt "$deadline" ] || {
            "$probe" hidden "$bootstrap" >&2 || true
            fail "$(metric tasks_running) of $partitions tasks run, $(metric tasks_halted) are halted"
        }
        sleep 0.1
    done
}

# dump NAME: what the topics of this run say, to $work/dumps/NAME.
dump() {
    local endpoint topics=("${dumped[@]}")
    for endpoint in "${endpoints[@]}"; do
        topics+=("cmd.$endpoint")
    done
    rm -rf "${work:?}/dumps/$1"
    mkdir -p "$work/dumps/$1"
    "$probe" dump "$bootstrap" "$work/dumps/$1" "${topics[@]}"
    [ ! -e "$run/schemas" ] || cp -r "$run/schemas" "$work/dumps/$1/schemas"
}

# same A B [BUT]: both are dumps; prints the figures of the comparison.
same() {
    local one=$work/dumps/$1 other=$work/dumps/$2
    "$ORDERFLOW_PYTHON" tests/prove/same.py "$one" "${registry_address:-$one/schemas}" "$other" \
        "$other/schemas" "${@:3}"
}

# comparison_can_fail DUMP: `same` tells a record that is there twice, and a topic that lost its records.
comparison_can_fail() {
    local spoiled=$work/dumps/spoiled file
    for file in saga-log cmd.erp dlq.orderflow; do
        rm -rf "$spoiled"
        cp -r "$work/dumps/$1" "$spoiled"
        [ -s "$spoiled/$file.bin" ] || fail "the run has nothing in $file: the proof is empty"
        cat "$work/dumps/$1/$file.bin" >>"$spoiled/$file.bin"
        ! same spoiled "$1" >/dev/null || fail "the comparison does not see that $file repeats"
    done
    for file in "${states[@]}"; do
        [ -s "$work/dumps/$1/$file.bin" ] || continue
        rm -rf "$spoiled"
        cp -r "$work/dumps/$1" "$spoiled"
        : >"$spoiled/$file.bin"
        ! same spoiled "$1" >/dev/null || fail "the comparison does not see that $file is lost"
    done
    rm -rf "$spoiled"
}

end_run() {
    local name
    stop_clock
    for name in "${engine_names[@]}"; do
        if alive "$run" "$name"; then
            kill -CONT "$(<"$run/$name.pid")" 2>/dev/null || true
        fi
        finish "$run" "$name" KILL
    done
    engine_names=()
    tests/stack/broker.sh remove "$run/broker"
    rm -rf "${run:?}"
    run=
}

# end_proof CODE: of the exit.
end_proof() {
    local code=$1
    [ -z "${feeding:-}" ] || kill "$feeding" 2>/dev/null || true
    if [ -n "${run:-}" ]; then
        # To look into a failure: ORDERFLOW_KEEP names a folder that gets what the run left.
        if [ "$code" != 0 ] && [ -n "${ORDERFLOW_KEEP:-}" ]; then
            cp -r "$run" "$ORDERFLOW_KEEP" || true
        fi
        end_run
    fi
    # A process that was killed may still close a file while its folder goes.
    remove_folder "$work" 2>/dev/null || { sleep 1 && rm -rf "${work:?}"; }
}
