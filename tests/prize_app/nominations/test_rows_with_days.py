"""Rows with days, such as periods of leave: written in the form, stored as text, shown again."""

from __future__ import annotations

import pytest

from tests.factories import PLAN
from tests.prize_app.nominations.writing import fields_of
from workflows.plan.loading import load_plan

LEAVE = """
[forms.individual.sections.leave]
label = { en = "Leave", zh = "休假" }
[forms.individual.sections.leave.fields.leaves]
label = { en = "Each leave", zh = "逐次休假" }
kind = "rows"
maximum = 2
[forms.individual.sections.leave.fields.leaves.columns]
first = { label = { en = "First day", zh = "首日" }, kind = "date" }
last = { label = { en = "Last day", zh = "末日" }, kind = "date" }

[forms.organization]
"""


@pytest.fixture
def edition(make):
    source = PLAN.read_text("utf-8").replace(
        'leave_months = "leave-months" } }',
        'rows = "leaves", first_day = "first", last_day = "last" } }',
        1,
    )
    source = source.replace("\n[forms.organization]\n", LEAVE, 1)
    load_plan(source)
    return make.edition(source=source)


def test_periods_of_leave_are_kept_shown_and_credited(client, session, make, sign_in, edition):
    nominator = make.person()
    answers = {"born-on": "1970-01-01", "doctorate-on": "2016-06-02"}
    draft = make.nomination(by=nominator, stage="draft", category="youth-leader", answers=answers)
    sign_in(client, nominator)
    address = f"/nominations/{draft.id}/edit"
    fields = fields_of(client.get(address).text)

    answer = client.post(
        address,
        data={**fields, "q-leaves-0-first": "2020-01-01", "q-leaves-0-last": "2020-12-31"},
    )

    assert answer.status_code == 303, answer.text[:500]
    session.refresh(draft)
    assert draft.answers["leaves"] == [{"first": "2020-01-01", "last": "2020-12-31"}]
    shown = client.get(address).text
    assert 'value="2020-12-31"' in shown
    assert "2020-01-01 … 2020-12-31" in shown
    assert "Leave credited: 366 days." in shown
