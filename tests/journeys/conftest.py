"""One demonstration, one server and one browser for all journeys; one window for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from prize_app.demonstration.cast import read_cast
from tests.journeys import serving
from tests.journeys.serving import Served
from tests.journeys.staging import open_edition
from tests.journeys.windows import Street
from tools.shots import CHROMIUM


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the demonstration in it, to be copied and not to be served."""
    return serving.load(tmp_path_factory.mktemp("loaded"))


@pytest.fixture(scope="session")
def served(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server that journeys share."""
    instance = serving.copy(loaded, tmp_path_factory.mktemp("served") / "instance")
    with serving.serving(instance) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def open_street(browser: Browser, served: Served) -> Iterator[Street]:
    """Windows that stay open from test to test, so that people sign in once."""
    with Street(browser, served.address).open() as street:
        yield street


@pytest.fixture
def street(open_street: Street) -> Iterator[Street]:
    """Windows for everybody; what any of them heard fails the test."""
    yield open_street
    open_street.complain()


@pytest.fixture(scope="session")
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
    found = {
        group: [one["email"] for one in some if "email" in one] for group, some in people.items()
    }
    for one in people["committee"]:
        found.setdefault(one["role"], []).append(one["email"])
    return found
