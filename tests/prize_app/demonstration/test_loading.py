"""The demonstration as it is loaded, and a whole prize from nominations to certificates.

It takes long and the services under it are tested on both databases: it runs once, on SQLite.
"""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, select

from config import Config
from prize_app import clock, create_app, migrating
from prize_app.audit.queries import check_chains
from prize_app.db.audit import AuditEvent
from prize_app.db.base import Base
from prize_app.db.editions import Edition
from prize_app.db.laureates import Certificate, Laureate
from prize_app.db.nominations import Nomination
from prize_app.db.notices import Notice
from prize_app.db.people import Person
from prize_app.db.reviews import ReviewRemark
from prize_app.demonstration import loading
from prize_app.demonstration.cast import read_cast
from prize_app.editions.queries import get_edition
from tests.prize_app.certificates.making import draws_a_certificate

pytestmark = draws_a_certificate


@pytest.fixture(scope="module")
def app(request, tmp_path_factory):
    """An installation of its own, made as operators make it."""
    if request.config.getoption("--database", default="sqlite") != "sqlite":
        pytest.skip("takes long: it runs once, on SQLite")
    folder = tmp_path_factory.mktemp("demonstration")
    url = f"sqlite:///{folder}/prize.sqlite3"
    migrating.upgrade(url)
    app = create_app(
        Config(secret_key="x" * 40, instance=folder, database_url=url, demonstration=True)
    )
    yield app
    app.extensions["database"].dispose()


@pytest.fixture(scope="module")
def loaded(app):
    """What was said while it was loaded."""
    said = []
    loading.load(app, said.append)
    return said


@pytest.fixture(scope="module")
def whole(app, loaded):
    """What was said during a whole further prize."""
    said = []
    loading.run_whole_prize(app, said.append)
    return said


@pytest.fixture
def reading(app):
    """A session that cannot write."""
    with app.extensions["database"].reading() as session:
        yield session


def counts(session):
    return {
        table.name: session.scalar(select(func.count()).select_from(table))
        for table in Base.metadata.sorted_tables
    }


def of(session, slug):
    wanted = select(Nomination).join(Edition, Edition.id == Nomination.edition_id)
    return session.scalars(wanted.where(Edition.slug == slug)).all()


def test_loading_says_what_it_does(loaded):
    assert loaded[-1].startswith("The demonstration is loaded:")
    assert any("certificates" in line for line in loaded)


def test_loading_twice_loads_once(app, loaded, reading):
    before = counts(reading)

    loading.load(app, lambda said: None)

    with app.extensions["database"].reading() as fresh:
        assert counts(fresh) == before
    assert before["edition"] == 2


def test_more_than_sixty_nominations_lie_in_all_seven_categories(loaded, reading):
    nominations = of(reading, "under-way")

    by_category = Counter(n.category_key for n in nominations)
    assert len(nominations) >= 60
    assert len(by_category) == 7
    assert min(by_category.values()) >= 3


def test_every_stage_can_be_seen(loaded, reading):
    workflow = get_edition(reading, "under-way").plan.workflow_of("youth-leader")

    seen = {n.stage for n in of(reading, "under-way")}

    assert set(workflow.stages) == seen


def test_everything_was_done_by_the_services_so_the_chains_are_whole(loaded, reading):
    reports = check_chains(reading)

    assert {r.edition: r.problems for r in reports if r.problems} == {}
    assert {r.edition for r in reports} >= {"under-way", "open-call"}
    assert min(r.events for r in reports) > 0


def test_somebody_signs_a_remark_so_that_a_hidden_name_is_there_to_be_found(loaded, reading):
    remarks = reading.execute(
        select(ReviewRemark.words, Person.name).join(Person, Person.id == ReviewRemark.person_id)
    ).all()

    assert any(words.endswith(name) for words, name in remarks)
    assert not any("{" in words for words, _ in remarks)


def test_nobody_of_the_demonstration_gets_mail(loaded, reading):
    assert reading.scalar(select(func.count()).where(Notice.is_demonstration)) > 100
    for wrong in (Notice.is_demonstration.is_(False), Notice.sent_at.is_not(None)):
        assert reading.scalar(select(func.count()).where(wrong)) == 0


def test_no_event_lies_in_the_future(loaded, reading):
    assert reading.scalar(select(func.max(AuditEvent.recorded_at))) <= clock.now()
    assert reading.scalar(select(func.max(AuditEvent.at))) <= clock.now()


def test_the_people_are_printed_with_what_they_sign_in_with(app, loaded):
    said = []

    loading.print_people(app.extensions["database"], said.append, "http://prize.test")

    printed = "\n".join(said)
    assert loading.PASSWORD in printed
    for role in ("secretariat", "nominators", "reviewers", "board", "observers"):
        assert read_cast().people[role][0]["email"] in printed


def test_a_whole_prize_ends_with_certificates_in_all_seven_categories(whole, reading):
    edition = get_edition(reading, "whole-run-1")
    certificates = reading.scalars(
        select(Certificate)
        .join(Laureate, Laureate.id == Certificate.laureate_id)
        .where(Laureate.edition_id == edition.id)
    ).all()
    honoured = reading.scalars(
        select(Laureate.category_key).where(Laureate.edition_id == edition.id)
    ).all()

    assert set(honoured) == set(edition.plan.categories)
    assert len(certificates) == len(honoured)
    assert all(c.sha256 for c in certificates)
    assert len({c.serial for c in certificates}) == len(certificates)
    assert any("report" in line for line in whole)


def test_after_a_whole_prize_only_those_wait_whose_nominee_never_answered(whole, reading):
    edition = get_edition(reading, "whole-run-1")
    stages = edition.plan.workflow_of("youth-leader").stages

    nominations = of(reading, "whole-run-1")
    ended = Counter(n.stage for n in nominations if stages[n.stage].final)
    others = {(n.stage, n.consent) for n in nominations if not stages[n.stage].final}

    assert ended["awarded"] >= 7
    assert {consent for stage, consent in others if stage != "ineligible"} <= {"awaited"}


def test_the_chain_of_a_whole_prize_is_whole(whole, reading):
    [report] = [r for r in check_chains(reading) if r.edition == "whole-run-1"]

    assert report.problems == ()
    assert report.events > 500
