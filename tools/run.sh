#!/usr/bin/env bash
# Sets up what is missing, prepares the database with the demonstration edition, and serves.
#
# Usage: tools/run.sh
#   PORT               where to listen on 127.0.0.1 (default 8000)
#   PRIZE_INSTANCE     the folder of database, files and key (default ./instance)
#   PRIZE_SECRET_KEY   the key that signs sessions (default: made once, kept in the instance)

set -euo pipefail
CDPATH='' cd -- "$(dirname -- "$0")/.."

port="${PORT:-8000}"
export PRIZE_INSTANCE="${PRIZE_INSTANCE:-$PWD/instance}"

require_free_port() {
    .venv/bin/python - "$port" 2>/dev/null <<'PYTHON' && return
import socket
import sys

with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("127.0.0.1", int(sys.argv[1])))
PYTHON
    printf 'Port %s cannot be used. Choose another: make run PORT=8001\n' "$port" >&2
    exit 1
}

secret_key() { # the instance's key; made if there is none, so that restarting signs nobody out
    local file="$PRIZE_INSTANCE/secret-key"
    if [ ! -s "$file" ]; then
        (umask 077 && .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(48))' >"$file")
    fi
    cat -- "$file"
}

prize() { .venv/bin/python -m flask --app wsgi prize "$@"; }

tools/setup.sh run
require_free_port
mkdir -p -m 700 -- "$PRIZE_INSTANCE"
PRIZE_SECRET_KEY="${PRIZE_SECRET_KEY:-$(secret_key)}"
export PRIZE_SECRET_KEY
export PRIZE_DEMONSTRATION=yes
export PRIZE_PUBLIC_URL="${PRIZE_PUBLIC_URL:-http://127.0.0.1:$port}"
prize migrate
prize demo
exec .venv/bin/python -m flask --app wsgi prize serve --host 127.0.0.1 --port "$port"
