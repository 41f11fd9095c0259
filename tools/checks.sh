#!/usr/bin/env bash
# Runs the project's checks in order and stops at the first that fails.
#
# Usage: tools/checks.sh static | fast | all

set -euo pipefail
CDPATH='' cd -- "$(dirname -- "$0")/.."

scope="${1:-all}"
bin=.venv/bin
step=""

closing() { # STATUS: the last line, whatever happened
    if [ "$1" = 0 ]; then
        printf 'All checks passed in %d s\n' "$SECONDS"
    elif [ -n "$step" ]; then
        printf '\nStopped after %d s. This check failed:\n    %s\n' "$SECONDS" "$step" >&2
    fi
}
trap 'closing $?' EXIT

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
    check "$bin/python" -m pytest -q --durations=5 "$@"
}

fast_tests() {
    tests tests/workflows
    tests tests/house
}

all_tests() {
    fast_tests
    tests tests/prize_app --database=sqlite
    tests tests/prize_app --database=postgresql
    tests tests/journeys
}

case "$scope" in
    static) static_checks ;;
    fast) fast_tests ;;
    all) static_checks; all_tests ;;
    *) printf 'usage: tools/checks.sh static | fast | all\n' >&2; exit 2 ;;
esac
