"""One demonstration, one server and one browser for all journeys; one window for each person."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from prize_app.demonstration.cast import read_cast
from tests.journeys.staging import open_edition
from tests.journeys.windows import Street
from tools.running import ROOT, running_demonstration
from tools.shots import CHROMIUM


@dataclass(frozen=True)
class Served:
    """A running demonstration: where it answers, and where its data lie."""

    address: str
    instance: Path


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the demonstration in it, to be copied."""
    instance = tmp_path_factory.mktemp("loaded")
    environ = os.environ | {
        "PRIZE_SECRET_KEY": secrets.token_urlsafe(40),
        "PRIZE_INSTANCE": str(instance),
        "PRIZE_DEMONSTRATION": "yes",
    }
    for command in ("migrate", "demo"):
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", "prize", command],
            cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL,
        )
    return instance


@pytest.fixture(scope="session")
def copy_of_loaded(
    loaded: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Path]:
    """Make a further instance like the loaded one."""

    def copy() -> Path:
        return shutil.copytree(loaded, tmp_path_factory.mktemp("instance") / "it")

    return copy


@pytest.fixture(scope="session")
def served(copy_of_loaded: Callable[[], Path]) -> Iterator[Served]:
    """The server that journeys share."""
    instance = copy_of_loaded()
    with running_demonstration(instance) as address:
        yield Served(address, instance)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def street(browser: Browser, served: Served) -> Iterator[Street]:
    """Windows for everybody."""
    with Street(browser, served.address).open() as street:
        yield street


@pytest.fixture
def new_edition(served: Served) -> Callable[[str], str]:
    """Open a further edition of the demonstration, with an open call and few reviewers."""

    def opened(slug: str) -> str:
        open_edition(served.instance, served.address, slug, reviewers=4)
        return slug

    return opened


@pytest.fixture(scope="session")
def who() -> dict[str, list[str]]:
    """Role -> e-mail addresses of whoever has it in the demonstration."""
    people = read_cast().people
    found = {group: [one["email"] for one in some if "email" in one] for group, some in people.items()}
    for one in people["committee"]:
        found.setdefault(one["role"], []).append(one["email"])
    return found
