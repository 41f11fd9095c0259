"""Key paths back to lines."""

from __future__ import annotations

import pytest

from tests.workflows.shipped import PATH, TEXT
from workflows.plan.faults import Fault, FaultCode
from workflows.plan.places import Places

DOCUMENT = """\
# comment = 1
[prize]
name = { en = "x" }
"quoted key" = 1

[workflows.standard.stages]
draft = { label = 1 }
  [ workflows . standard . "actions" ]
a.by = []
a.to = 'x'
"""


def line_of(place: str, sentence: str = "") -> int | None:
    """The line of a fault at this place."""
    return Places(DOCUMENT).line_of(Fault(place, FaultCode.WRONG_TYPE, sentence))


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("prize", 2),
        ("prize.name", 3),
        ("prize.name.en", 3),
        ("prize.quoted key", 4),
        ("prize.missing", 2),
        ("workflows", 6),
        ("workflows.standard.stages.draft.label", 7),
        ("workflows.standard.actions.a.by", 9),
        ("workflows.standard.actions.a.by[3]", 9),
        ("workflows.standard.actions.a.to", 10),
        ("comment", None),
        ("(plan)", None),
    ],
)
def test_line_of(place: str, line: int | None) -> None:
    assert line_of(place) == line


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("Expected '=' (at line 7, column 3)", 7),
        ("Unclosed array (at end of document)", 11),
        ("the document is too long", None),
    ],
)
def test_the_parser_says_its_lines_itself(sentence: str, line: int | None) -> None:
    fault = Fault("(document)", FaultCode.NOT_TOML, sentence)

    assert Places(DOCUMENT).line_of(fault) == line


def test_every_table_of_the_shipped_plan_is_found() -> None:
    places = Places(TEXT)
    lines = PATH.read_text(encoding="utf-8").split("\n")

    for number, line in enumerate(lines, start=1):
        if line.startswith("["):
            fault = Fault(line.strip("[]"), FaultCode.TRAP, "")
            assert places.line_of(fault) is not None
            assert places.line_of(fault) <= number  # type: ignore[operator]
