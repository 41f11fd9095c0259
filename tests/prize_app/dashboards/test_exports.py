"""Tables as files: read back they are what they were, and nothing in them acts."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import openpyxl
import pytest

from prize_app.charts.text import neutral
from prize_app.dashboards.exports import LONGEST_CELL, csv_of, xlsx_of
from prize_app.dashboards.reports import Table

NOON = datetime(2027, 5, 1, 12, 0, tzinfo=UTC)
IN_SHANGHAI = datetime(2027, 5, 1, 20, 0, tzinfo=timezone(timedelta(hours=8)))
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1",  # noqa: RUF001
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
]


def table(*rows):
    return Table(tuple((f"Column {n}", 12) for n in range(len(rows[0]))), rows)


def read_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_could_act_gets_an_apostrophe_in_csv(text):
    [[cell]] = read_csv(csv_of(table((text,))))[1:]

    assert cell.startswith("'")


@pytest.mark.parametrize("text", ["Amina", "a=b", "3-4", "'quoted", "", "李伟", "أمينة", "€ 5"])
def test_a_harmless_text_stays_as_it_is(text):
    assert neutral(text) == text


def test_csv_reads_back_with_every_script_line_break_and_number():
    rows = [
        ('李伟, "Wei"\nof Lanzhou', 3, Decimal("-12.50"), NOON, None),
        ("Zoë", 0, Decimal("0.10"), IN_SHANGHAI, ""),
    ]

    content = csv_of(table(*rows))

    assert content.startswith(b"\xef\xbb\xbf")
    assert read_csv(content)[1:] == [
        ['李伟, "Wei"\nof Lanzhou', "3", "-12.50", "2027-05-01 12:00:00", ""],
        ["Zoë", "0", "0.10", "2027-05-01 12:00:00", ""],
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_workbook_holds_no_formula_and_no_link(text):
    cell = sheet_of(xlsx_of(table((text,)), "Names", made_at=NOON))["A2"]

    assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_a_workbook_reads_back_with_types():
    rows = [("李伟\nWei", 3, Decimal("87.25"), IN_SHANGHAI, None)]

    sheet = sheet_of(xlsx_of(table(*rows), "Names", made_at=NOON))

    assert [cell.value for cell in sheet[1]] == [f"Column {n}" for n in range(5)]
    values = [cell.value for cell in sheet[2]]
    assert values == ["李伟\nWei", 3, 87.25, datetime(2027, 5, 1, 12, 0), None]  # noqa: DTZ001
    assert sheet["D2"].is_date
    assert (sheet.title, sheet.freeze_panes) == ("Names", "A2")
    assert sheet["A1"].font.bold


def test_a_link_in_a_cell_is_a_text():
    cell = sheet_of(xlsx_of(table(("https://evil.example",)), "Names", made_at=NOON))["A2"]

    assert (cell.value, cell.hyperlink) == ("https://evil.example", None)


def test_invisible_and_turning_characters_are_left_out_of_both():
    text = "Ev\u202eil\x00\x07 name"

    assert read_csv(csv_of(table((text,))))[1] == ["Evil name"]
    assert sheet_of(xlsx_of(table((text,)), "Names", made_at=NOON))["A2"].value == "Evil name"


def test_a_text_that_no_cell_can_hold_is_cut_where_one_can_see_it():
    text = "😀" * 20_000

    value = sheet_of(xlsx_of(table((text,)), "Names", made_at=NOON))["A2"].value

    assert len(value.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert value.endswith("the CSV file has the whole text)")
    assert read_csv(csv_of(table((text,))))[1] == [text]


def test_the_same_table_makes_the_same_bytes():
    one = table(("=1", 3, NOON))

    assert xlsx_of(one, "Names", made_at=NOON) == xlsx_of(one, "Names", made_at=NOON)
    assert csv_of(one) == csv_of(one)


def test_an_empty_table_has_its_headings():
    empty = Table((("Reference", 10), ("Nominee", 20)), ())

    assert read_csv(csv_of(empty)) == [["Reference", "Nominee"]]
    assert sheet_of(xlsx_of(empty, "Names", made_at=NOON))["B1"].value == "Nominee"
