#!/usr/bin/env bash
# Proves that the walk-through of processors/README.md works as it is written: in a copy of the checkout
# that was never built, each code block is added to the file that the text before it names, each command
# is run, in the order of the text.
#
#   first_fold.sh [--rounds N] [--seed S]      both are of no consequence here
# rows: R101
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=tests/prove/lib.sh
. tests/prove/lib.sh

work=$(mktemp -d "${TMPDIR:-/tmp}/orderflow-first-fold.XXXXXX")
trap 'rm -rf "$work"' EXIT
git ls-files -z --cached --others --exclude-standard |
    tar --null --files-from - --create --ignore-failed-read | tar --extract --directory "$work"
cd "$work"

# The walk as a script: "**2. ...** a file `PATH`" names where the next block goes, an indented line
# is a command.
awk -F'`' '!inside && /^#/ { walk = /^## Your first fold/ } !walk { next }
    /^```/ { inside = !inside; print inside ? "cat >>" path " <<\"END\"" : "END"; blocks += inside; next }
    inside { print; next }
    /^\*\*[0-9]/ { path = $2 }
    /^    / { print; commands++ }
    END { if (blocks != 4 || commands < 3) print "echo the walk is not what it was; exit 1" }' \
    processors/README.md >walk.sh
bash -euo pipefail walk.sh >log 2>&1 || { tail -n 20 log >&2 && fail "the walk does not work"; }
figure=$(grep -E '^[0-9]+ passed, 0 failed$' log) || { cat log >&2 && fail "no transcript passed"; }
transcript=$(sed -n 's/^cat >>\(tests\/transcripts\/.*\) <<.*/\1/p' walk.sh)
build/dev/tests/transcripts/transcript --restart-every-line "$transcript" >/dev/null ||
    fail "$transcript does not pass with restarts"
# What else would find the walk half done.
./run build dev test_runtime_page avro_gen
ctest --test-dir build/dev -R '^(test_runtime_page|avro_model_is_current)$' --output-on-failure >log 2>&1 ||
    { tail -n 20 log >&2 && fail "the walk leaves a test broken"; }
echo "first-fold: one schema, one file, one row, one transcript: $figure"
