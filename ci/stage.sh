# Sourced by the scripts beside it: a folder and processes that are gone when the script ends.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
stage=$(mktemp -d "${TMPDIR:-/tmp}/gnocchi-ci.XXXXXX")
chmod 755 "$stage"
mkdir "$stage/pids"

# begin NAME COMMAND...: starts it in the background, its output in $stage/NAME.log
begin() {
    local name=$1
    shift
    "$@" > "$stage/$name.log" 2>&1 < /dev/null &
    echo $! > "$stage/pids/$name"
}

# end NAME: stops it with SIGTERM, and after 20 seconds with SIGKILL; its own exit status
end() {
    local pid status=0 left=200
    [ -f "$stage/pids/$1" ] || return 0
    pid=$(cat "$stage/pids/$1")
    rm -f "$stage/pids/$1"
    kill -TERM "$pid" 2> /dev/null || true
    while kill -0 "$pid" 2> /dev/null && [ $left -gt 0 ]; do
        left=$((left - 1))
        sleep 0.1
    done
    kill -KILL "$pid" 2> /dev/null || true
    wait "$pid" 2> /dev/null || status=$?
    return $status
}

# await URL NAME: until it answers; fails when the process ends or a minute is over
await() {
    local left=3000
    until curl -s -m 5 -o /dev/null "$1"; do
        left=$((left - 1))
        if [ $left -le 0 ] || ! kill -0 "$(cat "$stage/pids/$2")" 2> /dev/null; then
            echo "$2 does not answer at $1; its log ends with"
            tail -n 20 "$stage/$2.log"
            return 1
        fi
        sleep 0.02
    done
}

# A port nobody listens on, nor on the next; below those that the kernel gives to outgoing connections.
free_port() {
    python3 -c '
import random, socket
def free(port):
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) != 0
while True:
    port = random.randrange(15000, 32000)
    if free(port) and free(port + 1):
        print(port)
        break'
}

# A script that defines before_leaving has it called when it ends, however it ends.
leave() {
    local status=$? name
    if declare -F before_leaving > /dev/null; then
        before_leaving || true
    fi
    for name in $(ls -t "$stage/pids"); do
        end "$name" || true
    done
    if [ $status -ne 0 ]; then
        for log in "$stage"/*.log; do
            echo "-- ${log##*/}"
            tail -n 30 "$log"
        done
    fi
    rm -rf "$stage"
    exit $status
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
