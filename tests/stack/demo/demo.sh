#!/usr/bin/env bash
# 200 orders by SQL through the real systems: from an ERP's and a warehouse's tables over Debezium, the
# orderflow binary and the JDBC sink to an analyst's tables, with the source and the result side by side.
#
#   demo.sh DIR [ORDERS [SEED]]      DIR: the folder of a stack that is up
#
# Exits 0 only when the result holds exactly what the source says.
set -euo pipefail
# shellcheck source=tests/stack/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

# Not "dir": probes run inside await, which has one of its own.
stack=$(realpath -m "$1")
orders=${2:-200}
seed=${3:-1}
# Those in the tables before anything listens: they arrive as Debezium's snapshot.
snapshot=$((orders / 4))
[ -e "$stack/stack.env" ] || fail "no stack is up in $stack; run ./run stack up"
# shellcheck source=/dev/null
. "$stack/stack.env"
program=${ORDERFLOW_PROGRAM:-$checkout/build/release/topology/orderflow}
[ -x "$program" ] || fail "$program is missing; ./run stack builds it"
python=${ORDERFLOW_PYTHON:-python3}

say() {
    printf '%s\n' "$*"
}

sql() {
    "$stack_here/postgres.sh" sql "$stack/postgres" "$@"
}

live() {
    { printf '\\set seed %s\n\\set first %s\n\\set last %s\n' "$seed" "$1" "$2"
      cat "$stack_here/demo/orders.sql"; } | sql source >/dev/null
}

# Everything that an earlier demo on the same stack left is in the way of a comparison.
refuse_second() {
    [ ! -e "$stack/orderflow" ] || fail "this stack has run a demo already; ./run stack down, then up"
}

start_source() {
    echo 'CREATE DATABASE source' | sql
    echo 'CREATE DATABASE analyst' | sql
    sql source <"$stack_here/demo/tables.sql"
    sql source <"$stack_here/demo/truth.sql"
    live 1 "$snapshot"
    # A snapshot carries no history: of an order that was there before, what was ordered is what is
    # wanted now.
    sql source <<<'UPDATE demo.baseline b SET qty = l.net_qty FROM erp.order_line l
        WHERE (b.order_id, b.line) = (l.order_id, l.line)'
    "$stack_here/connect.sh" source "$stack/connect" erp "$REGISTRY" "$PGPORT" source cdc erp,wms
    "$stack_here/connect.sh" await "$stack/connect" erp
}

topics_there() {
    local there
    there=$(kcat -b "$BOOTSTRAP" -L -J -m 5 | jq -r '.topics[].topic | select(test("^cdc[.](erp|wms)[.]"))' |
        wc -l)
    [ "$there" -ge "$(sql source <<<"\\pset tuples_only
SELECT count(*) FROM pg_tables WHERE schemaname IN ('erp', 'wms')" | tr -dc 0-9)" ]
}

start_engine() {
    local home
    home=$(run_folder "$stack/orderflow")
    (umask 077 && echo demo >"$home/registry.password")
    sed "s|\.\./\.\./processors|$checkout/processors|" "$checkout/tests/e2e/orderflow.yaml" \
        >"$home/orderflow.yaml"
    export ORDERFLOW_BROKERS=$BOOTSTRAP ORDERFLOW_REGISTRY=$REGISTRY_URL ORDERFLOW_RUN=$home
    ORDERFLOW_HTTP_PORT=$(free_port)
    export ORDERFLOW_HTTP_PORT
    "$program" check -c "$home/orderflow.yaml"
    "$program" topics apply -c "$home/orderflow.yaml" >"$home/topics.log"
    # The engine reads the source topics that exist when it starts.
    await "$stack/connect" connect 60 topics_there
    spawn "$home" orderflow "$program" run -c "$home/orderflow.yaml"
    await "$home" orderflow 60 answers_http "http://127.0.0.1:$ORDERFLOW_HTTP_PORT/healthz"
}

# lists RECORD...: the fields of these records that are lists, which have no place in a column.
lists() {
    (cd "$checkout/avro/schemas" && printf '%s.avsc\0' "$@" |
        xargs -0 jq -rs '[.[].fields[] | select(.type.type? == "array") | .name] | join(",")')
}

start_sink() {
    "$stack_here/connect.sh" sink "$stack/connect" analyst "$REGISTRY" "$PGPORT" analyst \
        order-state,order-state.commercial,line-state "$(lists order_state order_commercial line_state)"
    "$stack_here/connect.sh" await "$stack/connect" analyst
}

compare() {
    "$python" "$stack_here/demo/compare.py" --source "$stack/orderflow/source" \
        --analyst "$stack/orderflow/analyst" "$@"
}

# export DATABASE SCHEMA: the two compared views, as CSV.
export_views() {
    local view
    mkdir -p "$stack/orderflow/$1"
    for view in orders lines; do
        echo "COPY (SELECT * FROM $2.compared_$view ORDER BY key) TO STDOUT (FORMAT csv, HEADER)" |
            sql "$1" >"$stack/orderflow/$1/$view.csv"
    done
}

tables_there() {
    echo "SELECT 'order_state'::regclass, 'order_state_commercial'::regclass,
        'line_state'::regclass" | sql analyst
}

# How many records the engine has taken in; it is quiet when the number stands still.
records_in() {
    curl -fsS -m 5 "http://127.0.0.1:$ORDERFLOW_HTTP_PORT/metrics" |
        awk '$1 == "orderflow_records_in_total" { print $2 }'
}

# What is under way comes to an end: nothing new in the engine and no difference, or 90 seconds.
wait_until_quiet() {
    local before=-1 now deadline=$((SECONDS + 90))
    await "$stack/connect" connect 90 tables_there
    sql analyst <"$stack_here/demo/analyst.sql"
    export_views source demo
    while [ "$SECONDS" -lt "$deadline" ]; do
        now=$(records_in)
        export_views analyst public
        if [ "$now" = "$before" ] && compare --quiet; then
            return
        fi
        before=$now
        sleep 1
    done
}

refuse_second
say "source: $snapshot orders in the tables, then Debezium"
start_source
say "orderflow: topics, then the engine"
start_engine
say "sink: order-state, its amounts and line-state into the analyst's database"
start_sink
say "source: $((orders - snapshot)) more orders while everything runs"
live $((snapshot + 1)) "$orders"
wait_until_quiet
"$python" "$stack_here/duckdb_load.py" --brokers "$BOOTSTRAP" --registry "$REGISTRY_URL" \
    "$stack/orderflow/analyst.duckdb"
say
say "one order, asked of the running engine:"
"$program" order -c "$stack/orderflow/orderflow.yaml" "E1:$((1000 + orders))"
say
dead=$(curl -fsS -m 5 "http://127.0.0.1:$ORDERFLOW_HTTP_PORT/metrics" |
    awk '$1 == "orderflow_dead_letters_total" { print $2 }')
say "dead letters: $dead"
compare --duckdb "$stack/orderflow/analyst.duckdb"
[ "$dead" = 0 ] || fail "records went to the dead letters (topic dlq.orderflow)"
