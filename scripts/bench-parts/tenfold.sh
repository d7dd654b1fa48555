# shellcheck shell=bash
# A workload, ten times that, and that within a limit of memory. Read by `scripts/bench`.

# tenfold_run NAME FOLDER OPTIONS…: a run over one of them, checked.
tenfold_run() {
    # It may not have stayed in memory since the last run.
    cat "$2"/inputs/*/* >/dev/null
    reconcile "$1" "$(date_of "$2")" "$2/inputs" "${@:3}"
    "$bin/stockbench" check "$2" "$scratch/out" --quiet
}

# measure_tenfold: all three in turn, round by round.
measure_tenfold() {
    local tenfold=.build/bench-$((units * 10))-$seed-$generator round
    generate "$tenfold" --units $((units * 10))
    for ((round = 1; round <= rounds; round++)); do
        echo "round $round of $rounds" >&2
        tenfold_run "standard-$round" "$workload"
        tenfold_run "tenfold-$round" "$tenfold"
        tenfold_run "limited-$round" "$tenfold" --memory "$memory"
    done
    "$bin/stockbench" tenfold-report "$workload" "$tenfold" "$scratch" --limit "$memory" \
        --with "$threads thread$( ((threads == 1)) || echo s)" --with "$(versions)"
}
