#!/usr/bin/env bash
# Starts and stops real Kafka brokers (KRaft) on free ports of 127.0.0.1: one, or ORDERFLOW_BROKERS, that
# then keep each record that many times.
#
#   broker.sh start  [DIR [PROPERTY=VALUE...]]   ready when it returns; prints the bootstrap addresses
#   broker.sh kill   [DIR [NODE]]                kill -9, of all or of one; `start` then recovers them
#   broker.sh stop   [DIR]                       orderly; the data stay
#   broker.sh remove [DIR]                       stops them and deletes the folder
#
# DIR holds all that is theirs; the default is orderflow-broker under ${TMPDIR:-/tmp}. A second start in
# the same DIR keeps nodes, ports, data and settings.
set -euo pipefail
# shellcheck source=tests/stack/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

configure() {
    local dir=$1 nodes=$2 node clients=() voters=() insync
    shift 2
    for ((node = 1; node <= nodes; node++)); do
        clients[node]=127.0.0.1:$(free_port)
        voters[node]=$node@127.0.0.1:$(free_port)
    done
    insync=$((nodes > 1 ? nodes - 1 : 1))
    for ((node = 1; node <= nodes; node++)); do
        cat >"$dir/$node.properties" <<PROPERTIES
process.roles=broker,controller
node.id=$node
controller.quorum.voters=$(IFS=, && echo "${voters[*]}")
listeners=PLAINTEXT://${clients[node]},CONTROLLER://${voters[node]#*@}
controller.listener.names=CONTROLLER
log.dirs=$dir/data-$node
default.replication.factor=$nodes
min.insync.replicas=$insync
offsets.topic.replication.factor=$nodes
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=$nodes
transaction.state.log.min.isr=$insync
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=$nodes
share.coordinator.state.topic.min.isr=$insync
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
        printf '%s\n' "$@" >>"$dir/$node.properties"
    done
    (IFS=, && echo "${clients[*]}") >"$dir/bootstrap"
}

java_of() {
    java -Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData \
        -cp "$lib/*" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn "$@"
}

format() {
    local dir=$1 nodes=$2 node id
    # An id that began with a dash would be taken for an option.
    id=A$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | cut -c 1-21)
    for ((node = 1; node <= nodes; node++)); do
        java_of kafka.tools.StorageTool format -t "$id" -c "$dir/$node.properties" \
            >"$dir/format.log" 2>&1 || {
            cat "$dir/format.log" >&2
            fail "could not format the storage of the broker"
        }
    done
    echo "$nodes" >"$dir/nodes"
}

nodes_of() {
    if [ -e "$1/nodes" ]; then seq "$(<"$1/nodes")"; fi
}

# answers NODES ADDRESSES: that many brokers know of each other.
answers() {
    local address
    for address in ${2//,/ }; do
        listening "${address##*:}" && timeout 10 kcat -b "$address" -L -m 5 |
            grep -q "^ $1 brokers:" || return 1
    done
}

start() {
    need java kcat
    local dir node
    dir=$(run_folder "$1")
    shift
    lib=$("$stack_here/fetch.sh" kafka)/lib
    if [ ! -e "$dir/nodes" ]; then
        configure "$dir" "${ORDERFLOW_BROKERS:-1}" "$@"
        format "$dir" "${ORDERFLOW_BROKERS:-1}"
    fi
    for node in $(nodes_of "$dir"); do
        alive "$dir" "broker-$node" ||
            spawn "$dir" "broker-$node" java -Xms256m -Xmx512m -XX:+UseSerialGC -XX:-UsePerfData \
                -cp "$lib/*" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn kafka.Kafka \
                "$dir/$node.properties"
    done
    for node in $(nodes_of "$dir"); do
        await "$dir" "broker-$node" 90 answers "$(<"$dir/nodes")" "$(<"$dir/bootstrap")"
    done
    cat "$dir/bootstrap"
}

# end DIR SIGNAL [NODE]
end() {
    local node
    for node in ${3:-$(nodes_of "$1")}; do
        finish "$1" "broker-$node" "$2" &
    done
    wait
}

action=${1:-}
dir=$(realpath -m "${2:-${TMPDIR:-/tmp}/orderflow-broker}")
case $action in
start) start "$dir" "${@:3}" ;;
kill) end "$dir" KILL "${3:-}" ;;
stop) end "$dir" TERM ;;
remove)
    # The data go as well, so nothing is gained by letting anybody close its files first.
    end "$dir" KILL
    remove_folder "$dir"
    ;;
*) fail "usage: broker.sh start|kill|stop|remove [DIR]" ;;
esac
