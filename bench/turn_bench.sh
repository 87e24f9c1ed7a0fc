#!/usr/bin/env bash
# What a turn over WebSocket costs, as a ratio to a bare echo in the same run, and what an idle connection costs
# in memory: bench/turn_bench.sh [BUILD FOLDER] [SECONDS A ROUND] [ROUNDS]
#
# The server runs on core 0 and the client on core 1, for us and for the echo alike. Every message is one
# that was not said before; an answer counts when its ack and the clerk's reply are both there (errands: bench/shopper.hpp).
#   ping      network, framing, JSON           unstored  talk, but no conversation is kept
#   talk      a durable turn                   look-up   a durable turn that reads an order and shows its card
# The data folder, a demo shop, is on DATA (default: a temporary folder on disk); CONTENT is the folder of rules:
# with 10,000 made-up ones beside the shipped, that of `BUILD/bench/bench_make_rules 10000 FOLDER`.
# ALONE=1 gives all of them the cores in front of everybody else, where the machine is shared (needs root).
set -euo pipefail
cd "$(dirname "$0")/.."

build=${1:-build/release}
seconds=${2:-3}
rounds=${3:-5}
content=${CONTENT:-.}
data=${DATA:-$(mktemp -d)}
echo_port=${ECHO_PORT:-19471}
idle=${IDLE:-10000}  # connections
first=(${ALONE:+chrt -f 1} taskset -c)
log=$(mktemp)
trap 'kill "${server:-}" "${unstored:-}" "${echo:-}" 2>/dev/null || true; rm -rf "$data" "$log"' EXIT

# started PID: the port that the process says it listens on
started() {
    until grep -q listening "$log"; do
        kill -0 "$1" || { echo "the server did not start" >&2; exit 1; }
        sleep 0.1
    done
    sed -n 's/.*:\([0-9]*\)$/\1/p' "$log"
}

serve() {
    : >"$log"
    "${first[@]}" 0 "$build/shopclerk" serve --data "$data/$1" --listen 127.0.0.1:0 --content "$content" \
        --sessions-max 100000 --messages-per-second 1000000 --log-level warning >"$log" &
    server=$!
    port=$(started "$server")
}

serve_unstored() {
    : >"$log"
    "${first[@]}" 0 "$build/bench/bench_server" unstored "$content" "$data/unstored" >"$log" &
    unstored=$!
    unstored_port=$(started "$unstored")
}

load() { "${first[@]}" 1 "$build/bench/bench_load_client" "$@"; }

median() { sort -g | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

column() { cut -d' ' -f"$2" "$1" | median; }

row() {
    awk -v n="$1" -v what="$2" -v e="$(column "$echoes" 1)" -v t="$(column "$3" 1)" \
        -v p50="$(column "$3" 2)" -v p99="$(column "$3" 3)" \
        -v ce="$(column "$echoes" 4)" -v ct="$(column "$3" 4)" 'BEGIN {
            printf "%11s %9s %9d %9d %6.2f %7.2f ms %7.2f ms   %.1f, %.1f, %.2f\n",
                n, what, e, t, t / e, p50 / 1000, p99 / 1000, ce, ct, ce / ct }'
}

for shop in chats unstored; do
    "$build/shopclerk" demo "$data/$shop" --today 2024-07-01 >/dev/null 2>&1
done
"${first[@]}" 0 "$build/bench/bench_ws_echo" "$echo_port" &
echo=$!
serve chats
serve_unstored
sleep 0.3

printf '%11s %9s %9s %9s %6s %10s %10s   %s\n' \
    connections what echo/s ours/s ratio p50 p99 'CPU us: echo, ours, ratio'
for connections in 64 1000; do
    found=$(mktemp -d)
    echoes=$found/echo
    for _ in $(seq "$rounds"); do
        load echo "$echo_port" "$connections" "$seconds" "$echo" >>"$echoes"
        load ping "$port" "$connections" "$seconds" "$server" >>"$found/ping"
        load talk "$unstored_port" "$connections" "$seconds" "$unstored" >>"$found/unstored"
        load talk "$port" "$connections" "$seconds" "$server" >>"$found/talk"
        load look-up "$port" "$connections" "$seconds" "$server" "$data/chats" >>"$found/look-up"
    done
    for what in ping unstored talk look-up; do
        row "$connections" "$what" "$found/$what"
    done
    half=$(($(column "$found/talk" 1) / 2))
    read -r _ p50 p99 _ < <(load talk "$port" "$connections" "$seconds" "$server" "" "$half")
    echo "at half load, $half talk/s over $connections connections: p50 $p50 us, p99 $p99 us"
    rm -rf "$found"
done

kill "$server" "$unstored"
wait "$server" "$unstored" 2>/dev/null || true
serve idle
read -r socket chat < <(load idle "$port" "$idle" 0 "$server")
echo "idle at $idle: $socket bytes a connection, $chat with its session and conversation"
