"""The text of a PDF file, and which of its pages have none that could be searched."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pikepdf

SECONDS = 30
READER = 2
"""Raised whenever files are read for more than before: what was read earlier is read again."""
FEWEST_SIGNS = 120
"""With less text beside a picture a page is taken for a scan with a stamp or a page number."""

BROKEN = (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, AttributeError)
"""What a file raises in which something is not of the kind that it ought to be."""


def text_of(content: bytes) -> tuple[str, bool]:
    """The text of all pages, and whether every page has some: a scan has none to search.

    Read by `pdftotext` of Poppler in a process of its own, which a hostile file can kill alone.
    Where the program is missing or fails, nothing was read, and that is said.
    """
    program = shutil.which("pdftotext")
    if program is None:
        return "", False
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the file comes by a pipe
            [program, "-enc", "UTF-8", "-", "-"],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return "", False
    text = done.stdout.decode("utf-8", "replace").replace("\x00", "")
    pages = text.split("\f")[:-1]
    return text, bool(pages) and not any(_is_picture(*page) for page in _beside(content, pages))


def _beside(content: bytes, pages: list[str]) -> Iterator[tuple[str, bool]]:
    """(text, whether there is a picture) page by page."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            yield from zip(pages, [_has_picture(page) for page in pdf.pages], strict=True)
    except BROKEN:
        yield "", True


def _has_picture(page: Any) -> bool:
    return bool(page.get_images())


def _is_picture(text: str, has_picture: bool) -> bool:
    signs = len("".join(text.split()))
    return signs == 0 or (has_picture and signs < FEWEST_SIGNS)
