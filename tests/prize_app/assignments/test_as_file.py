"""The same question as a file for the command line has the same answer as the page."""

from __future__ import annotations

import json

from sqlalchemy import select

from prize_app.assignments.asking import question_of
from prize_app.assignments.pool import pool_of
from prize_app.db.nominations import Nomination
from tests.prize_app.assignments.test_views import CATEGORY, address, shown_on
from tests.workflows.running import run
from workflows.commands import assign
from workflows.commands.outcome import Status
from workflows.plan.evaluation import Role


def test_the_command_assigns_from_a_file_what_the_page_proposes(session, make, edition, office):
    nominations = [make.nomination() for _ in range(4)]
    present = make.assignment(nominations[0], make.grant(Role.REVIEWER, country="KE"))
    for country in ("FR", "PE", "NP", "KE", "FR", "DE"):
        make.grant(Role.REVIEWER, country=country)
    rows = session.scalars(select(Nomination).order_by(Nomination.reference)).all()
    question = question_of(session, pool_of(session, edition, CATEGORY, rows))

    shown = office.post(address(edition, CATEGORY, "propose"))
    told = run(assign.COMMAND, "-", "--json", stdin=json.dumps(question.document).encode())

    assert told.status is Status.HOLDS
    found = {f"{n}:{r}" for n, r in json.loads(told.text)["assignment"]}
    kept = {f"{present.nomination_id}:{present.reviewer_id}"}
    assert found - kept == set(shown_on(shown)["pair"])
    assert kept <= found
