"""Awards by the calendar, certificates, and what can be taken away at the end."""

from __future__ import annotations

import io
import re
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.journeys.windows import Window

PATIENCE = 75
"""Seconds: the worker looks every 20, and the machine may be busy."""


def wait_until(window: Window, path: str, words: str) -> None:
    """Load a page again until it says something that a background process brings about."""
    _reload(window, path, lambda text: words in text)


def wait_until_gone(window: Window, path: str, words: str) -> None:
    """Load a page again until it says something no more."""
    _reload(window, path, lambda text: words not in text)


def _reload(window: Window, path: str, is_done: Callable[[str], bool]) -> None:
    until = time.monotonic() + PATIENCE
    window.go(path)
    while not is_done(window.text):
        assert time.monotonic() < until, f"{path} did not change within {PATIENCE} s"
        window.page.wait_for_timeout(400)
        window.go(path)


def issue_certificates(window: Window, slug: str) -> str:
    """Issue what is to be issued, wait for the drawing; the path of the first PDF."""
    window.go(f"/editions/{slug}/certificates")
    window.press("Issue the certificate", exact=False)
    window.says("issued; the PDF")
    wait_until(window, f"/editions/{slug}/certificates", "Issued on")
    link = window.page.locator("#certificates a[href$='/pdf']").first
    return link.get_attribute("href") or ""


def words_of_pdf(content: bytes, folder: Path) -> str:
    """The text of a PDF, its white space squeezed."""
    path = folder / "it.pdf"
    path.write_bytes(content)
    found = subprocess.run(
        ["pdftotext", path, "-"],  # noqa: S607 - wherever the system has it
        check=True,
        capture_output=True,
    )
    return " ".join(found.stdout.decode().split())


def address_printed(words: str) -> str:
    """The path of the public page that says whether a certificate is genuine."""
    found = re.search(r"http://[\d.:]+(/certificates/) ?([2-9a-z]{16})(?![2-9a-z])", words)
    assert found, words
    return "".join(found.groups())


def names_in_zip(content: bytes) -> list[str]:
    """The names of the files in an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def text_of_xlsx(content: bytes) -> str:
    """Everything that stands in the first sheet of a workbook, as XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [n for n in archive.namelist() if n.startswith("xl/") and n.endswith(".xml")]
        return "".join(archive.read(name).decode() for name in parts)
