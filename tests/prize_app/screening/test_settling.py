"""What the secretariat establishes: kept, shown, audited, and only where nothing is known."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import select

from prize_app.db.audit import AuditEvent
from prize_app.db.editions import EarlierLaureate
from prize_app.db.nominations import Screening, Settlement
from prize_app.nominations.facts import know
from prize_app.nominations.moving import Given
from prize_app.procedure.service import take_action
from prize_app.screening.settling import open_finding, settle
from tests.factories import actor
from workflows.conditions import Verdict
from workflows.eligibility import fingerprint
from workflows.errors import NotAllowed, NotFound, RuleBroken
from workflows.plan.evaluation import Role

LIKE = "Amina Haddadi"
BAR = "not-honoured-before"


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def secretary(make, edition):
    return make.grant(Role.SECRETARIAT, name="Office Person")


@pytest.fixture
def nomination(make, session, edition):
    """One in screening, whose nominee looks like an earlier laureate."""
    session.add(EarlierLaureate(name=LIKE, category_key="outstanding-contribution", year=2021))
    session.flush()
    return make.nomination(stage="submitted", edition=edition)


@pytest.fixture
def office(client, secretary, sign_in):
    """A browser of the secretariat."""
    return sign_in(client, secretary)


def findings(session, edition, nomination, make):
    known = know(session, edition, [nomination], actor_id=None, now=make.now)
    return {f.condition: f for f in known[nomination.id].findings}


def settled(session, make, who, nomination, condition=BAR, **changes):
    """The secretariat says what it found out."""
    opened = open_finding(session, actor(who), nomination.id, condition, now=make.now)
    given = {
        "holds": True,
        "evidence": "Another person: born in 1950.",
        "document": "Letter 7",
        "settles": fingerprint(opened.finding.evidence),
        "now": make.now,
    }
    return settle(session, actor(who), nomination.id, condition, **{**given, **changes})


def test_a_likeness_is_a_task_with_the_line_of_the_register(office, edition, nomination):
    page = html.unescape(office.get(f"/editions/{edition.row.slug}/screening").text)

    assert f"“{LIKE}, Outstanding Contribution Award, 2021” in the register of laureates" in page
    assert "What would settle it:" in page
    assert f"/nominations/{nomination.id}/findings/{BAR}" in page
    assert f"/call/{edition.row.slug}/outstanding-contribution#condition-{BAR}" in page


def test_what_is_established_decides_and_is_evidence(session, make, edition, secretary, nomination):
    before = findings(session, edition, nomination, make)[BAR]

    row = settled(session, make, secretary, nomination)

    after = findings(session, edition, nomination, make)[BAR]
    assert (before.verdict, after.verdict) == (Verdict.UNKNOWN, Verdict.HOLDS)
    assert [(i.value, str(i.source)) for i in after.evidence[-1].inputs] == [
        ("Another person: born in 1950.", "secretariat"),
        ("Letter 7", "secretariat"),
    ]
    assert (row.plan_hash, row.settled_by) == (edition.published.content_hash, secretary.id)
    event = session.scalars(select(AuditEvent).where(AuditEvent.event == "screening:settle")).one()
    assert (event.actor_id, event.subject_id) == (secretary.id, nomination.id)
    assert event.facts["condition"] == BAR
    assert event.facts["reason"] == "Another person: born in 1950."


def test_the_nomination_can_then_be_accepted_and_the_screening_tells_on_what(
    session, make, edition, secretary, nomination
):
    with pytest.raises(RuleBroken) as refused:
        take_action(session, actor(secretary), nomination.id, "accept", Given(), now=make.now)
    assert [r.code for r in refused.value.refusals] == ["conditions_open"]

    settled(session, make, secretary, nomination)
    take_action(session, actor(secretary), nomination.id, "accept", Given(), now=make.now)

    stored = session.scalars(select(Screening)).one()
    (told,) = [f for f in stored.findings if f["condition"] == BAR]
    assert told["verdict"] == "holds"
    assert [e["rule"] for e in told["evidence"]] == ["not_laureate_before", "established"]
    assert stored.plan_hash == edition.published.content_hash


def test_what_holds_by_the_secretariats_word_stays_in_the_queue_with_its_evidence(
    office, session, make, edition, secretary, nomination
):
    settled(session, make, secretary, nomination)

    page = html.unescape(office.get(f"/editions/{edition.row.slug}/screening").text)

    assert "entry conditions hold." in page
    assert "established by the secretariat" in page
    assert "Another person: born in 1950." in page


def test_the_last_word_counts(session, make, edition, secretary, nomination):
    first = settled(session, make, secretary, nomination)
    session.add(
        Settlement(
            nomination_id=nomination.id,
            condition_key=BAR,
            holds=False,
            evidence="It is the laureate after all.",
            settles=first.settles,
            plan_hash=first.plan_hash,
            settled_by=secretary.id,
            settled_at=edition.time(make.now).replace(year=2999),
        )
    )
    session.flush()

    assert findings(session, edition, nomination, make)[BAR].verdict is Verdict.FAILS


def test_a_new_line_of_the_register_opens_the_question_again(
    session, make, edition, secretary, nomination
):
    settled(session, make, secretary, nomination)
    session.add(EarlierLaureate(name="Amina Hadad", category_key="youth-leader", year=2025))
    session.flush()

    assert findings(session, edition, nomination, make)[BAR].verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("condition", "changes", "code"),
    [
        (BAR, {"evidence": "  "}, "evidence_missing"),
        (BAR, {"settles": "0" * 64}, "finding_changed"),
        ("letters", {}, "known_already"),
    ],
)
def test_what_cannot_be_settled_writes_nothing(
    session, make, edition, secretary, nomination, condition, changes, code
):
    with pytest.raises(RuleBroken) as refused:
        settled(session, make, secretary, nomination, condition, **changes)

    assert [r.code for r in refused.value.refusals] == [code]
    assert session.scalars(select(Settlement)).all() == []
    assert session.scalars(select(AuditEvent)).all() == []


def test_after_screening_nothing_is_settled(session, make, edition, secretary):
    eligible = make.nomination(stage="eligible", edition=edition, consent="awaited")

    with pytest.raises(NotAllowed):
        settled(session, make, secretary, eligible, "consent")


def test_with_a_conflict_of_interest_there_is_nothing(
    session, make, edition, secretary, nomination
):
    make.conflict(nomination, secretary)

    with pytest.raises(NotFound):
        settled(session, make, secretary, nomination)


def test_a_condition_of_another_category_does_not_exist(office, nomination):
    assert office.get(f"/nominations/{nomination.id}/findings/women").status_code == 404
    assert office.get(f"/nominations/{nomination.id}/findings/nothing").status_code == 404


def test_the_page_keeps_what_was_written_and_says_what_is_missing(
    office, session, edition, nomination
):
    address = f"/nominations/{nomination.id}/findings/{BAR}"
    page = office.get(address).text
    settles = re.search(r'name="settles"[^>]*value="([0-9a-f]{64})"', page)[1]

    blank = office.post(address, data={"settles": settles, "evidence": "It is\nanother."})
    stale = office.post(
        address, data={"settles": "0" * 64, "holds": "yes", "evidence": "It is\nanother."}
    )

    assert (blank.status_code, stale.status_code) == (422, 422)
    assert "Please say whether the condition holds." in blank.text
    assert "has changed since you opened this page" in stale.text
    for answer in (blank, stale):
        assert "It is\nanother." in answer.text
    assert f'value="{settles}"' in stale.text
    assert session.scalars(select(Settlement)).all() == []

    done = office.post(
        address, data={"settles": settles, "holds": "no", "evidence": "It is the laureate."}
    )

    assert done.status_code == 303
    assert done.location.endswith(f"/screening#{nomination.reference}")
    page = html.unescape(office.get(f"/editions/{edition.row.slug}/screening").text)
    assert "established by the secretariat" in page
    assert "It is the laureate." in page
    assert "found out by the secretariat" in page


def test_the_finding_takes_as_many_statements_however_many_settlements(
    office, session, make, secretary, nomination, statements
):
    address = f"/nominations/{nomination.id}/findings/{BAR}"
    office.get(address)
    with statements() as one:
        office.get(address)
    for _ in range(3):
        session.add(
            Settlement(
                nomination_id=nomination.id, condition_key="consent", holds=True, evidence="x",
                settles="0" * 64, plan_hash="0" * 64, settled_by=secretary.id, settled_at=make.now,
            )
        )  # fmt: skip
    session.flush()
    with statements() as more:
        office.get(address)

    assert len(one) == len(more)


def test_the_nominator_reads_the_evidence_but_not_who_wrote_it(
    client, session, make, sign_in, edition, secretary
):
    nominator = make.person()
    nomination = make.nomination(
        stage="submitted", edition=edition, by=nominator, consent="awaited"
    )
    settled(session, make, secretary, nomination, "consent", evidence="Signed on paper.")
    sign_in(client, nominator)

    page = client.get(f"/nominations/{nomination.id}").text

    assert "Signed on paper." in page
    assert "Office Person" not in page
    assert "Say what you found out" not in page
