# What the stack's scripts share: free ports, run folders, background processes, waiting. Sourced.

stack_here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$stack_here/../.." && pwd)

fail() {
    echo "$(basename "$0" .sh): $*" >&2
    exit 1
}

need() {
    local tool
    for tool in "$@"; do
        command -v "$tool" >/dev/null || fail "$tool is missing; ./run installs it"
    done
}

# True while something on 127.0.0.1 listens on PORT.
listening() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# A port of 127.0.0.1 that nobody listens on, below the range the kernel hands out itself. From the
# kernel's randomness: RANDOM of two shells that start together has been seen to say the same.
free_port() {
    local port try
    for ((try = 0; try < 100; try++)); do
        port=$((15000 + SRANDOM % 17000))
        listening "$port" || {
            echo "$port"
            return
        }
    done
    fail "no free port found between 15000 and 32000"
}

# run_folder DIR: makes DIR, absolute and marked as ours, and prints it. Data never lies in the
# checkout, and only a marked folder is ever deleted.
run_folder() {
    local dir
    dir=$(realpath -m "$1")
    case $dir/ in
    "$checkout"/*) fail "the run folder $dir lies in the checkout; choose one outside" ;;
    esac
    mkdir -p "$dir"
    [ -e "$dir/.orderflow-run" ] || [ -z "$(ls -A "$dir")" ] ||
        fail "the run folder $dir is not empty and not one of ours"
    touch "$dir/.orderflow-run"
    echo "$dir"
}

remove_folder() {
    [ -e "$1/.orderflow-run" ] || return 0
    rm -rf "$1"
}

# alive DIR NAME: true while the process started as NAME in DIR runs. Its command line must name
# DIR, so that a recycled process id is not mistaken for it.
alive() {
    local pid
    [ -s "$1/$2.pid" ] || return 1
    pid=$(<"$1/$2.pid")
    tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$1/"
}

# No lock or pipe of the caller may live on in a server. Called in a subshell.
close_descriptors() {
    local descriptor
    for descriptor in /proc/self/fd/*; do
        descriptor=${descriptor##*/}
        [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-" 2>/dev/null || true
    done
}

# spawn DIR NAME COMMAND...: in the background, in its own session, output to DIR/NAME.log.
spawn() {
    local dir=$1 name=$2 pid try
    shift 2
    (
        close_descriptors
        cd "$dir"
        exec setsid "$@" </dev/null >>"$dir/$name.log" 2>&1
    ) &
    pid=$!
    echo "$pid" >"$dir/$name.pid"
    disown
    # Until it runs the command it still looks like this shell, and alive would take it for dead.
    for ((try = 0; try < 500; try++)); do
        if alive "$dir" "$name" || ! kill -0 "$pid" 2>/dev/null; then
            return 0
        fi
        sleep 0.02
    done
}

# answers_http URL: true when it answers with success.
answers_http() {
    curl -fsS -m 5 -o /dev/null "$1"
}

# await DIR NAME SECONDS PROBE...: until PROBE succeeds; says why when it does not.
await() {
    local dir=$1 name=$2 deadline=$((SECONDS + $3))
    shift 3
    while ! "$@" >/dev/null 2>&1; do
        if ! alive "$dir" "$name"; then
            tail -n 15 "$dir/$name.log" >&2
            fail "$name ended while starting; its last lines are above ($dir/$name.log)"
        fi
        if [ "$SECONDS" -ge "$deadline" ]; then
            tail -n 15 "$dir/$name.log" >&2
            fail "$name was not ready in time; its last lines are above ($dir/$name.log)"
        fi
        sleep 0.1
    done
}

# finish DIR NAME SIGNAL: ends the process and waits; TERM becomes KILL after 20 seconds.
finish() {
    local dir=$1 name=$2 signal=$3 pid deadline=$((SECONDS + 20))
    if alive "$dir" "$name"; then
        pid=$(<"$dir/$name.pid")
        kill "-$signal" "$pid" 2>/dev/null || true
        while alive "$dir" "$name"; do
            [ "$SECONDS" -lt "$deadline" ] || kill -KILL "$pid" 2>/dev/null || true
            sleep 0.05
        done
    fi
    rm -f "$dir/$name.pid"
}
