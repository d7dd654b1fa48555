# shellcheck shell=bash
# Workloads that differ in one thing, against each other. Read by `scripts/bench`.

# folder_of NAME: the workload of a variant.
folder_of() {
    if [[ $1 == even ]]; then
        echo "$workload"
    else
        echo "$workload-$1"
    fi
}

# measure_variants NAME…: runs over all variants in turn, round by round; the first is what the others are compared with. A
# name is that of the option of `stockbench generate` and its value.
measure_variants() {
    local name round folder
    for name in "${@:2}"; do
        generate "$(folder_of "$name")" --units "$units" "--${name%-*}" "${name##*-}"
    done
    for ((round = 1; round <= rounds; round++)); do
        echo "round $round of $rounds" >&2
        for name in "$@"; do
            folder=$(folder_of "$name")
            # Not all of them may have stayed in memory since the last round.
            cat "$folder"/inputs/*/* >/dev/null
            reconcile "$name-$round" "$date" "$folder/inputs"
            "$bin/stockbench" check "$folder" "$scratch/out" --quiet
        done
    done
    "$bin/stockbench" variant-report "$workload" "$scratch" "$@" \
        --with "$threads thread$( ((threads == 1)) || echo s)" --with "$(versions)"
}
