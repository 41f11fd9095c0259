"""Secret ballots: who may vote, once, on what; how they are counted; and that they stay secret."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest
from sqlalchemy import inspect, select, text

from prize_app.committee import ballots
from prize_app.committee.queries import members_of, open_rounds_for
from prize_app.db.audit import AuditEvent
from prize_app.db.committee import Ballot, BallotRound, Participation
from prize_app.db.editions import Grant
from prize_app.db.notices import Notice
from tests.factories import actor
from tests.prize_app.committee.holding import cast, close, opened, to_all
from tests.prize_app.db.real import committed
from workflows.errors import NotAllowed, NotFound, RuleBroken
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def chair(make, edition):
    return make.grant(Role.CHAIR)


@pytest.fixture
def members(make, edition):
    """Six of them: more than two thirds are five."""
    return [make.grant(Role.COMMITTEE) for _ in range(6)]


@pytest.fixture
def shortlisted(make, edition):
    return [make.nomination(stage="shortlisted", category=CATEGORY) for _ in range(3)]


@pytest.fixture
def ranked(make, edition):
    return [make.nomination(stage="ranked", category=CATEGORY) for _ in range(3)]


@pytest.fixture
def award(make, chair, members, shortlisted):
    return opened(make, chair, "award", CATEGORY)


def order(*nominations):
    return {str(n.id): str(place) for place, n in enumerate(nominations, start=1)}


def events(session):
    return [e.event for e in session.scalars(select(AuditEvent).order_by(AuditEvent.number))]


def count(session, table):
    return len(session.scalars(select(table)).all())


def refused(session, make, member, round_, given, error=RuleBroken):
    """The codes of a refused vote, after seeing that nothing was written."""
    before = count(session, Ballot), count(session, Participation), events(session)
    with pytest.raises(error) as no:
        cast(make, member, round_, given)
    assert (count(session, Ballot), count(session, Participation), events(session)) == before
    return [r.code for r in no.value.refusals]


# ---- opening


def test_open_lists_who_stands_there_and_tells_every_member_once(
    session, make, chair, members, shortlisted, ranked
):
    make.grant(Role.COMMITTEE, members[0], category=CATEGORY)  # has the role twice

    round_ = opened(make, chair, "award", CATEGORY)

    assert set(round_.nominations) == {str(n.id) for n in shortlisted}
    assert events(session) == ["ballot:open"]
    told = Counter(n.recipient for n in session.scalars(select(Notice)))
    assert told == {m.email: 1 for m in members}


def test_a_second_round_is_opened_only_when_the_first_is_closed(make, chair, award):
    with pytest.raises(RuleBroken, match="ballot_still_open"):
        opened(make, chair, "award", CATEGORY)

    close(make, chair, award)

    assert opened(make, chair, "award", CATEGORY).id != award.id


def test_the_table_itself_refuses_a_second_open_round(session, make, award):
    twin = BallotRound(
        edition_id=award.edition_id, category_key=CATEGORY, ballot_key="award",
        nominations=[], opened_at=make.now,
    )  # fmt: skip

    with pytest.raises(Exception, match=r"ballot_round"), session.begin_nested():
        session.add(twin)
        session.flush()


def test_without_a_nomination_there_is_nobody_to_vote_on(make, chair, ranked):
    with pytest.raises(RuleBroken, match="nobody_to_vote_on"):
        opened(make, chair, "award", CATEGORY)


@pytest.mark.parametrize(("ballot", "category"), [("nothing", CATEGORY), ("award", "nothing")])
def test_a_ballot_that_the_plan_has_not_is_not_found(make, chair, shortlisted, ballot, category):
    with pytest.raises(NotFound):
        opened(make, chair, ballot, category)


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.SECRETARIAT, Role.BOARD, Role.OBSERVER])
def test_only_who_chairs_opens_and_closes(session, make, award, role):
    somebody = make.grant(role)

    with pytest.raises(NotAllowed):
        opened(make, somebody, "shortlist", CATEGORY)
    with pytest.raises(NotAllowed):
        close(make, somebody, award)

    assert award.closed_at is None


def test_the_deputy_opens_and_closes_too(make, members, shortlisted):
    deputy = make.grant(Role.DEPUTY)

    close(make, deputy, opened(make, deputy, "award", CATEGORY))


# ---- casting


def test_a_vote_is_cast_once(session, make, members, shortlisted, award):
    cast(make, members[0], award, to_all(shortlisted, "yes"))

    assert refused(session, make, members[0], award, to_all(shortlisted, "no")) == ["already_voted"]
    assert count(session, Ballot) == 1
    assert events(session) == ["ballot:open", "ballot:cast"]


def test_after_the_close_nobody_votes_and_nobody_closes(
    session, make, chair, members, shortlisted, award
):
    close(make, chair, award)

    assert refused(session, make, members[0], award, to_all(shortlisted, "yes")) == [
        "ballot_closed_already"
    ]
    with pytest.raises(RuleBroken, match="ballot_closed_already"):
        close(make, chair, award)


def test_an_incomplete_paper_is_refused(session, make, members, shortlisted, award):
    paper = to_all(shortlisted[:2], "yes")

    assert refused(session, make, members[0], award, paper) == ["ballot_unreadable"]


@pytest.mark.parametrize("role", [Role.CHAIR, Role.SECRETARIAT, Role.BOARD, Role.REVIEWER])
def test_who_is_no_member_does_not_vote(session, make, shortlisted, award, role):
    refused(session, make, make.grant(role), award, to_all(shortlisted, "yes"), NotAllowed)


def test_a_member_of_another_category_does_not_vote(session, make, shortlisted, award):
    other = make.grant(Role.COMMITTEE, category="youth-leader")

    refused(session, make, other, award, to_all(shortlisted, "yes"), NotAllowed)


def test_a_round_that_is_not_there_is_not_found(make, chair, members):
    for attempt in (
        lambda: ballots.cast_ballot(make.session, actor(members[0]), uuid4(), {}, now=make.now),
        lambda: ballots.close_ballot(make.session, actor(chair), uuid4(), now=make.now),
    ):
        with pytest.raises(NotFound):
            attempt()


# ---- recusal


def test_what_a_member_is_recused_from_is_not_on_the_paper_and_not_in_the_vote(
    session, make, members, shortlisted, award
):
    make.conflict(shortlisted[0], members[0])

    cast(make, members[0], award, to_all(shortlisted, "yes"))

    [ballot] = session.scalars(select(Ballot))
    assert set(ballot.content["answers"]) == {str(n.id) for n in shortlisted[1:]}


def test_who_is_recused_from_everything_has_no_paper(session, make, members, shortlisted, award):
    for nomination in shortlisted:
        make.conflict(nomination, members[0])

    refused(session, make, members[0], award, to_all(shortlisted, "yes"), NotFound)
    assert open_rounds_for(session, members[0].id, [award.edition_id]) == []
    assert open_rounds_for(session, members[1].id, [award.edition_id]) == [award]


@pytest.mark.parametrize(("voters", "reached"), [(4, False), (5, True)])
def test_the_quorum_of_six_is_five(make, chair, members, shortlisted, award, voters, reached):
    for member in members[:voters]:
        cast(make, member, award, to_all(shortlisted, "yes"))

    items = close(make, chair, award)["items"].values()

    assert {(i["voted"], i["needed"], i["quorum_reached"]) for i in items} == {(voters, 5, reached)}


@pytest.mark.parametrize(("voters", "reached"), [(3, False), (4, True)])
def test_who_is_recused_is_not_counted_in_the_quorum_of_that_nomination(
    make, chair, members, shortlisted, award, voters, reached
):
    make.conflict(shortlisted[0], members[5])
    for member in members[:voters]:
        cast(make, member, award, to_all(shortlisted, "yes"))

    items = close(make, chair, award)["items"]

    first, second = (items[str(n.id)] for n in shortlisted[:2])
    assert (first["needed"], first["quorum_reached"]) == (4, reached)
    assert (second["needed"], second["quorum_reached"]) == (5, False)


def test_a_conflict_that_is_declared_after_the_vote_does_not_stop_the_count(
    make, chair, members, shortlisted, award
):
    """The vote is secret: it stays in, and its voter stays counted as somebody who voted."""
    for member in members:
        cast(make, member, award, to_all(shortlisted, "yes"))
    make.conflict(shortlisted[0], members[0])

    item = close(make, chair, award)["items"][str(shortlisted[0].id)]

    assert (item["voted"], item["needed"], item["quorum_reached"]) == (6, 5, True)


def test_who_leaves_the_panel_after_voting_does_not_stop_the_count(
    session, make, chair, members, shortlisted, award
):
    for member in members:
        cast(make, member, award, to_all(shortlisted, "yes"))
    gone = session.scalars(select(Grant).where(Grant.person_id == members[0].id)).one()
    session.delete(gone)

    outcome = close(make, chair, award)

    assert outcome["votes"] == 6
    assert {(i["voted"], i["needed"]) for i in outcome["items"].values()} == {(6, 5)}


# ---- counting


@pytest.mark.parametrize(("yes", "no", "met"), [(4, 2, True), (3, 2, False), (2, 1, True)])
def test_two_thirds_of_the_votes_cast_are_enough_exactly(
    make, chair, members, shortlisted, award, yes, no, met
):
    answers = ["yes"] * yes + ["no"] * no + ["abstain"] * (6 - yes - no)
    for member, answer in zip(members, answers, strict=True):
        cast(make, member, award, to_all(shortlisted, answer))

    item = close(make, chair, award)["items"][str(shortlisted[0].id)]

    assert (item["yes"], item["votes_cast"], item["threshold_met"]) == (yes, yes + no, met)


def test_the_shortlist_is_in_the_order_of_schulze(make, chair, members, ranked):
    """A beats B four to two, B beats C five to one; C beats A three to three: a tie."""
    round_ = opened(make, chair, "shortlist", CATEGORY)
    a, b, c = ranked
    papers = [(a, b, c)] * 3 + [(b, c, a)] * 2 + [(c, a, b)]
    for member, paper in zip(members, papers, strict=True):
        cast(make, member, round_, order(*paper))

    outcome = close(make, chair, round_)

    assert {n: i["place"] for n, i in outcome["items"].items()} == {
        str(a.id): 1,
        str(b.id): 2,
        str(c.id): 3,
    }
    assert list(outcome["items"]) == [str(n.id) for n in (a, b, c)]
    assert outcome["sheet"]


def test_a_round_without_votes_is_closed_and_decides_nothing(make, chair, award):
    outcome = close(make, chair, award)

    assert outcome["votes"] == 0
    assert not any(i["quorum_reached"] or i["threshold_met"] for i in outcome["items"].values())


def test_the_close_is_recorded_with_its_outcome_and_without_voters(
    session, make, chair, members, shortlisted, award
):
    cast(make, members[0], award, to_all(shortlisted, "yes"))

    outcome = close(make, chair, award)

    closed = session.scalars(select(AuditEvent).where(AuditEvent.event == "ballot:close")).one()
    assert (closed.facts["votes"], closed.facts["outcome"]) == (1, outcome)
    assert not any(str(m.id) in str(closed.facts) for m in members)


# ---- secrecy


def test_ballots_and_participations_have_nothing_in_common_but_the_round(session, make):
    columns = {
        table: {c["name"] for c in inspect(session.connection()).get_columns(table)}
        for table in ("ballot", "participation")
    }

    assert columns["ballot"] & columns["participation"] == {"id", "round_id"}
    assert columns["ballot"] == {"id", "round_id", "content"}


def test_keys_of_ballots_are_random_and_not_those_of_participations(
    session, make, members, shortlisted, award
):
    for member in members:
        cast(make, member, award, to_all(shortlisted, "yes"))

    papers = {b.id for b in session.scalars(select(Ballot))}
    people = {p.id for p in session.scalars(select(Participation))}
    assert {key.version for key in papers} == {4}
    assert papers.isdisjoint(people | {m.id for m in members})


def test_the_record_of_a_vote_does_not_say_how(session, make, members, shortlisted, award):
    cast(make, members[0], award, to_all(shortlisted, "no"))

    event = session.scalars(select(AuditEvent).where(AuditEvent.event == "ballot:cast")).one()
    assert event.facts == {"category": CATEGORY, "ballot": "award"}


def test_the_order_in_which_ballots_lie_is_not_that_in_which_they_were_cast(
    session, make, chair, members, shortlisted, award
):
    for member in members:
        cast(make, member, award, to_all(shortlisted, "yes"))
    before = {b.id for b in session.scalars(select(Ballot))}

    close(make, chair, award)

    session.expire_all()
    after = {b.id for b in session.scalars(select(Ballot))}
    assert len(after) == 6
    assert after.isdisjoint(before)


def test_after_the_close_no_row_says_which_transaction_a_ballot_came_from(own):
    """PostgreSQL keeps the number of the writing transaction with every row; SQLite keeps none."""
    if own.url.get_backend_name() == "sqlite":
        with own.reading() as session:
            create = session.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'ballot'"))
        assert create.rstrip().endswith("WITHOUT ROWID")
        return
    with committed(own) as make:
        make.edition(passed="corrections-close")
        people = [make.grant(Role.COMMITTEE) for _ in range(3)]
        chair = make.grant(Role.CHAIR)
        nomination = make.nomination(stage="shortlisted", category=CATEGORY)
        round_id = opened(make, chair, "award", CATEGORY).id
    for person in people:
        with own.transaction() as session:
            ballots.cast_ballot(
                session, actor(person), round_id, to_all([nomination], "yes"), now=make.now
            )
    with own.transaction() as session:
        ballots.close_ballot(session, actor(chair), round_id, now=make.now)

    numbers = {}
    with own.reading() as session:
        for table in ("ballot", "participation"):
            wanted = text(f"SELECT xmin::text FROM {table} WHERE round_id = :id")  # noqa: S608
            numbers[table] = set(session.scalars(wanted, {"id": round_id}))
    assert len(numbers["participation"]) == 3
    assert len(numbers["ballot"]) == 1
    assert numbers["ballot"].isdisjoint(numbers["participation"])


def test_members_are_always_listed_in_the_same_order(session, edition, members):
    listed = [m.id for m in members_of(session, edition, CATEGORY)]

    assert listed == sorted(m.id for m in members)
