"""The same question as a file for the command line has the same answer as the page."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from sqlalchemy import select

from prize_app.assignments import service, settings
from prize_app.assignments.asking import question_of
from prize_app.assignments.pool import pool_of
from prize_app.assignments.proposing import Wanted, question_for
from prize_app.db.nominations import Nomination
from tests.prize_app.assignments.test_views import CATEGORY, address, shown_on
from tests.workflows.running import run
from workflows.assignment import instance_from_json
from workflows.commands import assign
from workflows.commands.inputs import parse_json
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


def found_in(file):
    """Status and pairs that the command prints for a downloaded file."""
    told = run(assign.COMMAND, "-", "--json", stdin=file.data)
    found = json.loads(told.text)
    return found["status"], {f"{n}:{r}" for n, r in found["assignment"]}


def address_of_question(page):
    [address_] = re.findall(r'href="([^"]*/question\.json[^"]*)"', page.text)
    return unescape(address_)


@pytest.mark.parametrize(
    "numbers", [{}, {"reviews": "2", "most_reviews": "2"}, {"at_most-country": "", "capacity": "3"}]
)
def test_the_command_finds_in_the_downloaded_file_the_pairs_of_the_page(
    make, edition, office, secretary, numbers
):
    """Three reviewers of one country stand already: the rule is eased for what stands."""
    nominations = [make.nomination(theme="water") for _ in range(4)]
    standing = [make.grant(Role.REVIEWER, country="KE") for _ in range(3)]
    for person in standing:
        make.assignment(nominations[0], person)
    for country in ("FR", "PE", "NP", "KE", "FR", "DE"):
        make.grant(Role.REVIEWER, country=country, themes=["water"])
    asked = settings.read(settings.of_plan(edition.plan), numbers)
    view = service.propose(
        make.session, secretary, Wanted(edition.row.slug, CATEGORY, settings=asked), now=make.now
    )

    page = office.get(address(edition, CATEGORY, "what-if"), query_string=numbers)
    file = office.get(address_of_question(page))

    assert file.status_code == 200
    assert file.headers["Content-Disposition"].startswith("attachment")
    kept = {f"{nominations[0].id}:{person.id}" for person in standing}
    taken = {f"{n}:{r}" for n, r in view.released}
    status, found = found_in(file)
    assert status == "optimal"
    assert view.pairs
    assert found == (kept - taken) | {f"{n}:{r}" for n, r in view.pairs}
    assert instance_from_json(parse_json("file", file.text)) == asked_of(
        make, edition, secretary, asked
    )


def asked_of(make, edition, secretary, asked):
    """The very instance that the engine was asked."""
    slug = edition.row.slug
    found = question_for(
        make.session, secretary, Wanted(slug, CATEGORY, settings=asked), now=make.now
    )
    return found.instance


def test_the_file_has_nothing_of_a_nomination_from_which_the_secretary_is_recused(
    make, edition, office, office_holder
):
    seen, hidden = make.nomination(), make.nomination()
    people = [make.grant(Role.REVIEWER) for _ in range(4)]
    make.conflict(hidden, office_holder)
    before = office.get(address(edition, CATEGORY, "question.json")).text
    make.assignment(hidden, people[0])
    make.session.flush()
    after = office.get(address(edition, CATEGORY, "question.json")).text

    assert str(seen.id) in before
    assert str(hidden.id) not in before
    assert after == before


def test_numbers_that_mean_nothing_have_no_file(make, edition, office):
    make.nomination()

    assert office.get(address(edition, CATEGORY, "question.json?reviews=no")).status_code == 422
