"""Other rules on a held ballot: stored with the count, told to whoever is told the outcome."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.db.committee import BallotRound
from tests.prize_app.committee.holding import cast, close, closed_round, opened, to_all
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
OTHERS = "Other rules"


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def chair(make, edition):
    return make.grant(Role.CHAIR)


@pytest.fixture
def members(make, edition):
    return [make.grant(Role.COMMITTEE) for _ in range(6)]


def named(make, *names, stage="ranked"):
    return [
        make.nomination(category=CATEGORY, stage=stage, answers={"nominee-name": name})
        for name in names
    ]


def room(edition):
    return f"/editions/{edition.row.slug}/committee/{CATEGORY}"


def order(*nominations):
    return {str(n.id): str(place) for place, n in enumerate(nominations, start=1)}


def held(make, chair, members, papers):
    """A ballot of places, closed; the shipped plan lets three come out by Schulze."""
    round_ = opened(make, chair, "shortlist", CATEGORY)
    for member, paper in zip(members, papers, strict=False):
        cast(make, member, round_, order(*paper))
    return round_, close(make, chair, round_)


@pytest.fixture
def five(make, edition):
    return named(make, "Ann", "Ben", "Cem", "Dan", "Eve")


def papers_of(a, b, c, d, e):
    """Four of six put C before D, so does Schulze; D has more points, as two put it first."""
    return [(a, b, c, d, e)] * 4 + [(d, a, b, e, c)] * 2


@pytest.fixture
def split(make, chair, members, five):
    return held(make, chair, members, papers_of(*five))


def page_of(client, sign_in, person, edition):
    answer = sign_in(client, person).get(room(edition))
    assert answer.status_code == 200
    return answer.text


# ---- kept with the count


def test_the_count_keeps_the_orders_of_the_other_rules_and_no_figures(session, split, five):
    round_, outcome = split

    session.expire_all()
    kept = session.get(BallotRound, round_.id).outcome["others"]
    assert kept == outcome["others"]
    assert {line["rule"] for line in kept} == {"borda", "ranked-pairs", "median"}
    for line in kept:
        assert line.keys() == {"rule", "order"}
        assert {n for group in line["order"] for n in group} == {str(n.id) for n in five}


def test_points_would_have_let_another_one_in(split, five):
    _, outcome = split
    a, b, c, d, e = (str(n.id) for n in five)
    kept = {line["rule"]: line["order"] for line in outcome["others"]}

    assert [n for n, item in outcome["items"].items() if item["elected"]] == [a, b, c]
    assert kept["borda"] == [[a], [b], [d], [c], [e]]
    assert kept["ranked-pairs"] == kept["median"] == [[a], [b], [c], [d], [e]]


@pytest.mark.parametrize(("voters", "tried"), [(4, False), (5, True)])
def test_so_few_papers_are_not_tried_that_orders_could_tell_who_voted_how(
    client, make, edition, chair, members, five, sign_in, voters, tried
):
    _, outcome = held(make, chair, members[:voters], [five] * voters)

    text = page_of(client, sign_in, chair, edition)

    assert (outcome["others"] is not None) is tried
    assert ("Other rules are not tried on so few papers" in text) is not tried
    assert ("Other rules: each of the 3 gives the same outcome." in text) is tried


# ---- on the page


def test_who_would_come_out_instead_is_told_by_name_and_as_a_test(
    client, edition, chair, sign_in, split
):
    text = page_of(client, sign_in, chair, edition)

    assert "Other rules: 2 of 3 give the same outcome." in text
    assert "This tests how firm the outcome is; it decides nothing." in text
    assert "Borda count" in text
    assert "\u2068Dan\u2069 would be chosen, \u2068Cem\u2069 would not." in text
    names = ("Ann", "Ben", "Dan", "Cem", "Eve")
    order_told = "; ".join(f"\u2068{name}\u2069" for name in names)
    assert f"Order: {order_told}." in text


@pytest.mark.parametrize(
    "role", [Role.CHAIR, Role.DEPUTY, Role.COMMITTEE, Role.BOARD, Role.SECRETARIAT, Role.OBSERVER]
)
def test_whoever_is_told_the_outcome_is_told_this(client, make, edition, sign_in, split, role):
    assert OTHERS in page_of(client, sign_in, make.grant(role), edition)


def test_who_is_recused_from_one_of_them_is_told_nothing_of_it(
    client, make, edition, members, sign_in, split, five
):
    make.conflict(five[4], members[0])

    text = page_of(client, sign_in, members[0], edition)

    assert "Ann" in text
    assert OTHERS not in text
    assert "Eve" not in text


def test_before_the_count_there_is_nothing(client, make, edition, chair, members, five, sign_in):
    round_ = opened(make, chair, "shortlist", CATEGORY)
    for member in members:
        cast(make, member, round_, order(*five))

    assert OTHERS not in page_of(client, sign_in, chair, edition)


def test_without_a_quorum_nothing_comes_out_and_nothing_is_compared(
    client, make, edition, chair, five, sign_in
):
    members = [make.grant(Role.COMMITTEE) for _ in range(12)]
    held(make, chair, members, [five] * 5)

    text = page_of(client, sign_in, chair, edition)

    assert "quorum missed" in text
    assert OTHERS not in text


def test_a_round_from_before_there_were_trials_is_shown_as_it_was(
    client, make, edition, chair, sign_in
):
    closed_round(make, named(make, "Ann")[0], "shortlist")

    assert OTHERS not in page_of(client, sign_in, chair, edition)


def test_names_from_right_to_left_and_long_ones_stand_by_themselves(
    client, make, edition, chair, members, sign_in
):
    long = "Very " * 30 + "Long"
    held(make, chair, members, papers_of(*named(make, "Ann", "Ben", long, "أمينة حداد", "Eve")))

    text = page_of(client, sign_in, chair, edition)

    assert f"\u2068أمينة حداد\u2069 would be chosen, \u2068{long}\u2069 would not." in text


# ---- answers of yes and no


def test_answers_are_read_otherwise_however_few_there_are(
    client, make, edition, chair, members, sign_in
):
    """B carries only while nobody counts who abstains."""
    nominations = named(make, "Ann", "Ben", stage="shortlisted")
    round_ = opened(make, chair, "award", CATEGORY)
    a, b = (str(n.id) for n in nominations)
    for number, member in enumerate(members):
        cast(make, member, round_, {a: "yes", b: "yes" if number < 2 else "abstain"})
    outcome = close(make, chair, round_)

    kept = {line["rule"]: line["order"] for line in outcome["others"]}
    text = page_of(client, sign_in, chair, edition)
    assert kept == {
        "of-the-voters": [[a]],
        "of-the-members": [[a]],
        "simple-majority": [sorted([a, b])],
        "yes-less-no": [[a], [b]],
    }
    assert "Other rules: 2 of 4 give the same outcome." in text
    assert "\u2068Ben\u2069 would not be chosen." in text


def test_a_tie_that_waits_for_the_casting_vote_is_named_and_then_gone(
    client, make, edition, chair, members, sign_in
):
    tied = named(make, *"ABCDE", stage="shortlisted")
    round_ = opened(make, chair, "award", CATEGORY)
    for member in members:
        cast(make, member, round_, to_all(tied, "yes"))
    close(make, chair, round_)
    waiting = page_of(client, sign_in, chair, edition)
    given = {f"vote-{n.id}": str(place) for place, n in enumerate(tied, start=1)}
    client.post(f"/ballots/{round_.id}/casting-vote", data=given)

    after = page_of(client, sign_in, chair, edition)

    assert "Other rules: 0 of 4 give the same outcome." in waiting
    assert waiting.count("decides whether the same are chosen: \u2068A\u2069, \u2068B\u2069") == 4
    assert after.count("A tie decides whether") == 4  # the readings leave the same five equal


def test_the_page_takes_as_many_statements_for_two_tried_rounds_as_for_one(
    session, client, make, edition, chair, members, five, sign_in, statements
):
    sign_in(client, chair)

    def read():
        with statements() as seen:
            assert OTHERS in client.get(room(edition)).text
        return len(seen)

    held(make, chair, members, [five] * 6)
    one = read()
    held(make, chair, members, [five[::-1]] * 6)

    assert len(session.scalars(select(BallotRound)).all()) == 2
    assert read() == one
