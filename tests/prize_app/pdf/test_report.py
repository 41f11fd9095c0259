"""The edition's report: what it says, what it says when there is nothing, and its form."""

import logging
from dataclasses import replace

import pytest

from prize_app.pdf.report import CategoryReport, render_report, stage_names
from tests.prize_app.pdf.reading import (
    opened,
    page_count,
    structure,
    text_of,
    unembedded_fonts,
)
from tests.prize_app.pdf.samples import EMPTY, ENV, HOSTILE, SERIAL, category, report


@pytest.fixture(scope="module")
def full() -> bytes:
    return render_report(ENV, report(demonstration=True))


def test_report_says_what_happened(full):
    text = text_of(full)

    for words in (
        "Edition 2027",
        "Nominations received",
        "Consent of the nominee",
        "Kim Seo-yeon 김서연",
        "91.40",
        "2=",
        "Without equal.",
        "approved by W. Liang",
        "not approved yet",
        "No reasons have been recorded.",
        "For joining what was apart.",
        f"Certificate {SERIAL}",
        "anso-prize, version 3",
        "4b1de0077ac9632f" * 4,
    ):
        assert words in text
    # The second category has nothing to show yet, and says so.
    assert "No ranking has been made yet." in text
    assert "No decision has been recorded yet." in text
    assert "No laureate has been named yet." in text


def test_report_ends_with_the_audit_head(full):
    with opened(full) as document:
        pages = len(document.pages)

    last = text_of(full).split(f"{pages} of {pages}")[-2]
    assert "9f2c51e0b7d84a66" * 4 in last


def test_contents_lead_to_each_chapter(full):
    with opened(full) as document:
        pages = len(document.pages)
        titled = {str(item.title): item for item in document.open_outline().root}
        links = {str(note.Dest) for note in document.pages[1].Annots}

    assert f"2 of {pages}" in text_of(full)
    assert list(titled) == [
        "Contents",
        "Key figures",
        "Nominations by category and stage",
        "The procedure",
        "Where nominees come from",
        "Entry conditions",
        "Reviews",
        "Ranking",
        "Decisions",
        "Laureates",
        "The way of each nomination",
        "Evidence",
    ]
    # Eleven chapters, and two categories in each of four of them.
    assert len(links) == 19


def test_demonstration_is_marked_on_every_page(full):
    # Once on the cover and once at the head of each further page.
    assert text_of(full).count("DEMONSTRATION") == page_count(full)
    assert "DEMONSTRATION" not in text_of(render_report(ENV, report()))


def test_report_twice_is_the_same_bytes(full):
    assert render_report(ENV, report(demonstration=True)) == full


def test_report_is_made_for_screen_readers(full):
    with opened(full) as document:
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert document.Root.Lang == "en"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.docinfo["/Title"] == "ANSO Prize: report on Edition 2027"
        assert document.docinfo["/Author"] == "ANSO Prize"
    tags = structure(full)
    names = [name for name, _ in tags]

    assert all(alt for tag, alt in tags if tag == "/Figure")
    assert names.count("/H1") == 12
    assert {"/Table", "/TH", "/TD", "/Link", "/L"} <= set(names)


def test_report_embeds_every_font(full):
    assert unembedded_fonts(full) == []


def test_an_empty_report_reads_well():
    text = text_of(render_report(ENV, EMPTY))

    for words in (
        "Nothing has been counted yet.",
        "No nomination has been counted yet.",
        "No nominee’s country is known yet.",
        "No entry condition has been checked yet.",
        "No review has been asked for yet.",
        "No points have been given yet.",
        "This edition has no category yet.",
        "No step has been recorded yet.",
        "No plan has been published yet.",
    ):
        assert words in text


@pytest.mark.parametrize("rows", [28, 29, 60])
def test_more_rows_than_a_chart_holds_are_all_in_the_table(rows):
    countries = tuple((f"Country-{n:02d}", n + 1) for n in range(rows))

    text = text_of(render_report(ENV, report(countries=countries)))

    assert all(text.count(name) >= 1 for name, _ in countries)
    assert (f"the first 28 of {rows} rows" in text) == (rows > 28)


def test_many_stages_are_told_in_rows():
    stages = tuple((f"Stage {n}", n) for n in range(12))
    many = CategoryReport("Youth Leader Award", "", stage_counts=stages)

    text = text_of(render_report(ENV, report(categories=(many,))))

    assert "Youth Leader Award Stage 11 11" in text


def test_stages_come_in_the_order_of_the_procedure_whichever_category_reached_them():
    steps = ("Handed in", "In review", "Awarded", "Not awarded")
    early, late = (
        CategoryReport(name, "", stage_counts=tuple(zip(steps, counts, strict=True)))
        for name, counts in (("Late", (0, 0, 1, 0)), ("Early", (2, 1, 0, 0)))
    )

    assert stage_names(report(categories=(late, early))) == ["Handed in", "In review", "Awarded"]


def test_hostile_words_are_printed_as_words():
    text = HOSTILE[0]
    pdf = render_report(
        ENV,
        report(
            prize=text,
            edition=HOSTILE[6] + HOSTILE[7],
            categories=tuple(category(words, words) for words in HOSTILE),
            findings=tuple((words, 1, 2, 3) for words in HOSTILE),
            countries=tuple((words, 3) for words in HOSTILE),
            figures=tuple((words, words[:60]) for words in HOSTILE),
            audit_head=HOSTILE[7],
        ),
    )

    assert unembedded_fonts(pdf) == []
    # Twelve headings of ours and not one more.
    assert [tag for tag, _ in structure(pdf)].count("/H1") == 12
    with opened(pdf) as document:
        assert document.docinfo["/Author"] == text
        assert "/AF" not in document.Root
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})


def test_no_rule_of_the_style_sheet_is_ignored(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        render_report(ENV, replace(report(), demonstration=True))

    assert caplog.messages == []
