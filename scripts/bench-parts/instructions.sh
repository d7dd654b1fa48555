# shellcheck shell=bash
# Instruction counts against those kept in the repository. Read by `scripts/bench`.

kept_figures=scripts/bench-parts/instructions.txt

check_instruction_tools() {
    local tool
    for tool in valgrind setarch taskset strip; do
        command -v "$tool" >/dev/null && continue
        printf 'bench: error: counting instructions needs %s, which is not installed\n' "$tool" >&2
        printf '  Do: install valgrind, util-linux and binutils, for instance: apt-get install valgrind\n' >&2
        exit 1
    done
}

# instructions COMMAND…: how many instructions a command executes.
#
# The same command counts the same but for some thousandths of a percent. What would vary is kept out: the seed of Swift's
# hashes, the environment, where the system puts libraries and stack, the names of folders, which are told from $scratch, and
# the number of processors, which some of the start is spread over.
instructions() {
    local processor
    processor=$(sed -n 's/^Cpus_allowed_list:[^0-9]*\([0-9]*\).*/\1/p' /proc/self/status)
    (
        cd "$scratch"
        env -i PATH=/usr/bin:/bin HOME=/nonexistent LC_ALL=C SWIFT_DETERMINISTIC_HASHING=1 \
            taskset --cpu-list "$processor" setarch --addr-no-randomize \
            "$(command -v valgrind)" --tool=callgrind --callgrind-out-file=callgrind \
            "$@" >counted.out 2>counted.log || {
            cat counted.out counted.log >&2
            exit 1
        }
        sed -n 's/^totals: //p' callgrind
    )
}

# compare NAME COUNT: a line with a count and its change against the one kept.
compare() {
    local before
    before=$(sed -n "s/^$1 //p" "$kept_figures" 2>/dev/null || true)
    awk -v name="$1" -v count="$2" -v before="$before" 'BEGIN {
        change = before ? sprintf("%+.2f %%", (count / before - 1) * 100) : "nothing kept"
        printf "%-12s %15d  %s\n", name, count, change
    }'
}

# count_instructions: both programs over $workload, printed and, with --keep, kept.
count_instructions() {
    local program floor reconcile versions
    # Before the file of figures is opened, or it would count as a change.
    versions=$(versions)
    for program in stockbench serialstock; do
        # Valgrind cannot read all debug information that Swift writes, and needs none of it to count.
        strip --strip-debug -o "$scratch/$program" "$bin/$program"
    done
    ln -s "$PWD/$workload" "$scratch/workload"
    echo "counting" >&2
    floor=$(instructions ./stockbench floor workload/inputs --threads 1)
    reconcile=$(instructions ./serialstock reconcile workload/inputs --out out --date "$date" --workers 1 --quiet)
    "$bin/stockbench" check "$workload" "$scratch/out" --quiet
    echo "instructions, $units units, one thread, and their change from those kept in $kept_figures:"
    compare floor "$floor"
    compare reconcile "$reconcile"
    if [[ ! $keep ]]; then
        echo "now:  $versions"
        sed -n '2s/^#/kept:/p' "$kept_figures" 2>/dev/null || true
        return
    fi
    cat >"$kept_figures" <<END
# Instructions of a workload of $units units on one thread, written by: scripts/bench --instructions --keep
# $versions
# libcsv $(library_version libcsv3), zlib $(library_version zlib1g), C library $(library_version libc6), $(valgrind --version)
# $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
floor $floor
reconcile $reconcile
END
    echo "kept in $kept_figures"
}

# library_version PACKAGE: of a library that tells it nowhere but in its package.
library_version() {
    dpkg-query --show --showformat='${Version}' "$1" 2>/dev/null || echo "of unknown version"
}
