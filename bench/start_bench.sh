#!/usr/bin/env bash
# How soon a started server answers, what it holds while nobody talks to it, and how large the program is:
# bench/start_bench.sh [BUILD FOLDER] [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."

build=${1:-build/release}
rounds=${2:-9}
data=$(mktemp -d)
port=${PORT:-19472}
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$data"' EXIT

now_ms() { date +%s%3N; }

"$build/shopclerk" demo "$data/shop" --today 2024-07-01 >/dev/null 2>&1
for _ in $(seq "$rounds"); do
    began=$(now_ms)
    "$build/shopclerk" serve --data "$data/shop" --content "${CONTENT:-.}" --listen "127.0.0.1:$port" --log-level warning >/dev/null &
    server=$!
    # The first answer: a new conversation over HTTP, stored and greeted.
    until curl --silent --fail --output /dev/null --request POST --data '{}' \
        --header 'Content-Type: application/json' "http://127.0.0.1:$port/v1/conversations"; do
        kill -0 "$server" || { echo "the server did not start" >&2; exit 1; }
        sleep 0.005
    done
    echo "$(($(now_ms) - began))" >>"$data/ms"
    sleep 2
    awk '/VmRSS/ { print $2 }' "/proc/$server/status" >>"$data/kb"
    kill "$server"
    wait "$server" 2>/dev/null || true
done

median() { sort -g "$1" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

strip -o "$data/stripped" "$build/shopclerk"
echo "start to first answer: median $(median "$data/ms") ms, worst $(sort -g "$data/ms" | tail -1) ms"
echo "idle process: $(($(median "$data/kb") / 1024)) MiB resident"
echo "stripped program: $(($(stat --format %s "$data/stripped") / 1024)) KiB"
