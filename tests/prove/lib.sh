# What the proofs share: how they fail, their options, and where their programs come from. Sourced.
# shellcheck shell=bash

# The proof's name is its script's; a script of several proofs sets `proof`.
fail() {
    local name=${proof:-$(basename "$0" .sh)}
    echo "${name//_/-}: $*" >&2
    exit 1
}

# take_options NAME... -- ARGUMENT...: each --NAME N sets the variable NAME to the number N; every proof
# takes --rounds and --seed, also where it has no use for one. What else there is stays in `words`.
take_options() {
    local names=' rounds seed ' name
    words=()
    while [ "$1" != -- ]; do
        names+="$1 "
        shift
    done
    shift
    while [ $# -gt 0 ]; do
        name=${1#--}
        case $1 in
        --?*)
            [[ $names == *" $name "* ]] || fail "unknown argument '$1'"
            [[ ${2:-} =~ ^[0-9]+$ ]] || fail "$1 needs a number"
            printf -v "$name" %s "$2"
            shift 2
            ;;
        *) words+=("$1") && shift ;;
        esac
    done
}

no_words() {
    [ ${#words[@]} = 0 ] || fail "unknown argument '${words[0]}'"
}

# take_programs [TARGET...]: from ORDERFLOW_BIN, a build folder; without it from the release preset (or
# `preset`), of which the targets are built, or all.
take_programs() {
    local preset=${preset:-release}
    [ -z "${ORDERFLOW_BIN:-}" ] || return 0
    ORDERFLOW_BIN=build/$preset
    export ORDERFLOW_BIN
    { cmake --preset "$preset" && cmake --build "$ORDERFLOW_BIN" ${JOBS:+-j"$JOBS"} \
        ${1:+--target "$@"}; } >/dev/null || fail "the build failed; run ./run build $preset"
}

# The real data, of which the proof needs some.
need_data() {
    [ -e "${ORDERFLOW_DATA:-}/olist_orders_dataset.csv.zst" ] ||
        fail "the real data are not at ${ORDERFLOW_DATA:-(ORDERFLOW_DATA is not set)} (set ORDERFLOW_DATA)"
}
