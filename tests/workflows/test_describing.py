"""The reference names everything, and the document in docs/ is what the engine says."""

from __future__ import annotations

from pathlib import Path

import workflows
from tests.workflows.running import run
from tests.workflows.shipped import TEXT
from workflows.commands import reference
from workflows.conditions import CONDITIONS
from workflows.guards import GUARDS
from workflows.plan.describing import plan_reference
from workflows.plan.model import Plan
from workflows.plan.reading import declared_in

DOCUMENT = Path(workflows.__file__).parent.parent / "docs" / "plan-reference.md"


def test_the_document_equals_its_generator() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == plan_reference()
    assert run(reference.COMMAND).text + "\n" == plan_reference()


def test_every_key_condition_and_guard_is_in_it() -> None:
    told = plan_reference()

    assert all(f"\n## `{key}`\n" in told for key in declared_in(Plan))
    assert all(f"\n#### `{kind.name}`\n\n{kind.doc}\n" in told for kind in (*CONDITIONS, *GUARDS))


def test_a_row_says_path_type_range_default_and_meaning() -> None:
    told = plan_reference()

    for row in (
        "| `prize.year` | whole number | 2000 to 2200 | **required** | year of this edition |",
        "| `calendar.KEY.zone` | text |  | none | "
        "zone of this deadline; AoE is Anywhere on Earth |",
        "| `workflows.KEY.actions.KEY.from` | list of: text | from 1 | **required** | "
        "the stages it starts from; one of `stages` |",
        "| `born` | text |  | **required** | "
        "field with the date of birth; one of `fields` (date) |",
        '| `panels.KEY.ballots.KEY.quorum` | fraction in quotes (`"2/3"`) |  | **required** | '
        "share of the members not recused who must vote |",
    ):
        assert row in told


def test_every_top_level_table_of_the_shipped_plan_is_described() -> None:
    tables = {
        line[1:].split(".")[0].strip("]") for line in TEXT.split("\n") if line.startswith("[")
    }

    assert tables | {"translations", "rounds", "blindness"} == set(declared_in(Plan))
