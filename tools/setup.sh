#!/usr/bin/env bash
# Makes the project ready to run, or to be tested: system packages, Python environment, Python
# packages. Does only what is missing, so it can be repeated at any time.
#
# Usage: tools/setup.sh run | test
#   PYTHON                  the Python to build the environment with (default: the first that fits)
#   PRIZE_SYSTEM_PACKAGES   the Debian packages to ask for instead of our list; empty asks for none

set -euo pipefail
CDPATH='' cd -- "$(dirname -- "$0")/.."

purpose="${1:-run}"
venv=.venv
log=.setup/setup.log
run_packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk"
test_packages="$run_packages chromium"

case "$purpose" in
    run) packages="${PRIZE_SYSTEM_PACKAGES-$run_packages}" requirements=requirements.txt ;;
    test) packages="${PRIZE_SYSTEM_PACKAGES-$test_packages}" requirements=requirements-dev.txt ;;
    *) printf 'usage: tools/setup.sh run | test\n' >&2; exit 2 ;;
esac

begin() { # TEXT: announce a step; its line is ended by done_ or fail
    started=$SECONDS
    printf '%s … ' "$1"
}

done_() { # TEXT: end the step's line, with the seconds it took
    printf '%s, %d s\n' "$1" $((SECONDS - started))
}

fail() { # LINE...: end the step's line, say why on standard error, and stop
    printf 'failed\n\n'
    printf '%s\n' "$@" >&2
    exit 1
}

logged() { # COMMAND...: run it quietly; what it says goes to the log
    printf '\n$ %s\n' "$*" >>"$log"
    "$@" >>"$log" 2>&1
}

log_tail() { # the end of the log, for a failure's message
    printf 'The last lines of %s:\n' "$PWD/$log"
    tail -n 15 "$log" | sed 's/^/    /'
}

# ---------------------------------------------------------------- 1/4 system packages

is_debian() { command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; }

new_enough() { # PYTHON: is it 3.11 or later?
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() { # the name of the first Python that is new enough; fails if there is none
    local name
    for name in "${PYTHON:-python3.11}" python3.11 python3 python3.14 python3.13 python3.12; do
        if new_enough "$name"; then
            printf '%s' "$name"
            return
        fi
    done
    return 1
}

python_packages() { # what Debian must add before an environment can be made
    local python
    if new_enough "$venv/bin/python"; then
        return
    elif ! python=$(find_python); then
        printf 'python3 python3-venv'
    elif ! "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -c 'import sys; print("python3-venv python%d.%d-venv" % sys.version_info[:2])'
    fi
}

not_installed() { # PACKAGE...: those that dpkg does not call installed
    local package
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
            printf '%s ' "$package"
    done
}

may_install() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

apt() { # ARGUMENT...: apt-get as root, never asking a question
    local prefix=""
    [ "$(id -u)" = 0 ] || prefix="sudo -n"
    logged $prefix env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@"
}

apt_install() { # PACKAGE...: with fresh package lists where the present ones are not enough
    compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || apt update || return
    apt install -y --no-install-recommends "$@" ||
        { apt update && apt install -y --no-install-recommends "$@"; }
}

debian_packages() {
    local missing command
    missing=$(not_installed $packages $(python_packages))
    missing=${missing% }
    [ -n "$missing" ] || { done_ ok; return; }
    command="sudo apt-get install --no-install-recommends $missing"
    may_install || fail \
        "These system packages are missing: $missing." \
        "Installing them needs root or a sudo that asks for no password; here is neither." \
        "Have them installed, then repeat what you did:" "    $command"
    printf 'installing %s … ' "$missing"
    apt_install $missing || fail "apt-get did not succeed. $(log_tail)" "Try by hand:" "    $command"
    done_ ok
}

other_libraries() { # what a system without apt-get lacks, as far as can be seen from here
    local name
    if command -v ldconfig >/dev/null; then
        for name in libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0; do
            ldconfig -p | grep -qF "$name" || printf '%s, ' "$name"
        done
    fi
    for name in "Noto Serif" "Noto Sans CJK SC"; do
        fc-list ":family=$name" 2>/dev/null | grep -q . || printf 'font %s, ' "$name"
    done
    [ "$purpose" = run ] && return
    for name in chromium pdftotext; do
        command -v "$name" >/dev/null || printf 'program %s, ' "$name"
    done
}

other_system() {
    local missing
    missing=$(other_libraries)
    [ -z "$missing" ] || fail \
        "This is not a Debian, so they must be installed by hand: ${missing%, }." \
        "Needed: Pango 1.44 or later with pangoft2, HarfBuzz with its subset library, the fonts" \
        "Noto (core) and Noto CJK; to test also Chromium and Poppler's programs." \
        "PRIZE_SYSTEM_PACKAGES= (empty) in the environment skips this check."
    done_ ok
}

system_packages() {
    begin "1/4 System packages"
    if [ -z "$packages" ]; then
        done_ skipped
    elif is_debian; then
        debian_packages
    else
        other_system
    fi
}

# ---------------------------------------------------------------- 2/4 to 4/4 Python

python_version() {
    begin "2/4 Python"
    if new_enough "$venv/bin/python"; then
        python=$venv/bin/python
    else
        python=$(find_python) || fail \
            "No Python 3.11 or later was found. Install one, or name it: make setup PYTHON=/path/to/python3"
        "$python" -c 'import ensurepip' 2>/dev/null || fail \
            "$python cannot make environments: its module ensurepip is missing." \
            "On Debian: sudo apt-get install python3-venv"
    fi
    done_ "$("$python" -c 'import platform; print(platform.python_version())')"
}

python_environment() {
    begin "3/4 Python environment"
    if [ "$python" != "$venv/bin/python" ]; then
        logged "$python" -m venv --clear "$venv" || fail "$(log_tail)"
    fi
    done_ ok
}

install() { # FILE: with uv, which takes seconds; with pip where uv cannot work
    local python=$venv/bin/python
    logged "$python" -m pip --version || logged "$python" -m ensurepip || return
    logged "$python" -m pip install -q --require-hashes -r requirements-installer.txt || true
    logged "$python" -m uv pip install --python "$python" --require-hashes -r "$1" ||
        logged "$python" -m pip install --require-hashes -r "$1"
}

python_packages_installed() {
    begin "4/4 Python packages"
    if ! cmp -s "$requirements" "$venv/installed-$requirements"; then
        install "$requirements" || fail "$(log_tail)"
        cp requirements.txt "$venv/installed-requirements.txt" # the test set holds the run set
        cp "$requirements" "$venv/installed-$requirements"
    fi
    done_ ok
}

mkdir -p .setup
: >"$log"
system_packages
python_version
python_environment
python_packages_installed
