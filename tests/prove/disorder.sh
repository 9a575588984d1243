#!/usr/bin/env bash
# Proves that neither order nor repetition changes the outcome: every record comes one to three
# times, in an order drawn by the seed. The transcripts of the whole page with their sagas, records
# of one moment shuffled over all topics and earlier ones again; parts of the real orders of Olist,
# shuffled over all tables and times; and all of Olist so, against the oracle.
#
#   disorder.sh [--rounds N] [--seed S] [--all N]      N seeds (1000); N times all of Olist (3)
#
# ORDERFLOW_BIN: a build folder to take the programs from; without it the release preset is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

rounds=1000 seed=1 all=3
take_options all -- "$@"
no_words
[ "$rounds" -gt 0 ] || fail "--rounds must be positive"

need_data
take_programs

work=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)/orderflow-disorder.XXXXXX")
trap 'rm -rf "$work"' EXIT

"$ORDERFLOW_BIN/tests/sim/topology_sweep" --only disorder --points "$rounds" --seed "$seed" \
    >"$work/page" || fail "the transcripts end in another way"
page=$(tail -n 1 "$work/page")
[[ $page =~ ,\ $rounds\ disorder\ points,.*\ 0\ differences$ ]] || fail "no figure: $page"
echo "page: $rounds seeds, 0 differences"

part=$("$ORDERFLOW_BIN/tests/replay/replay" olist --data "$ORDERFLOW_DATA" --out "$work/out" \
    --rounds "$rounds" --shuffle "$seed" --repeat 3) || fail "${part:-parts of Olist end in another way}"
[[ $part =~ ^$rounds\ seeds,.*\ 0\ differences$ ]] || fail "no figure: $part"
echo "olist, parts: $part"

if [ "$all" -gt 0 ]; then
    tests/prove/replay.sh olist --rounds "$all" --seed "$seed" --cuts 0 embedded |
        tee "$work/all" | sed 's/^/all: /'
    [[ $(tail -n 1 "$work/all") =~ \ 0\ different$ ]] || fail "all of Olist ends in another way"
fi
echo "disorder: $rounds seeds on the page, $rounds on parts of Olist, $all on all of it, 0 differences"
