"""Paper fetches nothing, knows its fonts, and prints only what can be seen."""

import shutil

import pytest
from jinja2 import UndefinedError

from prize_app.charts.text import direction, printable, width_in_ems
from prize_app.pdf.rendering import FONTS, RefuseAll, missing_fonts
from tests.prize_app.pdf.samples import ENV


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "https://prize.example/", "data:text/plain,x", "x:y", ""]
)
def test_nothing_is_fetched(url):
    with pytest.raises(ValueError, match="fetches nothing"):
        RefuseAll().fetch(url)


def test_all_fonts_are_on_this_machine():
    assert missing_fonts() == []


def test_without_fontconfig_every_font_is_missing(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    assert missing_fonts() == list(FONTS)


def test_a_font_that_is_not_listed_is_missing(monkeypatch, tmp_path):
    listed = tmp_path / "fc-list"
    listed.write_text("#!/bin/sh\necho 'Noto Sans,Noto Sans Light'\necho 'Noto Serif'\n")
    listed.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert missing_fonts() == sorted(set(FONTS) - {"Noto Sans", "Noto Serif"})
    assert shutil.which("fc-list") == str(listed)


def test_style_sheets_name_no_font_that_start_up_does_not_ask_for():
    for name in ("certificates/certificate.css", "reports/report.css"):
        sheet = ENV.get_template(name).render()
        named = {part for part in sheet.split('"')[1::2] if part.startswith("Noto")}

        assert named
        assert named <= set(FONTS)


def test_templates_are_strict_and_escape():
    with pytest.raises(UndefinedError):
        ENV.from_string("{{ nothing }}").render()
    assert ENV.from_string("{{ x }}").render(x="<b>\u202e\x00") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Renée", "Renée"),
        ("Rene\u0301e", "Renée"),
        ("a\r\nb\tc\u00a0d", "a\nb c d"),
        ("\u202ea\u2066b\u2069\u200e\u200b\ufeff\u00ad", "ab"),
        ("\ud800\ufffe\uffff\U0001fffe\x00\x1b", ""),
        ("क्\u200dष", "क्\u200dष"),
        ("a\u2028b\u2029c", "a b c"),
    ],
)
def test_printable(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "way"),
    [("Amina", "ltr"), ("خالد", "rtl"), ("יעל", "rtl"), ("12 יעל A", "rtl"), ("12", "ltr")],
)
def test_direction(text, way):
    assert direction(text) == way


def test_width_counts_wide_letters_and_no_marks():
    assert width_in_ems("渡邊") == 2
    assert width_in_ems("e\u0301\u200d") == width_in_ems("e")
    assert width_in_ems("A") > width_in_ems("a")
