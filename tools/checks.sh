#!/usr/bin/env bash
# Runs the project's checks in order and stops at the first that fails.
#
# Usage: tools/checks.sh static | fast | engine | rooms | all

set -euo pipefail
CDPATH='' cd -- "$(dirname -- "$0")/.."

scope="${1:-all}"
bin=.venv/bin
step=""
case "$scope" in
    engine | rooms) what="The lane of the $scope" ;;
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

# Worlds are copied on SQLite alone, as much in each lane as it has time for.
worlds="tests/prize_app/twins"

# What no database has a part in is tested once.
without=(
    --ignore=tests/prize_app/pdf
    --ignore=tests/prize_app/planning/test_editing.py
    --ignore=tests/prize_app/test_charts.py
)

engine_lane() {
    fast_tests
    tests tests/journeys
    tests "$worlds/test_twins.py" --database=sqlite
}

rooms_lane() {
    tests tests/prize_app --database=sqlite "--ignore=$worlds"
    tests "$worlds" --database=sqlite "--ignore=$worlds/test_twins.py"
    tests tests/prize_app --database=postgresql "${without[@]}"
}

# Two lanes for two cores: neither uses the other's database, port or folder.
all_tests() {
    local log status=0
    log=$(mktemp -d)
    step="one of the two lanes of tests; what it said stands above"
    printf '\n> tests in two lanes: engine, house, journeys, twins | rooms on SQLite and PostgreSQL\n'
    set -m # a lane is ended whole, with the servers and browsers that it started
    tools/checks.sh engine >"$log/engine" 2>&1 & engine=$!
    tools/checks.sh rooms >"$log/rooms" 2>&1 & rooms=$!
    set +m
    trap 'kill -- "-$engine" "-$rooms" 2>/dev/null || true; exit 130' INT TERM
    tail -q -n +1 -F "$log/engine" "$log/rooms" & shown=$!
    wait "$engine" || status=$?
    [ "$status" = 0 ] || kill -- "-$rooms" 2>/dev/null || true
    wait "$rooms" || status=$?
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
    all) static_checks; all_tests ;;
    *) printf 'usage: tools/checks.sh static | fast | engine | rooms | all\n' >&2; exit 2 ;;
esac
