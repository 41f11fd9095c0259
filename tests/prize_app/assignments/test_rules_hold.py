"""Whatever is proposed or added by hand keeps every hard rule, in whatever order things come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prize_app.assignments.asking import Question, asked
from prize_app.assignments.background import Background
from prize_app.assignments.conflicts import Bar
from prize_app.assignments.knowing import fits_of
from prize_app.assignments.obeying import broken_by, hand_refusal
from prize_app.assignments.pool import Pool
from prize_app.assignments.queries import Given, Load
from prize_app.assignments.settings import of_plan
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.reviews import Assignment, PairRuling
from prize_app.editions.queries import RunningEdition
from tests.factories import PLAN
from workflows import assignment as engine

CATEGORY = "outstanding-contribution"
COUNTRIES = ("KE", "FR", "PE")
HOUSES = ("Institute A", "Institute B", "")


@dataclass(repr=False)
class Held:
    """An edition that is told in one word where an example fails."""

    edition: RunningEdition


@pytest.fixture
def shared(make):
    """The shipped plan with a smaller capacity, so that it matters."""
    text = PLAN.read_text(encoding="utf-8")
    return Held(make.edition(source=text.replace("reviewer = 16", "reviewer = 3")))


def nomination(number, country):
    return Nomination(
        id=UUID(int=number),
        category_key=CATEGORY,
        reference=f"N{number}",
        nominee_name=f"Nominee {number}",
        nominee_country=country,
        nominee_institution=f"Home {number}",
        theme="water" if number % 2 else "energy",
        answers={"summary": "Desalination for all"},
    )


def reviewer(number, country, house):
    return Person(
        id=UUID(int=1000 + number),
        name=f"Reviewer {number}",
        country=country,
        institution=house,
        themes=["water"] if number % 3 else ["energy"],
    )


@st.composite
def situations(draw):
    """Nominations, reviewers, who has what already, who is barred, what was ruled."""
    countries = st.sampled_from(COUNTRIES)
    nominations = [nomination(n, draw(countries)) for n in range(1, draw(st.integers(1, 4)) + 1)]
    people = [
        reviewer(n, draw(countries), draw(st.sampled_from(HOUSES)))
        for n in range(1, draw(st.integers(1, 8)) + 1)
    ]
    pairs = [(n.id, p.id) for n in nominations for p in people]
    states = draw(
        st.lists(
            st.sampled_from(["", "", "", "", "barred", "locked", "forbidden", "left"]),
            min_size=len(pairs),
            max_size=len(pairs),
        )
    )
    return nominations, people, dict(zip(pairs, states, strict=True))


def pool_from(edition, situation, added=()):
    nominations, people, states = situation
    given = {n.id: [] for n in nominations}
    by_id = {p.id: p for p in people}
    for pair, state in states.items():
        if state == "left" or pair in added:
            status = "assigned" if pair in added else "declined"
            row = Assignment(nomination_id=pair[0], reviewer_id=pair[1], status=status)
            given[pair[0]].append(Given(row, by_id[pair[1]], None, None, True))
    loads = Counter(r for _, r in added)
    known = Background(
        {}, {}, {p: PairRuling(ruling=s) for p, s in states.items() if s in ("locked", "forbidden")}
    )
    pool = Pool(
        edition, CATEGORY, {n.id: n for n in nominations}, by_id, given,
        {r: Load(loads[r]) for r in by_id},
        {p: Bar.DECLARED for p, s in states.items() if s == "barred"},
    )  # fmt: skip
    return asked(pool, known, of_plan(edition.plan), fits_of(pool, known), None)


def assert_upper_rules(question: Question, pairs, situation):
    nominations, people, states = situation
    of_person = {p.id: p for p in people}
    assert not [p for p in pairs if states[p] in ("barred", "forbidden")]
    assert max(Counter(r for _, r in pairs).values(), default=0) <= 3
    for each in nominations:
        panel = [of_person[r] for n, r in pairs if n == each.id]
        assert len(panel) <= 3
        assert max(Counter(p.country for p in panel).values(), default=0) <= 2
        houses = [p.institution for p in panel if p.institution]
        assert not [1 for one, two in combinations(houses, 2) if one == two]
        if len(panel) == 3:
            assert any(p.country != each.nominee_country for p in panel)


SETTINGS = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETTINGS
@given(situation=situations())
def test_a_proposal_keeps_every_rule_and_its_proof_holds(shared, situation):
    question = pool_from(shared.edition, situation)

    outlook = engine.what_if(question.instance)

    assert outlook.flaws == ()
    if outlook.proposal.proof is not None:
        pairs = [(UUID(n), UUID(r)) for n, r in outlook.proposal.assignment]
        assert_upper_rules(question, pairs, situation)
        assert set(Counter(n for n, _ in pairs).values()) == {3}
        assert {p for p, s in situation[2].items() if s == "locked"} <= set(pairs)
        assert broken_by(question, pairs) == []
    else:
        assert outlook.proposal.blocking is not None


@SETTINGS
@given(situation=situations(), chance=st.randoms(use_true_random=False))
def test_the_order_in_which_things_come_changes_nothing(shared, situation, chance):
    nominations, people, states = situation
    mixed = [list(nominations), list(people), list(states.items())]
    for part in mixed:
        chance.shuffle(part)

    one, other = (pool_from(shared.edition, s) for s in (situation, (*mixed[:2], dict(mixed[2]))))

    assert one.input_hash == other.input_hash
    assert engine.propose(one.instance).assignment == engine.propose(other.instance).assignment


@SETTINGS
@given(situation=situations(), chance=st.randoms(use_true_random=False))
def test_what_is_added_by_hand_never_breaks_a_rule(shared, situation, chance):
    pairs = list(situation[2])
    chance.shuffle(pairs)
    added: list[tuple[UUID, UUID]] = []

    for pair in pairs:
        question = pool_from(shared.edition, situation, added)
        if hand_refusal(question, pair) is None:
            added.append(pair)

    assert_upper_rules(pool_from(shared.edition, situation, added), added, situation)


@SETTINGS
@given(situation=situations(), chance=st.randoms(use_true_random=False))
def test_a_search_for_a_replacement_keeps_whatever_can_be_kept(shared, situation, chance):
    """After one pair is gone, the others stay where the rules can be kept with them."""
    first = engine.propose(pool_from(shared.edition, situation).instance)
    if first.proof is None:
        return
    had = [(UUID(n), UUID(r)) for n, r in first.assignment]
    gone = chance.choice(had)
    left = [pair for pair in had if pair != gone]
    states = {**situation[2], gone: "left"}
    question = pool_from(shared.edition, (*situation[:2], states), left)

    again = engine.what_if(question.instance)

    assert again.flaws == ()
    if again.proposal.proof is not None and again.proposal.kept is not None:
        after = {(UUID(n), UUID(r)) for n, r in again.proposal.assignment}
        kept = len(after & {p for p in left if states[p] != "locked"})
        assert kept == again.proposal.kept == again.proposal.bounds["kept"]
        by_hand = [p for p in question.pool.reviewers if _fits_alone(question, gone[0], p)]
        assert not by_hand or after >= set(left)


def _fits_alone(question, nomination_id, reviewer_id):
    return hand_refusal(question, (nomination_id, reviewer_id)) is None and (
        question.pool.known((nomination_id, reviewer_id)) is None
    )
