# shellcheck shell=bash
# The Python programs that one would write instead of serialstock, as `scripts/bench` runs them. Read by it.

rival_error() {
    printf 'bench: error: %s\n  Do: %s; or leave the Python programs out with --no-rivals\n' "$1" "$2" >&2
    exit 1
}

# prepare_rivals: the environment of the Python programs, kept until the requirements change. Sets $python.
prepare_rivals() {
    local requirements=scripts/bench-rivals/requirements.txt environment log
    environment=.build/bench-rivals-$(cksum <"$requirements" | cut -d' ' -f1)
    log=.build/bench-rivals.log
    python=$environment/bin/python
    if [[ ! -f $environment/complete ]]; then
        command -v python3 >/dev/null ||
            rival_error "there is no python3" "install Python 3.11 or later with its module venv"
        echo "installing Python packages into $environment" >&2
        mkdir -p .build
        python3 -m venv --clear "$environment" >"$log" 2>&1 || {
            tail -n 5 "$log" >&2
            rival_error "python3 could not make an environment" "see above; on Debian and Ubuntu, install python3-venv"
        }
        # Wheels only: what is compiled here would not be what others measure.
        "$python" -m pip install --quiet --disable-pip-version-check --only-binary :all: \
            --requirement "$requirements" >"$log" 2>&1 || {
            tail -n 5 "$log" >&2
            rival_error "pip could not install $requirements" "see above; it needs Python 3.11 or later, and PyPI"
        }
    fi
    # This also brings the libraries into memory, so that the first round does not pay for the disk.
    "$python" -c 'import duckdb, lxml.etree, pandas, polars, pyarrow' ||
        rival_error "the packages in $environment do not load" "see above; remove that folder, then run this again"
    touch "$environment/complete"
}

# run_rivals ROUND: each program, and whether it came to the same as the run in $scratch/out.
run_rivals() {
    local rival
    for rival in duckdb polars pandas; do
        rm -rf "$scratch/rival"
        timed "rival-$rival-$1" "$python" -B "scripts/bench-rivals/lxml_$rival.py" "$workload/inputs" "$scratch/rival"
        "$bin/stockbench" check-rival "$scratch/out" "$scratch/rival"
    done
}

rival_versions() {
    "$python" -c '
import platform
from importlib.metadata import version
packages = ["lxml", "duckdb", "polars", "pandas", "pyarrow"]
print(", ".join([f"Python {platform.python_version()}"] + [f"{name} {version(name)}" for name in packages]))'
}
