"""What the desk of the secretariat asks before dossiers are read, and what it never counts."""

from __future__ import annotations

import pytest

from prize_app.dashboards import precautions
from tests.factories import actor
from workflows.plan.evaluation import Role

HOME = "Water Institute of Sfax"
NOMINATOR = "Berta Quastenflosser"
SETTLE = "possible conflict"
HIDDEN = "A hidden name can be read"


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def office_holder(make, edition):
    return make.grant(Role.SECRETARIAT)


@pytest.fixture
def office(client, sign_in, office_holder):
    return sign_in(client, office_holder)


@pytest.fixture
def colleague(make, edition):
    return make.grant(Role.REVIEWER, name="Ngozi Obi", institution=HOME)


@pytest.fixture
def named(make, colleague):
    """A nomination that names its nominator, of a nominee at the reviewer's institute."""
    found = make.nomination(by=make.person(NOMINATOR), stage="eligible")
    found.answers = found.answers | {"statement": f"I, {NOMINATOR}, know the work well."}
    make.session.flush()
    return found


def test_desk_asks_to_settle_ties_and_to_look_at_hidden_names(office, edition, named):
    text = office.get("/desk").text

    assert "Settle 1 possible conflict of interest" in text
    assert f"{HIDDEN} in 1 place" in text
    for page in ("conflicts", "leaks"):
        assert f'href="/editions/{edition.row.slug}/{page}"' in text


def test_desk_asks_nothing_where_nothing_is_found(make, office):
    make.nomination(by=make.person(NOMINATOR), stage="eligible", answers={"institution": "Else"})
    text = office.get("/desk").text

    assert SETTLE not in text
    assert HIDDEN not in text


def test_desk_counts_nothing_of_what_the_secretary_is_recused_from(
    make, office, office_holder, named
):
    make.conflict(named, office_holder)
    text = office.get("/desk").text

    assert SETTLE not in text
    assert HIDDEN not in text


def test_a_reviewer_is_not_asked(client, sign_in, colleague, named):
    text = sign_in(client, colleague).get("/desk").text

    assert SETTLE not in text
    assert HIDDEN not in text


def test_beyond_its_limit_the_desk_says_at_least(make, session, app, edition, office_holder, named):
    other = make.nomination(by=make.person("Somebody Else"), stage="eligible")
    assert other.reference > named.reference

    with app.test_request_context():
        tasks = precautions.precautions(session, actor(office_holder), edition, make.now, most=1)

    assert "Settle at least 1 possible conflict of interest" in [task.title for task in tasks]


def test_the_overview_asks_for_the_first_task_of_its_own_edition_alone(
    make, office, edition, office_holder, named, statements
):
    make.nomination(by=office_holder, stage="draft", answers={"nominee-name": "Own Nominee"})
    address = f"/editions/{edition.row.slug}"

    with statements() as taken:
        before = office.get(address).text
    make.nomination(by=make.person(), stage="submitted")
    with statements() as with_screening:
        after = office.get(address).text

    assert "Settle 1 possible conflict of interest" in before
    assert "1 nomination to screen" in after
    assert SETTLE not in after
    assert "Own Nominee" not in before + after
    assert len(with_screening) < len(taken) <= 50


def test_a_desk_with_everything_on_it_takes_at_most_fifty_statements(office, named, statements):
    office.get("/desk")
    with statements() as taken:
        text = office.get("/desk").text

    assert SETTLE in text
    assert HIDDEN in text
    assert len(taken) <= 50


def test_statements_of_the_desk_do_not_grow(make, office, named, statements):
    office.get("/desk")
    with statements() as one:
        office.get("/desk")
    for _ in range(3):
        make.nomination(by=make.person(), stage="eligible")
    with statements() as four:
        office.get("/desk")

    assert len(four) == len(one)
