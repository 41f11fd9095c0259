"""The text of a PDF file, and what the file says of itself."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping

import pikepdf

SECONDS = 30
KEPT = ("/Author", "/Title", "/Subject", "/Keywords", "/Creator", "/Company")


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
    return text, bool(pages) and all(page.strip() for page in pages)


def about(content: bytes) -> Mapping[str, str]:
    """Author, title and the like as the file names them: key without its slash -> text."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            told = {key: str(pdf.docinfo[key]) for key in KEPT if key in pdf.docinfo}
            with pdf.open_metadata() as metadata:
                told |= {k: str(v) for k, v in metadata.items() if "creator" in k.casefold()}
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return {}
    return {key.lstrip("/").split("}")[-1]: value[:400] for key, value in told.items() if value}
