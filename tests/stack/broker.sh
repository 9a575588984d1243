#!/usr/bin/env bash
# Starts and stops one real Kafka broker (KRaft, one node) on free ports of 127.0.0.1.
#
#   broker.sh start  [DIR [PROPERTY=VALUE...]]   ready when it returns; prints the bootstrap address
#   broker.sh kill   [DIR]                       kill -9; `start` then recovers the same broker
#   broker.sh stop   [DIR]                       orderly; the data stay
#   broker.sh remove [DIR]                       stops it and deletes the folder
#
# DIR holds everything of this broker; the default is orderflow-broker under ${TMPDIR:-/tmp}. A second
# start in the same DIR keeps ports, data and settings.
set -euo pipefail
# shellcheck source=tests/stack/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

configure() {
    local dir=$1 client controller
    shift
    client=$(free_port)
    controller=$(free_port)
    cat >"$dir/server.properties" <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAINTEXT://127.0.0.1:$client,CONTROLLER://127.0.0.1:$controller
controller.listener.names=CONTROLLER
log.dirs=$dir/data
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
# Tests of takeover would wait for minutes with the limits of production.
group.min.session.timeout.ms=1000
transaction.abort.timed.out.transaction.cleanup.interval.ms=500
# A killed broker comes back only when its registration has run out.
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
auto.create.topics.enable=false
log.cleaner.dedupe.buffer.size=16777216
PROPERTIES
    printf '%s\n' "$@" >>"$dir/server.properties"
    echo "127.0.0.1:$client" >"$dir/bootstrap"
}

java_of() {
    java -Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData \
        -cp "$lib/*" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn "$@"
}

format() {
    local id
    # An id that began with a dash would be taken for an option.
    id=A$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | cut -c 1-21)
    java_of kafka.tools.StorageTool format -t "$id" -c "$1/server.properties" \
        >"$1/format.log" 2>&1 || {
        cat "$1/format.log" >&2
        fail "could not format the storage of the broker"
    }
}

answers() {
    listening "${1##*:}" && timeout 10 kcat -b "$1" -L -m 5
}

start() {
    need java kcat
    local dir
    dir=$(run_folder "$1")
    shift
    if ! alive "$dir" broker; then
        lib=$("$stack_here/fetch.sh" kafka)/lib
        if [ ! -e "$dir/formatted" ]; then
            configure "$dir" "$@"
            format "$dir"
            touch "$dir/formatted"
        fi
        spawn "$dir" broker java -Xms256m -Xmx512m -XX:+UseSerialGC -XX:-UsePerfData -cp "$lib/*" \
            -Dorg.slf4j.simpleLogger.defaultLogLevel=warn kafka.Kafka "$dir/server.properties"
    fi
    await "$dir" broker 90 answers "$(<"$dir/bootstrap")"
    cat "$dir/bootstrap"
}

action=${1:-}
dir=$(realpath -m "${2:-${TMPDIR:-/tmp}/orderflow-broker}")
case $action in
start) start "$dir" "${@:3}" ;;
kill) finish "$dir" broker KILL ;;
stop) finish "$dir" broker TERM ;;
remove)
    # Its data go as well, so nothing is gained by letting it close its files first.
    finish "$dir" broker KILL
    remove_folder "$dir"
    ;;
*) fail "usage: broker.sh start|kill|stop|remove [DIR]" ;;
esac
