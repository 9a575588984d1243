#!/usr/bin/env bash
# Schema evolution against fastavro: evolution.sh CHECKER [COUNT] [SEED]
# rows: R15
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
checker=$1 count=${2:-1000} seed=${3:-1}
cache="${ORDERFLOW_CACHE:-$HOME/.cache/orderflow}"
python="${ORDERFLOW_PYTHON:-$cache/python/bin/python3}"

if ! "$python" -c 'import fastavro' 2>/dev/null; then
    python="$cache/fastavro/bin/python3"
    if ! "$python" -c 'import fastavro' 2>/dev/null; then
        python3 -m venv "$cache/fastavro"
        "$python" -m pip install --quiet --disable-pip-version-check 'fastavro==1.13.*'
    fi
fi
"$python" "$here/pairs.py" "$count" "$seed" | "$checker"
