"""Processes end without warning; what was acknowledged is there, what was asked for gets done."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys import honouring, nominating, screening, serving
from tests.journeys.serving import Served
from tests.journeys.windows import Street

NOMINATOR, SECRETARY = "seo.haneul@example.org", "shen.yiran@example.org"
CERTIFICATES = "/editions/under-way/certificates"
CALL = ("open-call", "youth-leader")


@pytest.fixture
def instance(loaded: Path, tmp_path: Path) -> Path:
    """Data of this test alone."""
    return serving.copy(loaded, tmp_path / "instance")


@pytest.fixture
def first(instance: Path) -> Iterator[Served]:
    """A server that will be killed."""
    with serving.serving(instance, workers=1) as served:
        yield served


def test_kill_9_loses_no_acknowledged_draft_and_no_certificate(
    browser: Browser, first: Served, instance: Path
) -> None:
    with Street(browser, first.address).open() as street:
        path = _draft(street, "Saved before the processes were killed")
        screening.move_clock(street.of(SECRETARY), "under-way", days=31)
        _kill(first, "gunicorn", but_the_oldest=True)
        _kill(first, "prize work")
        # Whoever looks after them starts them again; nobody has to sign in anew, and the worker
        # takes what has become due.
        _edit(street, path, "Saved after the processes came back")
        honouring.wait_until(street.of(SECRETARY), CERTIFICATES, "Not issued yet")
        serial = _certificate_asked_for(street, first)
        _kill(first, "")
    with (
        serving.serving(instance, workers=1) as second,
        Street(browser, second.address).open() as street,
    ):
        window = street.of(NOMINATOR)
        window.go(f"{path}/edit")
        kept = window.page.input_value('[id="q-nominee-name"]')
        assert kept == "Saved after the processes came back"
        secretary = street.of(SECRETARY)
        honouring.wait_until_gone(secretary, CERTIFICATES, "Being drawn")
        secretary.go("/editions/under-way/audit")
        assert secretary.text.count(f"Drew the certificate: {serial}") == 1
    report = serving.command(instance, "verify-audit").stdout
    assert report.count("whole") == 2, report


def _draft(street: Street, name: str) -> str:
    window = street.of(NOMINATOR)
    path = nominating.begin(window, *CALL)
    window.page.fill('[id="q-nominee-name"]', name)
    window.page.locator("[data-save-state]").get_by_text("Saved at").wait_for()
    return path


def _edit(street: Street, path: str, name: str) -> None:
    window = street.of(NOMINATOR)
    # Both web processes have to be started anew first: seconds on a busy machine.
    window.page.reload(timeout=90_000)
    window.page.fill('[id="q-nominee-name"]', name)
    window.page.locator("[data-save-state]").get_by_text("Saved at").wait_for()
    assert window.path == f"{path}/edit"


def _certificate_asked_for(street: Street, served: Served) -> str:
    """Issue while the worker stands still, so that the drawing is asked for and not begun.

    Returns the serial of the certificate.
    """
    serving.signalled(_pids(served, "prize work"), signal.SIGSTOP)
    secretary = street.of(SECRETARY)
    secretary.go(CERTIFICATES)
    secretary.press("Issue the certificate", exact=False)
    row = secretary.page.locator("#certificates tbody tr").filter(has_text="Being drawn")
    return row.locator("td[data-label=Serial]").inner_text()


def _pids(served: Served, word: str) -> list[int]:
    return [pid for pid, line in serving.children_of(served.process.pid).items() if word in line]


def _kill(served: Served, word: str, *, but_the_oldest: bool = False) -> None:
    pids = sorted(_pids(served, word))[1 if but_the_oldest else 0 :]
    assert pids
    if not word:
        pids.insert(0, served.process.pid)
    serving.signalled(pids, signal.SIGKILL)
