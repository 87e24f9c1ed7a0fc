#!/usr/bin/env bash
# What a reload of 10,000 rules takes, and what shoppers who chat meanwhile notice of it:
# bench/reload_bench.sh [BUILD FOLDER] [SECONDS A ROUND] [ROUNDS] [RULES]
#
# The shipped content with so many made-up rules beside it (bench/make_rules.cpp) is served from a
# memory file system (DATA, default a folder of /dev/shm). 8 shoppers send 200 messages a second
# between them, in rounds without and with reloads one after another; a turn is timed from when its
# message was due. A reload's time is that of `shopclerk reload`: reading, checking, swapping, being told.
set -euo pipefail
cd "$(dirname "$0")/.."

build=${1:-build/release}
seconds=${2:-5}
rounds=${3:-3}
rules=${4:-10000}
work=$(mktemp -d "${DATA:-/dev/shm}/shopclerk-reload.XXXXXX")
server=
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

serve() {
    "$build/shopclerk" serve --data "$work/data" --listen 127.0.0.1:0 --content "$work/content" \
        --messages-per-second 1000000 --log-level warning >"$work/log" 2>&1 &
    server=$!
    until grep -q listening "$work/log"; do
        kill -0 "$server" || { cat "$work/log" >&2; exit 1; }
        sleep 0.1
    done
    port=$(sed -n 's/.*:\([0-9]*\)$/\1/p' "$work/log")
}

load() { "$build/bench/bench_load_client" talk "$port" 8 "$seconds" "$server" "" 200; }

reload_until() {
    while [ ! -e "$1" ]; do
        local begun=${EPOCHREALTIME/./}
        "$build/shopclerk" reload --data "$work/data" >/dev/null
        echo $(((${EPOCHREALTIME/./} - begun) / 1000)) >>"$work/reloads"
    done
}

"$build/bench/bench_make_rules" "$rules" "$work/content"
TIMEFORMAT='loaded and checked in %U s of CPU, %R s by the clock'
time "$build/shopclerk" check --content "$work/content" | tail -n 1
serve
printf '%-16s %9s %9s %9s %9s\n' '' turns/s 'p50 ms' 'p99 ms' 'worst ms'
for _ in $(seq "$rounds"); do
    load >"$work/still"
    rm -f "$work/stop"
    reload_until "$work/stop" &
    reloader=$!
    load >"$work/reloading"
    touch "$work/stop"
    wait "$reloader"
    for kind in still reloading; do
        awk -v kind="$kind" '{ printf "%-16s %9d %9.2f %9.2f %9.2f\n", kind, $1, $2 / 1000, $3 / 1000, $5 / 1000 }' \
            "$work/$kind"
    done
done
sort -n "$work/reloads" | awk '{ all[NR] = $1 } END {
    printf "%d reloads: median %d ms, worst %d ms\n", NR, all[int((NR + 1) / 2)], all[NR] }'
