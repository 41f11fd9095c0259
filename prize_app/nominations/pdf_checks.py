"""Whether an attached file is a PDF that can be opened safely by whoever reads it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from workflows.errors import Refusal, RuleBroken

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 20
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia"}
MOST_OBJECTS = 200_000


def page_count(content: bytes) -> int:
    """The number of pages of a sound PDF.

    Raises:
        RuleBroken: empty, larger than 20 MB, no PDF, damaged, encrypted, or with active content.
    """
    if not content:
        _refuse("empty_file")
    if len(content) > MOST_MEGABYTES * MEGABYTE:
        megabytes = -(-len(content) // MEGABYTE)
        _refuse("file_too_large", size=megabytes, most=MOST_MEGABYTES)
    # Readers accept the mark within the first kilobyte (ISO 32000-1, annex H, note 13).
    if b"%PDF-" not in content[:1024]:
        _refuse("not_a_pdf")
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                _refuse("encrypted_pdf")
            if any(_is_active(each) for each in _dictionaries(pdf)):
                _refuse("active_pdf")
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        _refuse("encrypted_pdf")
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        _refuse("broken_pdf")
    if pages == 0:
        _refuse("broken_pdf")
    return pages


def _refuse(code: str, **facts: int) -> Any:
    raise RuleBroken([Refusal(code, facts)])


def _is_active(dictionary: Any) -> bool:
    if "/JavaScript" in dictionary or "/JS" in dictionary:
        return True
    return any(str(dictionary.get(key)) in ACTIVE for key in ("/S", "/Type") if key in dictionary)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary, also those written inside others: actions often are."""
    waiting: list[Any] = [each for each in pdf.objects]
    seen = 0
    while waiting:
        seen += 1
        if seen > MOST_OBJECTS:
            _refuse("broken_pdf")  # what is not looked at is not known to be harmless
        each = waiting.pop()
        if isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
            yield each
            waiting += [v for v in dict(each).values() if _is_direct_container(v)]
        elif isinstance(each, pikepdf.Array):
            waiting += [v for v in each if _is_direct_container(v)]


def _is_direct_container(value: Any) -> bool:
    is_container = isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)
    return is_container and not value.is_indirect
