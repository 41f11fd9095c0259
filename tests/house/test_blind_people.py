"""Nobody's name is printed but where it was thought over who reads it.

Names of nominees have a filter of their own (`test_blind_names.py`). Reviewers, members of the
committee and nominators are known by name to some readers and by an alias or not at all to others:
`prize_app/nominations/signers.py` and the sight of `workflows/blindness.py` decide. A template or a
module that takes a name from a person's row goes round them, and has to stand in a list here, with
why whoever reads it may know.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(
    r"\b(person|people|reviewer|member|nominator|approver|proposer|user|one|by|given|load|each"
    r"|line|proposed)(\.(person|reviewer|row|nominator|member))?\.(name|email|original_name)\b"
)
OFFICE = "the secretariat alone, which has to run the procedure"
TEMPLATES = {
    "assignments/_change.html": OFFICE,
    "assignments/_given.html": OFFICE,
    "assignments/_rulings.html": OFFICE,
    "assignments/_shortage.html": OFFICE,
    "assignments/index.html": OFFICE,
    "assignments/proposal.html": OFFICE,
    "conflicts/_both.html": OFFICE,
    "conflicts/category.html": OFFICE,
    "conflicts/index.html": OFFICE,
    "conflicts/settle.html": OFFICE,
    "editions/people.html": OFFICE,
    "honours/_laureate.html": "the public, of its laureates",
    "nominations/consent.html": "the nominee, of people that he or she named",
    "reviewers/import.html": OFFICE,
    "reviewers/index.html": OFFICE,
    "reviewers/person.html": OFFICE,
    "reviewers/pool.html": OFFICE,
    "reviewers/thanks.html": OFFICE,
    "reports/_tables.html": "laureates alone: a line of people whom everybody may know",
    "reviews/_head.html": "handed a nominator only where the reader's sight has one",
    "reviews/_substitute.html": OFFICE,
    "reviews/replace.html": OFFICE,
}
PAGES = sorted((ROOT / "templates").rglob("*.html"))

FROM_ROWS = re.compile(r"\bPerson\.name\b|\b(?:subject|author|judge)\.name\b|\bnames_of\(")
ITSELF = "whoever is named"
MODULES = {
    "assignments": OFFICE,
    "conflicts": OFFICE,
    "editions/queries.py": "only the order in which people stand",
    "extensions/queries.py": "the secretariat and observers, who decide on the procedure",
    "extensions/letters.py": "the secretariat, of somebody of its own",
    "reviewers": OFFICE,
    "leaks": OFFICE,
    "planning/queries.py": "those who write the plan, of each other",
    "amending": "those who sign the plan, of each other; it is about no nomination",
    "nominations/registers.py": "lists that entry conditions look into; shown to the secretariat",
    "nominations/signers.py": "asks the reader's sight: the place where it is decided",
    "nominations/motions.py": "asks the reader's sight, unless nobody is hidden from the reader",
    "committee/firm.py": "severity:read, which no peer has",
    "dashboards/queries.py": "the desk, of what the reader is in charge of",
    "dashboards/audit_log.py": "shields reviewers from whoever may not know them",
    "dashboards/report_queries.py": "chosen by the reader's sight where it is shown",
    "insight/queries.py": "narrowed by reviewers:read",
    "demonstration": "a demonstration's own people",
    "certificates": "whoever signs a certificate, and its laureate",
    "accounts": ITSELF,
}
SOURCES = sorted((ROOT / "prize_app").rglob("*.py"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_template_that_names_people_stands_in_the_list(path):
    where = str(path.relative_to(ROOT / "templates"))
    if where not in TEMPLATES:
        found = [match.group(0) for match in ROW.finditer(path.read_text("utf-8"))]
        assert found == [], where


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_a_module_that_reads_names_stands_in_the_list(path):
    where = str(path.relative_to(ROOT / "prize_app"))
    if where not in MODULES and where.split("/", maxsplit=1)[0] not in MODULES:
        assert FROM_ROWS.findall(path.read_text("utf-8")) == [], where


def test_the_lists_name_nothing_that_is_not_there():
    gone = [name for name in TEMPLATES if not (ROOT / "templates" / name).exists()]
    gone += [name for name in MODULES if not (ROOT / "prize_app" / name).exists()]
    idle = [
        name
        for name in TEMPLATES
        if (ROOT / "templates" / name).exists()
        and not ROW.search((ROOT / "templates" / name).read_text("utf-8"))
    ]

    assert (gone, idle) == ([], [])
