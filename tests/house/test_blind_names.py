"""No template and no report names a nominee but through what its reader may know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Whoever reads these is told by design: the nominee by a private link; the public of a laureate.
TOLD = {"nominations/consent.html", "honours/index.html"}
RAW = re.compile(
    r"\.(nominee_(name|original_name|language|email|country|institution)|nominator_id)\b"
)
PAGES = sorted((ROOT / "templates").rglob("*.html"))
REPORTS = sorted((ROOT / "prize_app" / "dashboards").glob("*report*.py"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_template_names_nominees_through_the_filter(path):
    if str(path.relative_to(ROOT / "templates")) not in TOLD:
        assert RAW.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_report_names_nominees_as_its_reader_may_know_them(path):
    found = [found[0] for found in RAW.findall(path.read_text("utf-8"))]

    # Who nominated is joined and counted by id; the name is shown through the reader's sight.
    assert [name for name in found if name != "nominator_id"] == []
