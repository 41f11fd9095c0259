"""Names in what reviewers and the office write: found, told to the writer, put out of sight."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import select

from prize_app.db.audit import AuditEvent
from prize_app.db.leaks import LeakRuling
from prize_app.db.reviews import Review, ReviewRemark
from prize_app.reviews import discussion
from tests.factories import actor
from tests.prize_app.leaks.writing import NOMINATOR, address, mark_in
from workflows.plan.evaluation import Role

WRITER, PEER = "Yuki Tanaka", "Otto Ungewitter"
WORDS = {"strengths": "Sound work. Yuki Tanaka", "weaknesses": "None that matter."}


@pytest.fixture
def nomination(make, edition):
    return make.nomination(by=make.person(NOMINATOR), stage="in-review")


@pytest.fixture
def given(make, nomination):
    return make.assignment(nomination, make.person(WRITER))


@pytest.fixture
def reviewed(make, given):
    """The writer's review is in and signed; that of a peer is in as well."""
    make.review(make.assignment(given_nomination(make, given), make.person(PEER)))
    return make.review(given, **WORDS)


def given_nomination(make, given):
    return make.session.get_one(type(make.nomination()), given.nomination_id)


def ranked(session, nomination):
    nomination.stage = "ranked"
    session.flush()


def test_a_signed_review_is_found_with_whoever_would_read_it(
    client, make, sign_in, edition, reviewed
):
    sign_in(client, make.grant(Role.SECRETARIAT))

    text = client.get(address(edition)).text

    assert "Review by Yuki Tanaka, strengths" in text
    assert "Sound work. <mark>Yuki Tanaka</mark>" in text
    assert "Name of a reviewer; hidden from reviewers, committee, board, observers." in text


def test_a_draft_is_read_by_nobody_and_not_searched(client, make, sign_in, edition, given):
    make.review(given, submitted_at=None, **WORDS)
    sign_in(client, make.grant(Role.SECRETARIAT))

    assert "Tanaka" not in client.get(address(edition)).text


def test_a_secretary_who_reviews_as_well_reads_no_review_before_the_own_one(
    client, make, sign_in, edition, nomination, reviewed
):
    both = make.grant(Role.SECRETARIAT)
    make.assignment(nomination, both)
    sign_in(client, both)

    assert "Tanaka" not in client.get(address(edition)).text


def test_remarks_and_reasons_are_searched(client, session, make, sign_in, edition, nomination):
    peer = make.assignment(nomination, make.person(PEER))
    make.review(peer)
    make.session.add(
        ReviewRemark(
            nomination_id=nomination.id,
            person_id=peer.reviewer_id,
            words="As I, Ungewitter, said before.",
            written_at=make.now,
        )
    )
    make.session.flush()
    sign_in(client, make.grant(Role.SECRETARIAT))

    assert "Remark by Otto Ungewitter" in client.get(address(edition)).text


def test_a_name_put_out_of_sight_is_read_by_nobody_who_must_not_know_it(
    client, session, make, sign_in, edition, nomination, reviewed
):
    sign_in(client, make.grant(Role.SECRETARIAT))
    mark = mark_in(client.get(address(edition)).text)
    where = f"/nominations/{nomination.id}"

    done = client.post(
        f"{where}/leaks/withhold", data={"fingerprint": mark, "reason": "It is signed."}
    )
    settled = client.get(address(edition)).text
    ranked(session, nomination)
    of_office = client.get(where).text
    sign_in(client, make.grant(Role.COMMITTEE))
    of_committee = client.get(where).text

    assert done.status_code == 303
    assert "It is signed." in settled
    assert "Settle this" not in settled
    assert "Sound work. Yuki Tanaka" in of_office
    assert "Sound work. […]" in of_committee
    assert "Tanaka" not in of_committee
    assert session.get_one(Review, reviewed.id).strengths == WORDS["strengths"]
    assert session.scalars(select(AuditEvent.event)).all() == ["leak:withheld"]


def test_peers_read_the_discussion_without_the_name(
    client, session, make, sign_in, nomination, reviewed
):
    make.session.add(
        LeakRuling(
            nomination_id=nomination.id, fingerprint="f", reason="Signed.", ruled_at=make.now,
            place=f"review:{reviewed.id}:strengths", subject="reviewer", withheld="Yuki Tanaka",
        )
    )  # fmt: skip
    nomination.stage = "in-review"
    session.flush()
    peer = session.scalars(select(Review.assignment_id).where(Review.id != reviewed.id)).one()
    reader = session.get_one(type(make.assignment(make.nomination())), peer).reviewer_id

    found = discussion.see_discussion(
        session, actor(session.get_one(type(make.person()), reader)), nomination.id
    )

    assert "Sound work. […]" in [each.words["strengths"] for each in found.peers]


def test_withholding_needs_a_reason_and_a_finding_in_words(
    client, session, make, sign_in, edition, nomination, reviewed
):
    sign_in(client, make.grant(Role.SECRETARIAT))
    mark = mark_in(client.get(address(edition)).text)
    where = f"/nominations/{nomination.id}/leaks/withhold"

    silent = client.post(where, data={"fingerprint": mark, "reason": " "})
    unknown = client.post(where, data={"fingerprint": "0" * 64, "reason": "Because."})

    assert (silent.status_code, unknown.status_code) == (422, 404)
    assert "Please give a reason." in silent.text
    assert session.scalars(select(LeakRuling)).all() == []


def saved(client, given, words, number=1):
    """What one page gets for its autosave of this number."""
    return client.post(
        f"/reviews/{given.id}",
        data={
            "strengths": words,
            "weaknesses": "",
            "lock_version": "0",
            "page_id": "p",
            "save_number": str(number),
        },
        headers={"HX-Request": "true"},
    )


def test_a_writer_is_told_of_the_own_name_while_writing(client, session, make, sign_in, given):
    sign_in(client, make.session.get_one(type(make.person()), given.reviewer_id))

    told = saved(client, given, "I, Yuki Tanaka, say so.").text
    shown = client.get(f"/reviews/{given.id}").text

    words = "This names you (“Yuki Tanaka”). To the other reviewers, the committee, the board"
    assert words in told
    assert words in shown
    assert session.scalars(select(Review.strengths)).one() == "I, Yuki Tanaka, say so."


def test_a_writer_cannot_find_out_by_the_hints_who_nominated_or_reviews(
    client, make, sign_in, nomination, given
):
    """Tried out one by one, hidden names and names of nobody get the very same answer."""
    make.review(make.assignment(nomination, make.person(PEER)))
    sign_in(client, make.session.get_one(type(make.person()), given.reviewer_id))

    answers = [
        saved(client, given, f"I think of {name} here.", number).text
        for number, name in enumerate((NOMINATOR, PEER, "Nobody Whosoever"), 1)
    ]

    assert all('id="strengths-note" role="status" hx-swap-oob="true"></p>' in a for a in answers)


def test_a_remark_is_held_once_and_then_said(client, session, make, sign_in, nomination, reviewed):
    writer = session.scalars(
        select(type(make.person())).where(type(make.person()).name == WRITER)
    ).one()
    sign_in(client, writer)
    where = f"/nominations/{nomination.id}/discussion"

    first = client.post(where, data={"words": "Yours, Tanaka"})
    none_yet = session.scalars(select(ReviewRemark)).all()
    told = first.text.split('name="told" value="')[1].split('"')[0]
    second = client.post(where, data={"words": "Yours, Tanaka", "told": told})

    assert (first.status_code, none_yet) == (200, [])
    assert "This names you (“Tanaka”)." in first.text
    assert "Yours, Tanaka" in first.text
    assert second.status_code == 303
    assert [r.words for r in session.scalars(select(ReviewRemark))] == ["Yours, Tanaka"]


def test_a_message_to_the_nominator_is_held_once_where_it_names_a_reviewer(
    client, session, make, sign_in, edition
):
    nomination = make.nomination(by=make.person(NOMINATOR), stage="submitted")
    make.assignment(nomination, make.person(PEER))
    sign_in(client, make.grant(Role.SECRETARIAT))
    where = f"/nominations/{nomination.id}/actions/return"

    first = client.post(where, data={"reason": "Otto Ungewitter asks for the letter."})

    stayed = nomination.stage
    told = html.unescape(first.text).split('name="told" value="')[1].split('"')[0]
    second = client.post(
        where, data={"reason": "Otto Ungewitter asks for the letter.", "told": told}
    )

    session.refresh(nomination)

    assert (first.status_code, stayed) == (200, "submitted")
    assert told.startswith("“Otto Ungewitter” may give away a reviewer, whom ")
    assert " and the nominator should not know." in told
    assert (second.status_code, nomination.stage) == (303, "returned")


def test_a_writer_is_told_while_changing_a_review_that_is_in(
    client, session, make, sign_in, given, reviewed
):
    """The same words as for a first draft, in every field, the reason of the change included."""
    sign_in(client, make.session.get_one(type(make.person()), given.reviewer_id))
    where = f"/reviews/{given.id}/change"

    told = changed(client, where, 1, strengths="Sound.", change_reason="I, Yuki Tanaka, erred.")
    shown = client.get(where).text
    gone = changed(client, where, 2, strengths="Sound.", change_reason="I erred.")

    words = "This names you (“Yuki Tanaka”). To the other reviewers, the committee, the board"
    assert words in note(told, "change_reason")
    assert note(told, "strengths") == ""
    assert words in shown
    assert note(gone, "change_reason") == ""
    assert (
        session.scalars(select(Review.strengths).where(Review.id == reviewed.id)).one()
        == (WORDS["strengths"])
    )


def test_a_change_cannot_be_used_to_find_out_who_nominated_or_reviews(
    client, make, sign_in, given, reviewed
):
    sign_in(client, make.session.get_one(type(make.person()), given.reviewer_id))
    where = f"/reviews/{given.id}/change"

    told = [
        note(changed(client, where, number, change_reason=f"I think of {name}."), "change_reason")
        for number, name in enumerate((NOMINATOR, PEER, "Nobody Whosoever"), 1)
    ]

    assert told == ["", "", ""]


def changed(client, where, number, **words):
    answer = client.post(
        where,
        data={
            "then": "keep",
            "based_on": "1",
            "lock_version": "0",
            "page_id": "a-page-for-tests",
            "save_number": str(number),
            **words,
        },
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200, answer.text
    return answer.text


def note(page, field):
    """The hint beside a field in the answer to an autosave, without its markup."""
    said = page.split(f'id="{field}-note"')[1].split(">", 1)[1].split("</p>")[0]
    return html.unescape(re.sub(r"<[^>]+>", "", said)).strip()
