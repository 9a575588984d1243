#!/usr/bin/env bash
# Proves that every implementation of the Kafka port gives the same answers: one suite on the embedded
# log and on a real broker, and, as the negative control, on librdkafka's mock cluster, which must fail
# each case of isolation, fencing and offsets.
#
#   conformance.sh [--rounds N] [--seed S] [embedded|real|mock]...      all three without a name
#
# --rounds: runs of the real part, and hundreds of seeds of the embedded one. ORDERFLOW_BIN: a build
# folder to take the programs from; without it the release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

rounds=1
take_options -- "$@"
parts=("${words[@]}")
for part in "${parts[@]}"; do
    [[ $part =~ ^(embedded|real|mock)$ ]] || fail "unknown argument '$part'"
done
[ ${#parts[@]} -gt 0 ] || parts=(embedded real mock)

take_programs embedded_conformance real_conformance
programs=$ORDERFLOW_BIN/tests/conformance

work=$(mktemp -d "${TMPDIR:-/tmp}/orderflow-conformance.XXXXXX")
finish() {
    [ ! -e "$work/broker" ] || tests/stack/broker.sh remove "$work/broker"
    rm -rf "$work"
}
trap finish EXIT

# prove_part NAME COMMAND...: shows the cases only when something is wrong, and adds to the figure.
prove_part() {
    local name=$1
    shift
    if ! "$@" >"$work/$name.out" 2>"$work/$name.err"; then
        grep -v '^ok ' "$work/$name.out" || true
        tail -n 20 "$work/$name.err" >&2
        fail "$name does not answer as it must"
    fi
    figure+=" $name $(sum_up "$work/$name.out");"
}

sum_up() {
    if grep -q '^mock:' "$1"; then
        sed -n 's/^mock: \([0-9]*\) of \([0-9]*\) .*/failed \1 of \2 that it must fail/p' "$1"
    else
        awk '/^ok /{ok++} /^FAIL /{bad++} END {printf "%d of %d passed", ok, ok + bad}' "$1"
    fi
}

real() {
    local address round
    # Its caller tests it, so that a failure here does not end the script by itself.
    address=$(tests/stack/broker.sh start "$work/broker") || return 1
    for ((round = 0; round < rounds; round++)); do
        "$programs/real_conformance" "$address" || return 1
    done
}

figure=conformance:
for part in "${parts[@]}"; do
    case $part in
    embedded) prove_part embedded "$programs/embedded_conformance" "" $((100 * rounds)) ;;
    real) prove_part real real ;;
    mock) prove_part mock "$programs/real_conformance" mock ;;
    esac
done
echo "${figure%;}"
