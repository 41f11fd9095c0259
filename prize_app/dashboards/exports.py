"""Tables as CSV and XLSX: nothing in them acts, and the same table makes the same bytes."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from prize_app.charts.text import neutral, printable
from prize_app.dashboards.reports import Cell, Table

LONGEST_CELL: Final = 32_767
"""Characters that a cell of an XLSX file can hold."""
CUT: Final = " … (cut here; the CSV file has the whole text)"


def csv_of(table: Table) -> bytes:
    """UTF-8 with a byte order mark, without which spreadsheet programs misread every accent."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([heading for heading, _ in table.headings])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, str):
        return neutral(cell)
    return "" if cell is None else str(cell)


def xlsx_of(table: Table, title: str, *, made_at: datetime) -> bytes:
    """A workbook of one sheet, its headings frozen; texts are texts, dates are dates (in UTC).

    Rows are written out one by one, so that memory does not grow with them.
    """
    content = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": title, "created": made_at.astimezone(UTC)})
        heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
        )
        body = book.add_format({"text_wrap": True, "valign": "top"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        for column, (_, width) in enumerate(table.headings):
            sheet.set_column(column, column, width)
        for column, (label, _) in enumerate(table.headings):
            sheet.write_string(0, column, label, heading)
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, body, moment)
        sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    return content.getvalue()


def _write(
    sheet: Worksheet, row: int, column: int, cell: Cell, body: Format, moment: Format
) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, _fitting(printable(cell)), body)
    elif isinstance(cell, datetime):
        # The format knows no zones.
        sheet.write_datetime(row, column, cell.astimezone(UTC).replace(tzinfo=None), moment)
    elif isinstance(cell, (int, Decimal)):
        sheet.write_number(row, column, cell, body)


def _fitting(text: str) -> str:
    """The text, cut visibly where a cell cannot hold it; the format counts UTF-16 units."""
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    units = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(CUT))]
    return units.decode("utf-16-le", "ignore") + CUT
