"""One sheet, whatever the name; the same bytes each time; nothing smuggled in."""

import logging
from dataclasses import replace

import pytest

from prize_app.pdf.certificate import render_certificate
from prize_app.pdf.rendering import DoesNotFit
from tests.prize_app.pdf.reading import (
    font_names,
    opened,
    page_count,
    structure,
    text_of,
    unembedded_fonts,
    word_boxes,
)
from tests.prize_app.pdf.samples import ENV, HOSTILE, PLAIN, SCRIPTS, SERIAL, certificate
from workflows.citations import Signatory

LONG = (
    "The Interregional Consortium of Universities and Research Institutes for Sustainable"
    " Management of Transboundary Aquifers and Desert Margins"
)
MM = 72 / 25.4


@pytest.fixture(scope="module")
def plain() -> bytes:
    return render_certificate(ENV, PLAIN)


def test_certificate_says_every_word_in_both_languages(plain):
    text = text_of(plain)

    for words in (
        "ANSO S&T Cooperation Prize",
        "科技合作促进发展奖",
        "Outstanding Women Award",
        "杰出女性奖",
        "is presented to",
        "Amina Wanjiru Otieno",
        "Edition 2027",
        "18 March 2027",
        "二〇二七年三月十八日",
        "Liang Wenhua",
        "Chair of the Prize Committee",
        SERIAL,
    ):
        assert words in text
    assert "DEMONSTRATION" not in text


def test_certificate_is_one_a4_sheet_in_landscape(plain):
    with opened(plain) as document:
        assert len(document.pages) == 1
        width, height = (float(side) for side in document.pages[0].mediabox[2:])

    assert (round(width / MM), round(height / MM)) == (297, 210)


def test_certificate_twice_is_the_same_bytes(plain):
    assert render_certificate(ENV, PLAIN) == plain


def test_certificate_of_another_serial_has_another_identifier(plain):
    with (
        opened(plain) as one,
        opened(render_certificate(ENV, certificate(serial="ANSO-2027-03-02-91"))) as other,
    ):
        assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])


def test_certificate_names_itself_for_archives_and_readers(plain):
    with opened(plain) as document:
        root = document.Root
        meta = document.open_metadata()

        assert root.Lang == "en"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert meta["pdfaid:part"] == "3"
        assert meta["pdfaid:conformance"] == "U"
        assert document.docinfo["/Title"] == (
            "Outstanding Women Award: Amina Wanjiru Otieno,"
            " ANSO S&T Cooperation Prize for Development, Edition 2027"
        )
        assert document.docinfo["/Author"] == PLAIN.prize["en"]
        assert str(document.docinfo["/CreationDate"]).startswith("D:20270318")


def test_certificate_is_tagged_and_every_drawing_has_a_name(plain):
    tags = structure(plain)

    assert [alt for tag, alt in tags if tag == "/Figure"] == [
        "Guilloche border",
        "Rosette",
        "Laurel wreath",
        "QR code with the address of the check page",
    ]
    assert [tag for tag, _ in tags].count("/H1") == 1


def test_certificate_shows_that_it_is_a_demonstration():
    text = text_of(render_certificate(ENV, certificate(demonstration=True)))

    assert "It confers no award." in text
    assert "演示样本" in text


def test_the_name_is_the_largest_thing_on_the_page(plain):
    tall = max(word_boxes(plain), key=lambda box: box[4] - box[2])

    assert tall[0] in {"Amina", "Wanjiru", "Otieno"}


@pytest.mark.parametrize(("lang", "name"), SCRIPTS)
def test_name_in_its_own_script_stands_below_in_its_own_font(lang, name):
    pdf = render_certificate(ENV, certificate(laureate_original=name, original_lang=lang))
    font = {
        "ar": "Noto-Naskh-Arabic",
        "he": "Noto-Serif-Hebrew",
        "hi": "Noto-Serif-Devanagari",
        "th": "Noto-Serif-Thai",
        "ja": "Noto-Serif-CJK-JP",
        "ko": "Noto-Serif-CJK-KR",
        "zh": "Noto-Serif-CJK-SC",
        "zh-Hant": "Noto-Serif-CJK-TC",
    }[lang]

    assert font in font_names(pdf)
    assert unembedded_fonts(pdf) == []
    assert page_count(pdf) == 1


def test_a_certificate_without_chinese_words_is_english():
    only = certificate(
        prize={"en": "ANSO Prize"},
        award={"en": "Youth Leader Award"},
        presented={"en": "is presented to"},
        citation={"en": "For joining what was apart."},
        edition={"en": "Edition 2027"},
        place={"en": "Beijing"},
        signatories=(),
    )

    text = text_of(render_certificate(ENV, only))

    assert "For joining what was apart." in text
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.parametrize("signatories", [0, 1, 3])
def test_a_long_organization_keeps_to_one_page(signatories):
    people = tuple(
        Signatory(f"Dr Nguyễn Thị Phương Thảo {n}", {"en": "Executive Director", "zh": "主任"})
        for n in range(signatories)
    )
    pdf = render_certificate(
        ENV,
        certificate(
            laureate=LONG,
            laureate_original="跨境含水层与荒漠边缘地区可持续管理大学与科研机构区域间联合体",
            original_lang="zh",
            organization=True,
            signatories=people,
            demonstration=True,
        ),
    )

    assert page_count(pdf) == 1
    assert "Transboundary" in text_of(pdf)
    assert text_of(pdf).count("Executive Director") == signatories


@pytest.mark.parametrize(
    ("name", "below", "signed"),
    list(zip(HOSTILE[::2], HOSTILE[1::2], HOSTILE[::-2], strict=True)),
    ids=range(8),
)
def test_hostile_words_are_printed_as_words_inside_the_frame(name, below, signed):
    pdf = render_certificate(
        ENV,
        certificate(
            laureate=name,
            laureate_original=below,
            original_lang="en",
            signatories=(Signatory(signed[:40], {"en": signed[:40]}),),
        ),
    )

    assert page_count(pdf) == 1
    assert unembedded_fonts(pdf) == []
    with opened(pdf) as document:
        assert document.docinfo["/Author"] == PLAIN.prize["en"]
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
        assert "/AF" not in document.Root
        assert "/JavaScript" not in document.Root.get("/Names", {})
    for word, left, top, right, bottom in word_boxes(pdf):
        assert 17 * MM <= left <= right <= 280 * MM, word
        assert 17 * MM <= top <= bottom <= 193 * MM + 1, word


def test_markup_in_a_name_is_shown_and_bidirectional_controls_are_not():
    shown = text_of(render_certificate(ENV, certificate(laureate="<b>A\u202eB\u2066</b>")))

    assert "<b>AB</b>" in shown


def test_a_hostile_language_is_only_a_language():
    words = certificate(laureate_original="渡邊", original_lang='ja"><h1>x</h1>')

    assert [tag for tag, _ in structure(render_certificate(ENV, words))].count("/H1") == 1


@pytest.mark.parametrize("letters", [600, 601, 1_000_000])
def test_words_without_end_are_refused_and_not_cut(letters):
    with pytest.raises(DoesNotFit, match=SERIAL):
        render_certificate(ENV, certificate(laureate="龍" * letters))


def test_no_rule_of_the_style_sheet_is_ignored(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        render_certificate(ENV, replace(PLAIN, demonstration=True))

    assert caplog.messages == []
