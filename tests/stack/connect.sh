#!/usr/bin/env bash
# Starts and stops a Kafka Connect worker with Debezium's PostgreSQL source, its JDBC sink and the Avro
# converter, and sets connectors up in it.
#
#   connect.sh start  DIR BOOTSTRAP              ready when it returns; prints its address
#   connect.sh source DIR NAME REGISTRY PORT DATABASE PREFIX SCHEMA,SCHEMA...
#                       every table of the schemas to topic PREFIX.SCHEMA.TABLE, as Debezium envelopes
#   connect.sh sink   DIR NAME REGISTRY PORT DATABASE TOPIC,TOPIC... [FIELD,FIELD...]
#                       each topic to a table of its name, - and . as _, upserted by its text key in column
#                       "key"; nested records become columns a_b, the named fields are left out
#   connect.sh await  DIR NAME                   until the connector and its tasks run
#   connect.sh remove DIR                        stops it and deletes the folder
#
# REGISTRY is the registry's address without a path, PORT the port of PostgreSQL on 127.0.0.1.
set -euo pipefail
# shellcheck source=tests/stack/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

configure() {
    local dir=$1 bootstrap=$2 port
    port=$(free_port)
    mkdir -p "$dir/plugins"
    ln -sfn "$("$stack_here/fetch.sh" debezium)/debezium-connector-postgres" "$dir/plugins/debezium"
    ln -sfn "$("$stack_here/fetch.sh" sink)/debezium-connector-jdbc" "$dir/plugins/sink"
    ln -sfn "$("$stack_here/fetch.sh" converter)/lib" "$dir/plugins/converter"
    cat >"$dir/connect.properties" <<PROPERTIES
bootstrap.servers=$bootstrap
group.id=connect
config.storage.topic=connect-configs
config.storage.replication.factor=1
offset.storage.topic=connect-offsets
offset.storage.partitions=1
offset.storage.replication.factor=1
status.storage.topic=connect-status
status.storage.partitions=1
status.storage.replication.factor=1
exactly.once.source.support=enabled
key.converter=org.apache.kafka.connect.json.JsonConverter
value.converter=org.apache.kafka.connect.json.JsonConverter
listeners=http://127.0.0.1:$port
rest.advertised.host.name=127.0.0.1
plugin.path=$dir/plugins
# The converter has no service file.
plugin.discovery=hybrid_warn
offset.flush.interval.ms=1000
PROPERTIES
    echo "http://127.0.0.1:$port" >"$dir/address"
}

start() {
    need java curl jq
    local dir lib
    dir=$(run_folder "$1")
    if ! alive "$dir" connect; then
        lib=$("$stack_here/fetch.sh" connect)/lib
        [ -e "$dir/connect.properties" ] || configure "$dir" "$2"
        spawn "$dir" connect java -Xms128m -Xmx512m -XX:+UseSerialGC -XX:-UsePerfData -cp "$lib/*" \
            -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
            org.apache.kafka.connect.cli.ConnectDistributed "$dir/connect.properties"
    fi
    await "$dir" connect 120 answers_http "$(<"$dir/address")/connectors"
    cat "$dir/address"
}

# The converter of keys and values: Confluent's wire format with the ids of the Confluent API.
converters() {
    jq -n --arg registry "$1/apis/registry/v2" '
        ["key", "value"] | map((. + ".converter") as $converter | {
            ($converter): "io.apicurio.registry.utils.converter.AvroConverter",
            ($converter + ".apicurio.registry.url"): $registry,
            ($converter + ".apicurio.registry.auto-register"): "true",
            ($converter + ".apicurio.registry.find-latest"): "true",
            ($converter + ".apicurio.registry.as-confluent"): "true",
            ($converter + ".apicurio.registry.use-id"): "contentId",
            ($converter + ".apicurio.registry.headers.enabled"): "false"
        }) | add'
}

# put DIR NAME: creates or changes the connector whose settings come in as JSON.
put() {
    local answer
    answer=$(curl -sS -m 60 -X PUT -H 'Content-Type: application/json' --data @- \
        "$(<"$1/address")/connectors/$2/config")
    jq -e .config >/dev/null <<<"$answer" || fail "connector $2 was refused: $answer"
}

source_connector() {
    local dir=$1 name=$2 registry=$3 port=$4 database=$5 prefix=$6 schemas=$7
    converters "$registry" | jq --arg port "$port" --arg database "$database" \
        --arg prefix "$prefix" --arg schemas "$schemas" --arg slot "${name//[^a-z0-9_]/_}" '. + {
        "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
        "tasks.max": "1",
        "database.hostname": "127.0.0.1",
        "database.port": $port,
        "database.user": "postgres",
        "database.password": "postgres",
        "database.dbname": $database,
        "topic.prefix": $prefix,
        "schema.include.list": $schemas,
        "slot.name": $slot,
        "plugin.name": "pgoutput",
        "publication.name": $slot,
        "publication.autocreate.mode": "filtered",
        "provide.transaction.metadata": "true",
        "heartbeat.interval.ms": "1000",
        "decimal.handling.mode": "precise",
        "tombstones.on.delete": "true",
        "topic.creation.default.partitions": "4",
        "topic.creation.default.replication.factor": "1",
        "exactly.once.support": "requested"
    }' | put "$dir" "$name"
}

sink_connector() {
    local dir=$1 name=$2 registry=$3 port=$4 database=$5 topics=$6 dropped=${7:-}
    converters "$registry" | jq --arg topics "$topics" --arg dropped "$dropped" \
        --arg url "jdbc:postgresql://127.0.0.1:$port/$database" '
        with_entries(select(.key | startswith("key.") | not)) + {
        "connector.class": "io.debezium.connector.jdbc.JdbcSinkConnector",
        "tasks.max": "1",
        "topics": $topics,
        "connection.url": $url,
        "connection.username": "postgres",
        "connection.password": "postgres",
        "insert.mode": "upsert",
        "quote.identifiers": "true",
        "delete.enabled": "true",
        "primary.key.mode": "record_key",
        "primary.key.fields": "key",
        "key.converter": "org.apache.kafka.connect.storage.StringConverter",
        "schema.evolution": "basic",
        "transforms": "key,drop,flatten,name",
        "transforms.key.type": "org.apache.kafka.connect.transforms.HoistField$Key",
        "transforms.key.field": "key",
        "transforms.drop.type": "org.apache.kafka.connect.transforms.ReplaceField$Value",
        "transforms.drop.exclude": $dropped,
        "transforms.flatten.type": "org.apache.kafka.connect.transforms.Flatten$Value",
        "transforms.flatten.delimiter": "_",
        "transforms.name.type": "org.apache.kafka.connect.transforms.RegexRouter",
        "transforms.name.regex": "([^-]*)-([^-]*)",
        "transforms.name.replacement": "$1_$2",
        "consumer.override.isolation.level": "read_committed",
        "consumer.override.auto.offset.reset": "earliest"
    }' | put "$dir" "$name"
}

# states DIR NAME: the connector's state and those of its tasks, one per line.
states() {
    curl -sS -m 5 "$(<"$1/address")/connectors/$2/status" |
        jq -r 'if .connector then .connector.state, (.tasks[].state) else empty end'
}

await_running() {
    local dir=$1 name=$2 deadline=$((SECONDS + 90)) now
    while :; do
        now=$(states "$dir" "$name" 2>/dev/null | sort | uniq -c | tr -s ' \n' ' ')
        case $now in
        *FAILED*)
            curl -sS -m 5 "$(<"$dir/address")/connectors/$name/status" |
                jq -r '.connector.trace, .tasks[].trace | select(.)' |
                grep -v '^[[:space:]]*at ' | tail -n 10 >&2
            fail "connector $name failed; why is above"
            ;;
        ' '[2-9]' RUNNING ') return ;;
        esac
        [ "$SECONDS" -lt "$deadline" ] || fail "connector $name does not run: ${now:-unknown}"
        sleep 0.2
    done
}

[ $# -ge 2 ] || fail "usage: connect.sh start|source|sink|await|remove DIR ..."
action=$1
dir=$(realpath -m "$2")
shift 2
case $action in
start) start "$dir" "${1:?the broker\'s address is missing}" ;;
source)
    [ $# -eq 6 ] || fail "source needs 6 arguments after DIR"
    source_connector "$dir" "$@"
    ;;
sink)
    [ $# -ge 5 ] && [ $# -le 7 ] || fail "sink needs 5 to 7 arguments after DIR"
    sink_connector "$dir" "$@"
    ;;
await) await_running "$dir" "${1:?the connector\'s name is missing}" ;;
remove)
    finish "$dir" connect KILL
    remove_folder "$dir"
    ;;
*) fail "usage: connect.sh start|source|sink|await|remove DIR ..." ;;
esac
