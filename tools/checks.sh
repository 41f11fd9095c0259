#!/usr/bin/env bash
# Runs the project's checks in order and stops at the first that fails.
#
# Usage: tools/checks.sh static | fast | engine | rooms | browser | all

set -euo pipefail
CDPATH='' cd -- "$(dirname -- "$0")/.."

scope="${1:-all}"
bin=.venv/bin
step=""
case "$scope" in
    engine | rooms | browser) what="The lane of the $scope" ;;
    *) what="All checks" ;;
esac

closing() { # STATUS: the last line, whatever happened
    if [ "$1" = 0 ]; then
        printf '%s passed in %d s\n' "$what" "$SECONDS"
    elif [ -n "$step" ]; then
        printf '\nStopped after %d s. This check failed:\n    %s\n' "$SECONDS" "$step" >&2
    fi
}
trap 'closing $?' EXIT
trap 'exit 143' TERM

check() { # COMMAND...: show it, run it
    step="$*"
    printf '\n> %s\n' "$step"
    "$@"
}

static_checks() {
    check "$bin/python" -m ruff format --check .
    check "$bin/python" -m ruff check .
    check "$bin/python" -m mypy --strict
    check "$bin/python" "$bin/lint-imports" --no-logo
    check "$bin/python" -m djlint templates --lint --quiet
    check "$bin/python" tools/check_requirements.py
    check "$bin/python" -m workflows check workflows/plans/anso-prize.toml
}

tests() { # ARGUMENT...: one run of pytest
    check "$bin/python" -m pytest -q --durations=5 -p no:cacheprovider "$@"
}

fast_tests() {
    tests tests/workflows
    tests tests/house
}

# Worlds are copied on SQLite alone.
worlds="tests/prize_app/twins"

# What no database has a part in is tested once.
without=(
    "--ignore=$worlds"
    --ignore=tests/prize_app/pdf
    --ignore=tests/prize_app/planning/test_editing.py
    --ignore=tests/prize_app/test_charts.py
)

engine_lane() {
    fast_tests
    tests "$worlds" --database=sqlite
}

rooms_lane() {
    tests tests/prize_app --database=sqlite "--ignore=$worlds"
    tests tests/prize_app --database=postgresql "${without[@]}"
}

# Three lanes for two cores, since browsers wait: none uses another's database, port or folder.
all_tests() {
    local log lane status=0
    local -a lanes=()
    log=$(mktemp -d)
    step="one of the lanes of tests; what it said stands above"
    printf '\n> tests in three lanes: engine, house, twins | rooms on SQLite and PostgreSQL | journeys\n'
    set -m # a lane is ended whole, with the servers and browsers that it started
    for lane in engine rooms browser; do
        tools/checks.sh "$lane" >"$log/$lane" 2>&1 &
        lanes+=("$!")
    done
    set +m
    trap 'kill -- "${lanes[@]/#/-}" 2>/dev/null || true; exit 130' INT TERM
    tail -q -n +1 -F "$log/engine" "$log/rooms" "$log/browser" & shown=$!
    for lane in "${lanes[@]}"; do
        wait "$lane" || status=$?
    done
    sleep 1
    kill "$shown"
    rm -rf "$log"
    return "$status"
}

case "$scope" in
    static) static_checks ;;
    fast) fast_tests ;;
    engine) engine_lane ;;
    rooms) rooms_lane ;;
    browser) tests tests/journeys ;;
    all) static_checks; all_tests ;;
    *) printf 'usage: tools/checks.sh static | fast | engine | rooms | browser | all\n' >&2; exit 2 ;;
esac
