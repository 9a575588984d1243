#!/usr/bin/env bash
# Starts and stops a PostgreSQL cluster of our own on a free port of 127.0.0.1, ready for logical
# decoding; the system's cluster is not touched.
#
#   postgres.sh start  [DIR]            ready when it returns; prints a connection string
#   postgres.sh sql    [DIR] DATABASE   runs the SQL of standard input
#   postgres.sh stop   [DIR]            orderly; the data stay
#   postgres.sh remove [DIR]            stops it and deletes the folder
#
# The superuser is "postgres", and every local connection is trusted.
set -euo pipefail
# shellcheck source=tests/stack/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

binaries() {
    local folder
    folder=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    [ -x "$folder/initdb" ] || fail "PostgreSQL's server is missing (package postgresql)"
    echo "$folder"
}

# It refuses to run as root, so root runs it as its own user.
as_server() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

create() {
    local dir=$1 bin=$2 data=$1/data
    mkdir "$data"
    if [ "$(id -u)" = 0 ]; then
        chown postgres "$data"
        as_server test -x "$data" || fail "the user postgres may not enter $dir; choose another folder"
    fi
    as_server "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
        >"$dir/initdb.log" 2>&1 || {
        cat "$dir/initdb.log" >&2
        fail "initdb failed"
    }
    free_port >"$dir/port"
    cat >>"$data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
port = $(<"$dir/port")
unix_socket_directories = ''
wal_level = logical
timezone = 'UTC'
# The data of a test outlive a kill of the server, not a power cut.
fsync = off
SETTINGS
}

running() {
    as_server "$2/pg_ctl" -D "$1/data" status >/dev/null 2>&1
}

start() {
    local dir bin
    bin=$(binaries)
    dir=$(run_folder "$1")
    [ -d "$dir/data" ] || create "$dir" "$bin"
    running "$dir" "$bin" || (
        close_descriptors
        as_server "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/data/server.log" start
    ) </dev/null >"$dir/start.log" 2>&1 || {
        tail -n 15 "$dir/start.log" "$dir/data/server.log" >&2
        fail "PostgreSQL did not start; its last lines are above"
    }
    echo "host=127.0.0.1 port=$(<"$dir/port") user=postgres"
}

stop() {
    local dir=$1 bin
    [ -d "$dir/data" ] || return 0
    bin=$(binaries)
    ! running "$dir" "$bin" || as_server "$bin/pg_ctl" -D "$dir/data" -w -m "$2" stop >/dev/null
}

action=${1:-}
dir=$(realpath -m "${2:-${TMPDIR:-/tmp}/orderflow-postgres}")
case $action in
start) start "$dir" ;;
sql) psql -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(<"$dir/port")" -U postgres -d "${3:-postgres}" ;;
stop) stop "$dir" fast ;;
remove)
    stop "$dir" immediate
    remove_folder "$dir"
    ;;
*) fail "usage: postgres.sh start|sql|stop|remove [DIR]" ;;
esac
