#!/usr/bin/env bash
# Proves that a kill -9 of the engine costs nothing but the time to resume, on a real broker: it is
# killed at random moments while Olist streams in, while backorders begin their sagas and while their
# timers fire, some of the times in the middle of a resume. Each resume must start where the local
# state was flushed and read no more than what was written since; the run must end equal to one that
# nobody disturbed (tests/prove/same.py says what equal is).
#
#   kill.sh [--rounds N] [--seed S]
#
# --rounds: kills. They come in batches of 17 at most, each with a broker, a part of Olist and an
# undisturbed run of its own. ORDERFLOW_BIN: a build folder to take the programs from; without it the
# release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/engines.sh
. tests/prove/engines.sh

rounds=50
seed=1
take_options -- "$@"
no_words
draws=$seed

batch_kills=17
first_events=400  # what the first flush holds
rate=2000         # events per second while it is killed
late_events=2000  # with the backorders
backorders=40
steps=4           # of engine time, each past the retries of all commands
step_ms=40000
saga_ms=600000    # engine time of the backorders: later than any stream ends

prepare kill
trap 'end_proof $?' EXIT

kills=0 good=0 early=0 restores=0 replayed=0 figures=

flushed() {
    "$probe" flushed "$run/state-main"
}

# Every task of this life began where the state was flushed, and read no further than what was
# written since. A shard that is read anew is a full restore.
check_resume() {
    local anew
    anew=$(this_life main | grep -c SHARD-ANEW || true)
    restores=$((restores + anew))
    "$probe" ends "$bootstrap" orderflow-changelog >"$run/ends"
    this_life main | grep TASK-RUNS | awk -v flushed="$run/flushed" -v ends="$run/ends" '
        BEGIN {
            while ((getline line <flushed) > 0) { split(line, f, " "); from[f[1]] = f[2] }
            while ((getline line <ends) > 0) { split(line, f, " "); end[f[1]] = f[2] }
        }
        {
            for (i = 1; i <= NF; i++) { split($i, f, "="); is[f[1]] = f[2] }
            p = is["partition"]
            if (!(p in from) || is["from"] < from[p] || (!(p in seen) && is["from"] != from[p]) ||
                is["changelog"] > end[p] || is["replayed"] > is["changelog"] - is["from"]) {
                print "flushed " from[p] ", end " end[p] ": " $0 >"/dev/stderr"
                bad = 1
            }
            seen[p] = 1
            sum += is["replayed"]
        }
        END { print sum + 0; exit bad }' >"$run/replayed" || return 1
    replayed=$((replayed + $(<"$run/replayed")))
    [ "$anew" = 0 ]
}

# kill_and_resume: once more while it resumes, one time in five.
kill_and_resume() {
    local verdict=ok
    finish "$run" main KILL
    kills=$((kills + 1)) left=$((left - 1))
    below 1 5
    if [ "$drawn" = 1 ] && [ "$left" -gt 0 ]; then
        start_engine main
        below 0 900
        pause "$drawn"
        finish "$run" main KILL
        kills=$((kills + 1)) early=$((early + 1)) left=$((left - 1))
    fi
    flushed >"$run/flushed"
    start_engine main
    await_tasks main 60
    check_resume || verdict=bad
    if [ "$verdict" = ok ]; then
        good=$((good + 1))
    else
        echo "kill: kill $kills of seed $seed did not resume from its local state" >&2
        this_life main | grep -E 'SHARD-ANEW|TASK-' >&2
    fi
}

begin_stream() {
    begin_run "$1"
    start_engine main
    await_tasks main 60
    feed_some --from "$from" --count "$first_events" --bad 50
    wait_feed
    drained 60 500
    move_to_flush
}

await_first_flush() {
    local deadline=$((SECONDS + 20))
    until [ "$(flushed 2>/dev/null | wc -l)" = "$partitions" ]; do
        [ "$SECONDS" -lt "$deadline" ] || fail "the first flush does not come"
        sleep 0.1
    done
}

# The sagas of the backorders: engine time goes in steps, the same in both runs.
# end_stream BATCH KILLS_WHILE_FED KILLS_WHILE_TIMERS_FIRE
end_stream() {
    local batch=$1 step
    set_clock "$saga_ms"
    feed_some --from $((from + first_events + fed)) --count "$late_events" --bad 100 \
        --rate $(($2 > 0 ? rate : 0)) --backorders $((1000 * batch)):"$backorders"
    if [ "$2" -gt 0 ] && [ "$left" -gt 0 ]; then
        pause 1500 # it reads the data first
        below 0 900
        pause "$drawn"
        kill_and_resume
    fi
    wait_feed
    drained 60
    for ((step = 1; step <= steps; step++)); do
        set_clock $((saga_ms + step * step_ms))
        if [ "$step" -le "$3" ] && [ "$left" -gt 0 ]; then
            below 0 500
            pause "$drawn"
            kill_and_resume
        fi
        drained 60
    done
}

# disturbed BATCH KILLS
disturbed() {
    local late=$(($2 > 2 ? 1 : 0)) timed=$(($2 > 4 ? 2 : $2 > 1 ? 1 : 0))
    left=$2
    begin_stream disturbed
    await_first_flush
    start_clock "$flush_ms"
    feed_some --from $((from + first_events)) --count 600000 --rate "$rate" --bad 500
    pause 1500
    while [ "$left" -gt $((late + timed)) ]; do
        below 0 2500
        pause "$drawn"
        kill_and_resume
    done
    kill -0 "$feeding" || fail "the stream ended before the kills"
    kill -TERM "$feeding"
    wait_feed
    fed=$(sed -n 's/^fed \([0-9]*\) events$/\1/p' "$run/feed.out")
    drained 120 500
    stop_clock
    end_stream "$1" "$late" "$timed"
    dump disturbed-dump
    end_run
}

undisturbed() {
    left=0
    begin_stream undisturbed
    feed_some --from $((from + first_events)) --count "$fed" --bad 500
    wait_feed
    drained 120 500
    end_stream "$1" 0 0
    dump undisturbed-dump
    end_run
    comparison_can_fail undisturbed-dump
}

equal=0 batches=0
for ((batch = 0; kills < rounds; batch++)); do
    from=$((batch * 200000))
    disturbed "$batch" $((rounds - kills < batch_kills ? rounds - kills : batch_kills))
    undisturbed "$batch"
    batches=$((batches + 1))
    if same disturbed-dump undisturbed-dump >"$work/same.out"; then
        equal=$((equal + 1))
    else
        cat "$work/same.out" >&2
    fi
    figures=$(tail -n 1 "$work/same.out")
    echo "batch $batch: $fed events streamed, $kills kills so far; $figures"
done
echo "kill: $kills kills, $early of them in the middle of a resume; $good of $((kills - early)) resumes" \
    "from local state, $restores full restores, $replayed changelog records replayed, $aborts ends by an assertion of" \
    "the client library, $equal of $batches runs equal to an undisturbed one"
[ "$good" = $((kills - early)) ] && [ "$restores" = 0 ] && [ "$equal" = "$batches" ]
