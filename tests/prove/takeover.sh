#!/usr/bin/env bash
# Proves that a task changes hands without loss or repetition, on a real broker. In each round three
# processes of two workers share the work; one is stopped at an exact point, past its session timeout,
# one is killed, one joins; then the stopped one is woken, either while its transaction is still open
# and the successor waits, or when the successor has long gone on. Every third time a shard moves
# between the workers of one process instead, while the apply of the first is stalled. After each
# round the topics must equal those of a process that nobody disturbed (tests/prove/same.py).
#
#   takeover.sh [--rounds N] [--seed S]
#
# tests/prove/stop_at.c is what stops a process at its point. ORDERFLOW_BIN: a build folder to take the
# programs from; without it the release preset is built.
# rows: R71
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/engines.sh
. tests/prove/engines.sh

rounds=20
seed=1
take_options -- "$@"
no_words
draws=$seed

# The points, taken in turn; "moved" is the shard that moves within a process.
points=(before-offsets timers-after-offsets before-apply after-offsets moved timers-before-offsets
    after-commit)
names=(a b c)
partitions=6
session_ms=2000 heartbeat_ms=500
events=2500
backorders=30
rate=1500
round_ms=200000   # engine time of a round
write_ms=4000     # engine time after which committed rows are written to the store
creep_ms=28000    # how far it goes until they are: not as far as the first timer of a saga
step_ms=60000     # past both, and past the retries of all commands
steps=2
stall_ms=9000
poll_max_ms=4000  # who does not poll for so long is given up by the group

# A broker refuses records of more than an hour ahead of its own time.
clock_start=$((clock_start - rounds * round_ms))

prepare takeover
trap 'end_proof $?' EXIT

late=0 after=0 moved=0 committed=0 refused=0

segment() {
    feed_some --from $(($1 * events)) --count "$events" --bad 100 --backorders "$((1000 * $1)):$backorders" \
        --rate "$2"
}

# ---- what nobody disturbs ----

undisturbed() {
    local round step
    begin_run undisturbed
    start_engine alone
    await_tasks alone 60
    for ((round = 0; round < rounds; round++)); do
        set_clock $((round * round_ms))
        segment "$round" 0
        wait_feed
        drained 120 700
        for ((step = 1; step <= steps; step++)); do
            set_clock $((round * round_ms + step * step_ms))
            drained 60 700
        done
        dump "undisturbed-$round"
    done
    end_run
    comparison_can_fail undisturbed-0
}

# ---- stopping and waking ----

arm() {
    rm -f "$run/stop-$1/taken"
    echo "$2" >"$run/stop-$1/arm.made"
    mv "$run/stop-$1/arm.made" "$run/stop-$1/arm"
}

# await_taken NAME [POINT]: until it stopped at its point. Rows are written some time after their commit,
# so for that engine time goes on meanwhile.
await_taken() {
    local began=$SECONDS at_ms=0
    until [ -s "$run/stop-$1/taken" ]; do
        alive "$run" "$1" || fail "$1 ended instead of reaching its point; see its log"
        [ "$SECONDS" -lt $((began + 40)) ] || fail "$1 did not reach its point within 40 s"
        if [ "${2:-}" = before-apply ] && [ "$at_ms" -lt "$creep_ms" ] &&
            [ $((SECONDS - began)) -ge $((at_ms / 1000)) ]; then
            at_ms=$((at_ms + write_ms))
            set_clock $((round * round_ms + at_ms))
        fi
        sleep 0.02
    done
}

changes_of() {
    curl -fsS -m 2 "http://127.0.0.1:${ports[$1]}/metrics" 2>/dev/null |
        awk '$1 == "orderflow_changelog_records_total" { print $2 }'
}

# stream_through NAME: a segment begins to stream, and NAME has changed rows by it.
stream_through() {
    local deadline=$((SECONDS + 60)) before now
    before=$(changes_of "$1")
    segment "$round" "$rate"
    until now=$(changes_of "$1") && [ "${now:-0}" -ge $((before + 20)) ]; do
        [ "$SECONDS" -lt "$deadline" ] || fail "$1 changes nothing by what streams in"
        sleep 0.05
    done
}

is_stopped() {
    grep -q '^State:.*stopped' "/proc/$(<"$run/$1.pid")/status"
}

# await_line NAME SECONDS PATTERN: in its life.
await_line() {
    local deadline=$((SECONDS + $2))
    until this_life "$1" | grep -E "$3" >/dev/null; do
        revive "$1"
        [ "$SECONDS" -lt "$deadline" ] || {
            tail -n 12 "$run/$1.log" >&2
            fail "$1 does not say $3"
        }
        sleep 0.05
    done
}

# The group has given up the sleeper: the one that joined was given partitions, and waits for what the
# sleeper left open, or goes on.
past_session() {
    await_line "$1" 30 'ASSIGNED worker=[0-9]+ partitions=[1-9]'
    pause $((session_ms / 2))
}

wake() {
    is_stopped "$1" || fail "$1 does not sleep any more"
    kill -CONT "$(<"$run/$1.pid")"
}

# What became of the sleeper's transaction, in the client library's words.
fate_of() {
    local deadline=$((SECONDS + 30)) fate=
    if grep -qE 'before-apply|after-commit' "$run/stop-$1/taken"; then
        echo "its commit was done before"
        return
    fi
    until [ -n "$fate" ]; do
        fate=$(sed -nE 's/^then (commit: [A-Za-z_]+|offsets: [A-Z_]+) .*/\1/p' "$run/stop-$1/taken" |
            tail -n 1)
        [ "$SECONDS" -lt "$deadline" ] || fate="neither committed nor refused within 30 s"
        sleep 0.05
    done
    echo "$fate"
}

# ---- a round ----

sleeper_wakes() {
    local point=$1 sleeper=$2 killed=$3 added=$4 when fate
    finish "$run" "$added" TERM
    for name in "$sleeper" "$killed"; do
        alive "$run" "$name" || start_engine "$name"
    done
    every_task_runs 60
    case $point in
    timers-*)
        segment "$round" "$rate"
        wait_feed
        drained 120 700
        arm "$sleeper" "$point stop"
        set_clock $((round * round_ms + step_ms))
        ;;
    *)
        stream_through "$sleeper"
        arm "$sleeper" "$point stop"
        ;;
    esac
    await_taken "$sleeper" "$point"
    finish "$run" "$killed" KILL
    start_engine "$added"
    below 0 1
    if [ "$drawn" = 0 ]; then
        when="the successor waits or began" late=$((late + 1))
        past_session "$added"
    else
        when="the successor has gone on" after=$((after + 1))
        await_tasks "$added" 60
    fi
    wake "$sleeper"
    start_engine "$killed"
    fate=$(fate_of "$sleeper")
    told="$point: $sleeper slept, $killed killed, $added added, woken when $when; $fate"
    case $fate in
    "commit: done") committed=$((committed + 1)) ;;
    *:*) refused=$((refused + 1)) ;;
    esac
    if [ -n "$feeding" ]; then
        wait_feed
    fi
}

# The apply of one worker is stalled until the group has given its partitions to the other, which must
# wait for it.
shard_moves() {
    local before
    for name in "${names[@]}"; do
        finish "$run" "$name" TERM
    done
    kafka_lines=("  max.poll.interval.ms: $poll_max_ms")
    configure mover
    kafka_lines=()
    start_engine mover
    await_tasks mover 60
    lives_at[mover]=$(wc -l <"$run/mover.log")
    stream_through mover
    arm mover "before-apply stall $stall_ms"
    await_taken mover before-apply
    await_line mover 30 "ASSIGNED worker=[0-9]+ partitions=[1-9]"
    this_life mover >"$run/moved.log"
    grep -q '^over' "$run/stop-mover/taken" && fail "the stall ended before the partitions moved"
    until grep -q '^over' "$run/stop-mover/taken"; do
        before=$(tasks_run mover)
        sleep 0.05
    done
    [ "$before" -lt "$partitions" ] || fail "a shard ran in two workers at once"
    await_tasks mover 60
    wait_feed
    told="moved: $before of $partitions tasks ran before the stalled apply was over"
    moved=$((moved + 1))
}

one_round() {
    local point=${points[round % ${#points[@]}]} step told name figure
    set_clock $((round * round_ms))
    if [ "$point" = moved ]; then
        shard_moves
    else
        sleeper_wakes "$point" "${names[round % 3]}" "${names[(round + 1) % 3]}" \
            "${names[(round + 2) % 3]}"
    fi
    every_task_runs 60
    drained 120 700
    for ((step = 1; step <= steps; step++)); do
        set_clock $((round * round_ms + step * step_ms))
        drained 60 700
    done
    if alive "$run" mover; then
        finish "$run" mover TERM
    fi
    dump seen
    if same seen "undisturbed-$round" >"$work/same.out"; then
        equal=$((equal + 1))
    else
        cat "$work/same.out" >&2
    fi
    figure=$(tail -n 1 "$work/same.out")
    echo "round $round: $told; $figure"
}

undisturbed
begin_run disturbed
equal=0
for ((round = 0; round < rounds; round++)); do
    one_round
done
anew=$(cat "$run"/*.log | grep -a SHARD-ANEW | grep -vc 'there is no local state' || true)
end_run
echo "takeover: $equal of $rounds rounds equal to an undisturbed run ($late woken while the successor" \
    "waited or began, $after after it had gone on: $committed late commits, $refused refused; $moved" \
    "moved between workers), $anew local states given up, $aborts processes ended by themselves"
[ "$equal" = "$rounds" ] && [ "$anew" = 0 ]
