"""The audit log's page: who reads what, in words, page by page."""

from __future__ import annotations

import re

import pytest

from prize_app.audit import service as audit
from prize_app.audit.queries import head_of
from workflows.plan.evaluation import Role


def address(make):
    return f"/editions/{make.the_edition.row.slug}/audit"


def record(make, event, *, subject=None, by=None, **facts):
    entry = audit.record(
        make.session, make.the_edition.id, event, actor_id=by.id if by else None,
        subject_id=subject.id if subject else None, facts=facts, at=make.now, now=make.now,
    )  # fmt: skip
    make.session.flush()
    return entry


def page_of(client, make, **query):
    answer = client.get(address(make), query_string=query)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def numbers(text):
    return [int(n) for n in re.findall(r'No\. <span class="num">(\d+)<', text)]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.SECRETARIAT, 200),
        (Role.OBSERVER, 200),
        (Role.CHAIR, 404),
        (Role.BOARD, 404),
        (Role.COMMITTEE, 404),
        (Role.REVIEWER, 404),
    ],
)
def test_who_reads_the_log(client, make, sign_in, role, status):
    sign_in(client, make.grant(role))

    assert client.get(address(make)).status_code == status


def test_strangers_are_asked_to_sign_in(client, make):
    make.edition()

    assert "/sign-in" in client.get(address(make)).location


def test_a_step_is_told_in_the_plans_words(client, make, sign_in):
    nomination = make.nomination(stage="withdrawn")
    nominator = make.person("Nora Nominator")
    record(
        make,
        "nomination:withdraw",
        subject=nomination,
        by=nominator,
        reason="He <b>declined</b>.",
        **{"from": "submitted", "to": "withdrawn"},
    )
    sign_in(client, make.grant(Role.SECRETARIAT))

    text = page_of(client, make)

    for said in (
        "<strong>Withdraw the nomination</strong>",
        f'href="/nominations/{nomination.id}">{nomination.reference}</a>',
        "Amina Haddad",
        "Nora Nominator",
        "from Handed in, to be screened to Withdrawn",
        "He &lt;b&gt;declined&lt;/b&gt;.",
    ):
        assert said in text


def test_who_acted_where_nobody_was_signed_in(client, make, sign_in):
    nomination = make.nomination(stage="awarded")
    record(make, "nomination:award", subject=nomination, **{"from": "notice", "to": "awarded"})
    record(make, "consent:answer", subject=nomination, consent="given")
    record(make, "certificate:draw", subject=nomination, serial="ANSO-2027-02-01-06")
    sign_in(client, make.grant(Role.SECRETARIAT))

    text = page_of(client, make)

    said = re.findall(r"by <bdi>([^<]*)</bdi>", text)
    assert said == ["the system", "the nominee", "the calendar"]
    assert "Answered whether to be nominated</strong>: given" in text
    assert "Drew the certificate</strong>: ANSO-2027-02-01-06" in text


def test_an_event_that_nobody_gave_words_is_still_readable(client, make, sign_in):
    record(make, "fund-raising:open-call", by=make.person("Somebody"))
    sign_in(client, make.grant(Role.SECRETARIAT))

    assert "Fund raising: open call" in page_of(client, make)


def test_pages_follow_each_other_without_gap_or_overlap(client, make, sign_in):
    for _ in range(120):
        record(make, "ballot:cast", by=None)
    sign_in(client, make.grant(Role.OBSERVER))

    seen, query = [], {}
    for _ in range(4):
        text = page_of(client, make, **query)
        seen += numbers(text)
        following = re.search(r"before=(\d+)", text)
        if following is None:
            break
        query = {"before": following[1]}

    assert seen == list(range(120, 0, -1))


@pytest.mark.parametrize("before", ["x", "-5", "0", "9" * 40])
def test_a_mistyped_place_is_no_error(client, make, sign_in, before):
    record(make, "edition:open")
    sign_in(client, make.grant(Role.SECRETARIAT))

    page_of(client, make, before=before)


def test_the_head_of_the_chain_and_how_to_verify_it(client, make, sign_in):
    record(make, "edition:open")
    sign_in(client, make.grant(Role.OBSERVER))

    text = page_of(client, make)

    assert head_of(make.session, make.the_edition.id).hash in text
    assert "flask --app wsgi prize verify-audit" in text


def test_a_conflict_of_interest_hides_every_event_of_the_nomination(client, make, sign_in):
    nomination = make.nomination(stage="in-review", answers={"nominee-name": "Nobody May Know"})
    assignment = make.assignment(nomination)
    review = make.review(assignment)
    secretary = make.grant(Role.SECRETARIAT)
    conflict = make.conflict(nomination, secretary)
    other = make.nomination(stage="in-review")
    for subject in (nomination, assignment, review, conflict):
        record(make, "review:submit", subject=subject)
    record(make, "nomination:accept", subject=other)
    record(make, "edition:open")
    sign_in(client, secretary)

    text = page_of(client, make)

    assert numbers(text) == [6, 5]
    assert "Nobody May Know" not in text


def test_events_about_drafts_are_left_out(client, make, sign_in):
    draft = make.nomination(stage="draft")
    record(make, "nomination:begin", subject=draft, by=make.person("Nora Nominator"), to="draft")
    sign_in(client, make.grant(Role.SECRETARIAT))

    text = page_of(client, make)

    assert numbers(text) == []
    assert "Nora Nominator" not in text


@pytest.mark.parametrize(("role", "named"), [(Role.SECRETARIAT, True), (Role.OBSERVER, False)])
def test_reviewers_are_named_to_those_who_may_know(client, make, sign_in, role, named):
    reviewer = make.person("Rosa Reviewer")
    nomination = make.nomination(stage="in-review")
    make.assignment(nomination, reviewer)
    record(make, "review:submit", subject=nomination, by=reviewer)
    record(make, "assignment:release", subject=nomination, reason="Rosa Reviewer is ill.")
    record(make, "conflict:declare", subject=reviewer, by=reviewer)
    sign_in(client, make.grant(role))

    text = page_of(client, make)

    assert ("Rosa Reviewer" in text) == named
    assert ("by <bdi>a reviewer</bdi>" in text) != named


def test_roles_and_ballots_are_told_with_their_award(client, make, sign_in):
    edition, person = make.edition(), make.person("Mina Member")
    record(make, "role:grant", subject=person, role="committee", category="youth-leader")
    record(make, "assignment:confirm", subject=edition.row, category="outstanding-women", count=9)
    sign_in(client, make.grant(Role.SECRETARIAT))

    text = page_of(client, make)

    assert "Gave a role</strong>: committee, Youth Leader Award · <bdi>Mina Member</bdi>" in text
    assert "Confirmed the proposed assignments</strong>: Outstanding Women Award" in text


def test_other_editions_stay_out(client, make, sign_in):
    record(make, "edition:open")
    make.edition()
    record(make, "ballot:cast")
    sign_in(client, make.grant(Role.SECRETARIAT))

    text = page_of(client, make)

    assert numbers(text) == [1]
    assert "Voted" in text


def test_three_events_cost_as_many_statements_as_one(client, make, sign_in, statements):
    record(make, "nomination:accept", subject=make.nomination(), by=make.person())
    sign_in(client, make.grant(Role.OBSERVER))
    where = address(make)
    client.get(where)

    with statements() as for_one:
        client.get(where)
    for _ in range(2):
        record(make, "nomination:accept", subject=make.nomination(), by=make.person())
    make.session.expire_all()
    with statements() as for_three:
        text = client.get(where).text

    assert len(numbers(text)) == 3
    assert len(for_one) == len(for_three)
