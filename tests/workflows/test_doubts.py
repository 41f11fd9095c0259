"""Consequences of what could not be read are left out; everything else stays."""

from __future__ import annotations

import pytest

from tests.workflows.shipped import changed
from workflows.plan.loading import read_plan

LAPSE = "workflows.standard.actions.lapse"
FIELDS = "forms.individual.sections.work.fields"


@pytest.mark.parametrize(
    ("pair", "places"),
    [
        (('initial = "draft"', "initial = 5"), {"workflows.standard.initial"}),
        (('to = "carried-over"', "to = 5"), {"workflows.standard.actions.carry-over.to"}),
        (("weight = 35", "weight = true"), {"rubrics.individual.criteria.cooperation.weight"}),
        (("lowest = 1\nhighest = 5", "lowest = 1\nhighest = []"), {"rubrics.individual.highest"}),
        (("fund = 500000000", 'fund = "much"'), {"incentives.fund"}),
        (("number = 2", "number = false"), {"categories.outstanding-contribution.number"}),
        (("at = 2027-12-01T15:00:00", "at = 2027-12-01"), {"calendar.ceremony.at"}),
        (
            ('"摘要" }, kind = "long-text"', '"摘要" }, kind = "story"'),
            {f"{FIELDS}.summary.kind"},
        ),
        (('languages = ["en", "zh"]', "languages = 3"), {"prize.languages"}),
        (('languages = ["en", "zh"]', 'languages = ["en", 3]'), {"prize.languages[1]"}),
        (('form = "individual"', "form = 1"), {"categories.lifetime-achievement.form"}),
        (("[panels.committee]", "[panels.committe]"), None),
    ],
)
def test_one_broken_value_is_one_fault(pair: tuple[str, str], places: set[str] | None) -> None:
    found = {fault.place for fault in read_plan(changed(pair)).faults}

    assert found == places if places else len(found) > 1


def test_a_broken_label_does_not_hide_the_weights() -> None:
    found = read_plan(
        changed(("weight = 35", "weight = 30"), ('zh = "合作" }\nquestion', "zh = 7 }\nquestion"))
    ).faults

    assert {fault.place for fault in found} == {
        "rubrics.individual.criteria",
        "rubrics.individual.criteria.cooperation.label.zh",
    }


def test_an_unknown_guard_does_not_hide_an_unreachable_stage() -> None:
    found = read_plan(
        changed(('"form_complete"]', '"form_done"]'), ('to = "carried-over"', 'to = "declined"'))
    ).faults

    assert {fault.code for fault in found} == {"unknown-guard", "unreachable-stage"}
