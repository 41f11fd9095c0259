"""The committee's pages, over HTTP: what a member sees, and what a conflict takes away."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from prize_app.db.committee import BallotRound, Participation, Ranking, RankingLine
from prize_app.db.notices import Notice
from tests.prize_app.committee.holding import cast, close, opened, to_all
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"


@pytest.fixture
def edition(make):
    return make.edition(passed="corrections-close")


@pytest.fixture
def chair(make, edition):
    return make.grant(Role.CHAIR)


@pytest.fixture
def member(make, edition):
    return make.grant(Role.COMMITTEE)


def named(make, name, stage="shortlisted", **columns):
    """A nomination that can be found on a page by its name."""
    answers = {"nominee-name": name}
    return make.nomination(category=CATEGORY, stage=stage, answers=answers, **columns)


def address(edition, *parts):
    return "/".join([f"/editions/{edition.row.slug}/committee", *parts])


def paper(nominations, answer):
    return {f"vote-{key}": said for key, said in to_all(nominations, answer).items()}


# ---- pages


@pytest.mark.parametrize(
    "role", [Role.CHAIR, Role.DEPUTY, Role.COMMITTEE, Role.BOARD, Role.SECRETARIAT, Role.OBSERVER]
)
def test_the_pages_are_for_those_who_may_know_the_ranking(client, make, edition, sign_in, role):
    named(make, "Amina Haddad")
    sign_in(client, make.grant(role))

    assert client.get(address(edition)).status_code == 200
    page = client.get(address(edition, CATEGORY))
    assert page.status_code == 200
    assert "Amina Haddad" in page.text


@pytest.mark.parametrize("role", [Role.REVIEWER, None])
def test_for_others_they_do_not_exist(client, make, edition, sign_in, role):
    sign_in(client, make.grant(role) if role else make.person())

    assert client.get(address(edition)).status_code == 404
    assert client.get(address(edition, CATEGORY)).status_code == 404


def test_a_category_that_is_none_is_not_found(client, edition, chair, sign_in):
    assert sign_in(client, chair).get(address(edition, "nothing")).status_code == 404


def test_every_category_is_shown_before_anything_has_come_so_far(client, edition, chair, sign_in):
    sign_in(client, chair)

    answers = {c: client.get(address(edition, c)).status_code for c in edition.plan.categories}

    assert set(answers.values()) == {200}
    assert len(answers) == 7


def test_what_a_member_is_recused_from_is_on_no_page(client, make, edition, chair, member, sign_in):
    hidden, shown = named(make, "Hidden Nominee"), named(make, "Shown Nominee")
    make.conflict(hidden, member)
    round_ = opened(make, chair, "award", CATEGORY)
    sign_in(client, member)

    vote = f"/ballots/{round_.id}"
    pages = {a: client.get(a).text for a in (address(edition, CATEGORY), vote)}
    cast(make, member, round_, to_all([shown], "yes"))
    close(make, chair, round_)
    pages["closed"] = client.get(address(edition, CATEGORY)).text

    for text in pages.values():
        assert "Hidden Nominee" not in text
        assert str(hidden.id) not in text
        assert "Shown Nominee" in text
    assert "You are recused from 1 of the nominations" in pages[vote]
    assert client.get(f"/nominations/{hidden.id}").status_code == 404


def test_the_numbers_on_the_index_leave_out_what_a_member_is_recused_from(
    client, make, edition, member, sign_in
):
    nomination = named(make, "Hidden Nominee")
    sign_in(client, member)
    before = client.get(address(edition)).text
    make.conflict(nomination, member)

    assert client.get(address(edition)).text != before


@pytest.mark.parametrize("with_rounds", [False, True])
def test_the_category_takes_as_many_statements_for_three_as_for_one(
    client, make, edition, chair, member, sign_in, statements, with_rounds
):
    named(make, "First")
    sign_in(client, member)

    def read():
        if with_rounds:
            close(make, chair, opened(make, chair, "award", CATEGORY))
        with statements() as seen:
            assert client.get(address(edition, CATEGORY)).status_code == 200
        return len(seen)

    one = read()
    for name in ("Second", "Third"):
        named(make, name)

    assert read() == one


def test_a_category_is_shown_a_hundred_to_a_page_the_first_places_first(
    client, make, edition, chair, sign_in
):
    rows = [make.nomination(category=CATEGORY, stage="ranked") for _ in range(101)]
    ranking = Ranking(
        edition_id=edition.id, category_key=CATEGORY, input_hash="0" * 64, frozen_at=make.now
    )
    make.session.add(ranking)
    make.session.flush()
    for place, nomination in enumerate(reversed(rows), start=1):
        make.session.add(
            RankingLine(
                ranking_id=ranking.id,
                nomination_id=nomination.id,
                place=place,
                reviews=3,
                summary={"by_criterion": {}},
            )
        )
    make.session.flush()
    sign_in(client, chair)

    def shown(path):
        page = client.get(path).text
        table = page.partition('<div class="columns">')[0]
        return re.findall(r'<th scope="row"><a href="/nominations/([0-9a-f-]{36})"', table), page

    first, page = shown(address(edition, CATEGORY))
    [following] = re.findall(r'rel="next" href="([^"]+)"', page)
    second, last = shown(following)

    assert [*first, *second] == [str(n.id) for n in reversed(rows)]
    assert (len(first), len(second)) == (100, 1)
    assert 'rel="next"' not in last


def test_the_index_takes_as_many_statements_for_three_rounds_as_for_one(
    client, make, edition, chair, member, sign_in, statements
):
    def opened_in(category):
        make.nomination(category=category, stage="shortlisted")
        opened(make, chair, "award", category)

    def read(path):
        with statements() as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    sign_in(client, member)
    opened_in("youth-leader")
    one = read(address(edition)), read("/desk")
    for category in ("outstanding-women", CATEGORY):
        opened_in(category)

    assert (read(address(edition)), read("/desk")) == one


# ---- a ballot from opening to count


def test_a_ballot_from_opening_to_count(client, session, make, edition, chair, member, sign_in):
    nominations = [named(make, name) for name in ("Amina Haddad", "Li Wei")]
    sign_in(client, chair)
    offered = client.get(address(edition, CATEGORY)).text
    begun = client.post(address(edition, CATEGORY, "ballots", "award", "open"))
    [round_] = session.scalars(select(BallotRound))
    vote = f"/ballots/{round_.id}"

    sign_in(client, member)
    asked = client.get(vote)
    sent = client.post(vote, data=paper(nominations, "yes"))
    afterwards = client.get(vote).text
    sign_in(client, chair)
    closed = client.post(f"{vote}/close")

    assert "/ballots/award/open" in offered
    assert (begun.status_code, sent.status_code, closed.status_code) == (303, 303, 303)
    assert "Amina Haddad" in asked.text
    assert "Your vote is in" in afterwards
    assert "2 of 2 yes" not in client.get(address(edition, CATEGORY)).text
    assert "1 of 1 yes" in client.get(address(edition, CATEGORY)).text
    assert [n.recipient for n in session.scalars(select(Notice))] == [member.email]


def test_who_votes_from_two_windows_is_told_which_vote_counts_and_asked_for_no_other(
    client, session, make, edition, chair, member, sign_in
):
    nominations = [named(make, "Amina Haddad")]
    sign_in(client, chair)
    client.post(address(edition, CATEGORY, "ballots", "award", "open"))
    [round_] = session.scalars(select(BallotRound))
    sign_in(client, member)
    client.post(f"/ballots/{round_.id}", data=paper(nominations, "yes"))

    again = client.post(f"/ballots/{round_.id}", data=paper(nominations, "no"))

    assert again.status_code == 422
    assert "You have voted in this ballot." in again.text
    assert "The first one counts" in again.text
    assert "Cast the vote" not in again.text


def test_a_ballot_closed_from_two_windows_is_called_done_and_not_forbidden(
    client, session, make, edition, chair, sign_in
):
    named(make, "Amina Haddad")
    sign_in(client, chair)
    client.post(address(edition, CATEGORY, "ballots", "award", "open"))
    [round_] = session.scalars(select(BallotRound))

    answers = [client.post(f"/ballots/{round_.id}/close") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 422]
    assert "This is done already" in answers[1].text
    assert "Not yet" not in answers[1].text


def test_a_refused_paper_comes_back_as_it_was_filled_in(
    client, session, make, chair, member, sign_in
):
    first, second = (named(make, name) for name in ("Amina Haddad", "Li Wei"))
    round_ = opened(make, chair, "award", CATEGORY)
    sign_in(client, member)

    answer = client.post(f"/ballots/{round_.id}", data=paper([first], "abstain"))

    assert answer.status_code == 422
    assert "Some answers are missing" in answer.text
    assert f'id="vote-{first.id}-abstain" value="abstain" checked' in answer.text
    assert f'id="vote-{second.id}-yes" value="yes" checked' not in answer.text
    assert session.scalars(select(Participation)).all() == []


@pytest.mark.parametrize("place", ["", "0", "3", "9" * 5000])
def test_a_place_that_is_none_is_refused(client, make, chair, member, sign_in, place):
    first, second = (named(make, name, "ranked") for name in ("Amina Haddad", "Li Wei"))
    round_ = opened(make, chair, "shortlist", CATEGORY)
    sign_in(client, member)

    answer = client.post(
        f"/ballots/{round_.id}", data={f"vote-{first.id}": "1", f"vote-{second.id}": place}
    )

    assert answer.status_code == 422


def test_voting_twice_is_refused(client, make, chair, member, sign_in):
    nomination = named(make, "Amina Haddad")
    round_ = opened(make, chair, "award", CATEGORY)
    sign_in(client, member)
    client.post(f"/ballots/{round_.id}", data=paper([nomination], "yes"))

    answer = client.post(f"/ballots/{round_.id}", data=paper([nomination], "no"))

    assert answer.status_code == 422
    assert "You have voted in this ballot. A vote cannot be changed." in answer.text
    assert "Your vote is in" in answer.text


def test_who_does_not_vote_finds_no_paper_and_who_does_not_chair_closes_nothing(
    client, make, chair, member, sign_in
):
    named(make, "Amina Haddad")
    round_ = opened(make, chair, "award", CATEGORY)

    sign_in(client, chair)
    assert client.get(f"/ballots/{round_.id}").status_code == 404
    assert client.get(f"/ballots/{uuid4()}").status_code == 404
    sign_in(client, member)
    assert client.post(f"/ballots/{round_.id}/close").status_code == 403
    sign_in(client, make.person())
    assert client.post(f"/ballots/{round_.id}/close").status_code == 404


def test_who_is_recused_from_everything_finds_no_paper_and_no_task(
    client, make, edition, chair, member, sign_in
):
    nomination = named(make, "Amina Haddad")
    make.conflict(nomination, member)
    round_ = opened(make, chair, "award", CATEGORY)
    sign_in(client, member)

    assert client.get(f"/ballots/{round_.id}").status_code == 404
    assert f"/ballots/{round_.id}" not in client.get(address(edition)).text
    assert f"/ballots/{round_.id}" not in client.get("/desk").text


def test_opening_twice_is_refused_with_its_reason(client, make, edition, chair, sign_in):
    named(make, "Amina Haddad")
    sign_in(client, chair)
    client.post(address(edition, CATEGORY, "ballots", "award", "open"))

    answer = client.post(address(edition, CATEGORY, "ballots", "award", "open"))

    assert answer.status_code == 422
    assert "A ballot of this kind is still open." in answer.text
