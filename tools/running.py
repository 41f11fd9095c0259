"""A real server on a fresh demonstration, for pictures and journeys."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECONDS_TO_START = 60


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_demonstration(instance: Path, **settings: str) -> Iterator[str]:
    """Load the demonstration into `instance` and serve it; gives the address, stops at the end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environ = os.environ | {
        "PRIZE_SECRET_KEY": secrets.token_urlsafe(40),
        "PRIZE_INSTANCE": str(instance),
        "PRIZE_DEMONSTRATION": "yes",
        "PRIZE_PUBLIC_URL": address,
        **settings,
    }
    prize = [sys.executable, "-m", "flask", "--app", "wsgi", "prize"]
    for command in ("migrate", "demo"):
        subprocess.run(
            [*prize, command], cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL
        )
    server = subprocess.Popen(
        [*prize, "serve", "--port", str(port)], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(f"{address}/readyz", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer within {SECONDS_TO_START} s")
