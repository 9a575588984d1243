#!/bin/sh
# Each file here has one fault: the compiler must refuse it, and say what its second line says.
# A source must compile once the fault is repaired, and so must the page without the added rows.
#
#   refused.sh SOURCE_FOLDER COMPILER FLAG...
set -u
root=$1
shift
here=$root/tests/refused
page=$(mktemp -d)
trap 'rm -rf "$page"' EXIT
mkdir "$page/topology"
failed=0

# compiles FILE FLAG...: what the compiler says is left in $said.
compiles() {
    file=$1
    shift
    said=$(LC_ALL=C "$@" -std=c2x -D_GNU_SOURCE -I"$page" -I"$root" -fsyntax-only "$file" 2>&1)
}

fault() {
    echo "$1: $2"
    printf '%s\n' "$said"
    failed=1
}

# is_refused FAULTY FILE COMPILER...: the message is on the second line of FAULTY.
is_refused() {
    faulty=$1
    wanted=$(sed -n '2s/^ \* refused: \(.*\) \*\/$/\1/p' "$faulty")
    shift
    if [ -z "$wanted" ]; then
        fault "$faulty" "does not say what it is refused for"
    elif compiles "$@"; then
        fault "$faulty" "not refused"
    elif ! printf '%s\n' "$said" | grep -q -- "$wanted"; then
        fault "$faulty" "expected: $wanted"
    fi
}

for file in "$here"/*.c; do
    compiles "$file" "$@" '-DFAULT(wrong, right)=right' || fault "$file" "wrong beyond its fault"
    is_refused "$file" "$file" "$@" '-DFAULT(wrong, right)=wrong'
done

compiles "$root/topology/topology.c" "$@" || fault topology.def "refused as it is"
for rows in "$here"/*.def; do
    cat "$root/topology/topology.def" "$rows" >"$page/topology/topology.def"
    is_refused "$rows" "$root/topology/topology.c" "$@"
done
exit $failed
