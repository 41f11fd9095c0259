"""Servers on instances that can be stopped as people stop them, or as a power cut does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from prize_app.places import ROOT
from tools.running import free_port

PRIZE = [sys.executable, "-m", "flask", "--app", "wsgi", "prize"]
SECRET = "journeys take this secret and no other one"
SECONDS_TO_START = 240


@dataclass(frozen=True)
class Served:
    """A running demonstration: where it answers, where its data lie, who looks after it."""

    address: str
    instance: Path
    process: subprocess.Popen[bytes]


def environ(instance: Path, address: str = "") -> dict[str, str]:
    """The settings of a demonstration."""
    return os.environ | {
        "PRIZE_SECRET_KEY": SECRET,
        "PRIZE_INSTANCE": str(instance),
        "PRIZE_DEMONSTRATION": "yes",
        "PRIZE_PUBLIC_URL": address,
    }


def command(instance: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `flask prize …` to its end."""
    return subprocess.run(
        [*PRIZE, *words],
        cwd=ROOT,
        env=environ(instance),
        check=True,
        capture_output=True,
        text=True,
    )


def load(instance: Path) -> Path:
    """Make an instance with the demonstration in it."""
    command(instance, "migrate")
    command(instance, "demo")
    return instance


def copy(instance: Path, to: Path) -> Path:
    """A further instance with the same content."""
    return Path(shutil.copytree(instance, to))


@contextmanager
def serving(instance: Path, *, workers: int = 2) -> Iterator[Served]:
    """Serve an instance as `make run` does: web processes, a worker, and their keeper."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [*PRIZE, "serve", "--port", str(port), "--workers", str(workers)],
        cwd=ROOT,
        env=environ(instance, address),
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"{address}/readyz", process)
        yield Served(address, instance, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} did not answer within {SECONDS_TO_START} s")


def children_of(pid: int) -> dict[int, str]:
    """Process id -> command line of everything that a process started, and that these did."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    found, waiting = {}, [pid]
    while waiting:
        parent = waiting.pop()
        for child in [c for c, p in parents.items() if p == parent]:
            found[child] = (Path("/proc") / str(child) / "cmdline").read_text().replace("\0", " ")
            waiting.append(child)
    return found


def signalled(pids: list[int], number: signal.Signals) -> None:
    """Send a signal to each; SIGKILL ends them as a power cut does: nothing is tidied."""
    for pid in pids:
        os.kill(pid, number)
