#!/usr/bin/env bash
# The generator refuses what the model has no shape for, and says what and where: gen_refuses.sh AVRO_GEN
set -euo pipefail
generator=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

refuses() {
    local wanted=$1 schema=$2 got
    printf '%s' "$schema" >"$folder/a.avsc"
    if got=$("$generator" "$folder" out "$folder/a.avsc" 2>&1); then
        echo "accepted, wanted: $wanted" >&2
        exit 1
    fi
    if [ "$got" != "avro_gen: $wanted" ]; then
        printf 'got:    %s\nwanted: %s\n' "$got" "avro_gen: $wanted" >&2
        exit 1
    fi
    [ ! -e "$folder/out.h" ]
}

record() {
    printf '{"type":"record","name":"A","namespace":"n","fields":[{"name":"f","type":%s}]}' "$1"
}

refuses 'a.avsc: in A: the model knows no union but null with one type' "$(record '["int","string"]')"
refuses 'a.avsc: in A: the model knows no union but null with one type' \
    "$(record '["null","int","string"]')"
refuses 'a.avsc: A contains itself' "$(record '["null","A"]')"
refuses 'a.avsc: in A: there is no type "B"' "$(record '"B"')"
refuses 'a.avsc: A needs a namespace' '{"type":"record","name":"A","fields":[]}'
refuses 'a.avsc: A has no fields' '{"type":"record","name":"A","namespace":"n","fields":[]}'
refuses 'a.avsc: "a-b" is not a valid name' \
    '{"type":"record","name":"A","namespace":"n","fields":[{"name":"a-b","type":"int"}]}'
refuses 'a.avsc: X needs a size between 1 and 1048576' \
    "$(record '{"type":"fixed","name":"X","size":-1}')"
refuses 'a.avsc: n.A is already defined in a.avsc' \
    "$(record '{"type":"record","name":"A","fields":[{"name":"g","type":"int"}]}')"
