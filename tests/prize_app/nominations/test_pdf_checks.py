"""Which files are taken as PDFs, and why the others are not."""

from __future__ import annotations

import pikepdf
import pytest

from prize_app.nominations import pdf_checks
from prize_app.nominations.pdf_checks import MEGABYTE, page_count
from tests.prize_app.nominations import writing
from tests.prize_app.nominations.writing import PDF
from workflows.errors import RuleBroken

REFUSED = {
    "empty": (b"", "empty_file"),
    "not a PDF": (b"MZ this is a program", "not_a_pdf"),
    "a web page": (b"<html><script>alert(1)</script></html>", "not_a_pdf"),
    "the mark too late": (b" " * 1025 + PDF, "not_a_pdf"),
    "the mark alone": (b"%PDF-1.7\n", "broken_pdf"),
    "cut short": (PDF[:-60], "broken_pdf"),
    "damaged within": (PDF.replace(b"/Type /Catalog", b"/Type /Cata"), "broken_pdf"),
    "with a password": (writing.encrypted(), "encrypted_pdf"),
    "with an owner's password": (writing.encrypted(user=""), "encrypted_pdf"),
    "with a script": (writing.SCRIPTED, "active_pdf"),
    "that launches": (writing.LAUNCHING, "active_pdf"),
    "with a file inside": (writing.EMBEDDING, "active_pdf"),
    "without pages": (writing.WITHOUT_PAGES, "broken_pdf"),
}


def test_a_sound_pdf_has_its_pages_counted():
    def twice(pdf):
        pdf.pages.append(pdf.pages[0])

    assert page_count(PDF) == 1
    assert page_count(writing.changed(twice)) == 2


def test_the_mark_may_come_within_the_first_kilobyte():
    assert page_count(b" " * 100 + PDF) == 1


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_safe_pdf_is_refused(content, code):
    with pytest.raises(RuleBroken) as refused:
        page_count(content)

    assert [r.code for r in refused.value.refusals] == [code]


def _of_about(size):
    return writing.changed(
        lambda pdf: pdf.pages[0].__setattr__("Padding", pdf.make_stream(b"x" * size)),
        compress_streams=False,
    )


def test_twenty_megabytes_are_the_most():
    overhead = len(_of_about(20 * MEGABYTE)) - 20 * MEGABYTE
    fits, too_large = (_of_about(20 * MEGABYTE - overhead + more) for more in (0, 1))
    assert (len(fits), len(too_large)) == (20 * MEGABYTE, 20 * MEGABYTE + 1)

    assert page_count(fits) == 1
    with pytest.raises(RuleBroken) as refused:
        page_count(too_large)

    [refusal] = refused.value.refusals
    assert (refusal.code, refusal.facts) == ("file_too_large", {"size": 21, "most": 20})


def test_a_pdf_with_more_objects_than_are_looked_at_is_not_taken():
    """What is not looked at is not known to be harmless."""
    crowded = writing.changed(
        lambda pdf: pdf.pages[0].__setattr__(
            "Padding", pikepdf.Object.parse(b"[" + b"[]" * pdf_checks.MOST_OBJECTS + b"]")
        )
    )

    with pytest.raises(RuleBroken, match="broken_pdf"):
        page_count(crowded)
