"""The way of one nomination, drawn on its page: all of it inside, public stages outside."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest

from prize_app.audit.service import record
from tests.workflows.shipped import WORKFLOW
from workflows.drawing import taken_from
from workflows.plan.evaluation import Role

TO_REVIEW = ["submit", "accept", "open-review"]
TO_SHORTLIST = [*TO_REVIEW, "rank", "shortlist"]


def walked(make, actions, nominator=None):
    """A nomination whose log tells of these actions, one a day."""
    way = taken_from(WORKFLOW, actions)
    assert len(way.steps) == len(actions)
    nomination = make.nomination(by=nominator, stage=way.here)
    began = make.now - timedelta(days=40)
    facts = [("begin", {"to": WORKFLOW.initial})]
    facts += [(key, {"from": source, "to": target}) for source, key, target in way.steps]
    for number, (key, said) in enumerate(facts):
        at = began + timedelta(days=number)
        record(
            make.session, nomination.edition_id, f"nomination:{key}", actor_id=None,
            subject_id=nomination.id, facts=said, at=at, now=at,
        )  # fmt: skip
    make.session.flush()
    return nomination


def drawing(client, nomination):
    answer = client.get(f"/nominations/{nomination.id}/way.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.text


def page_of(client, nomination):
    """What stands on the page, without what names this nomination alone."""
    text = unescape(client.get(f"/nominations/{nomination.id}").text).split("<main", 1)[1]
    return text.replace(str(nomination.id), "ID").replace(nomination.reference, "REF")


def test_the_secretariat_sees_every_step(client, make, sign_in):
    nomination = walked(make, TO_SHORTLIST)
    sign_in(client, make.grant(Role.SECRETARIAT))

    svg, text = drawing(client, nomination), page_of(client, nomination)

    told = (
        "The way so far: Draft, then Handed in, to be screened, then Eligible, then In review, "
        "then Ranked, then Shortlisted, before the committee. "
        "Now at: Shortlisted, before the committee."
    )
    assert told in svg
    assert f'alt="The procedure with the way of this nomination. {told}"' in text
    assert svg.count('class="wf-arrow wf-taken"') == len(TO_SHORTLIST)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TO_REVIEW, [*TO_REVIEW, "rank"]),
        (TO_SHORTLIST, [*TO_SHORTLIST, "propose"]),
        (TO_SHORTLIST, [*TO_SHORTLIST, "propose", "approve", "send-back"]),
        ([*TO_SHORTLIST, "name-reserve"], [*TO_SHORTLIST, "decline"]),
    ],
    ids=["ranked", "proposed", "sent back", "reserve"],
)
def test_outside_nothing_tells_stages_of_one_public_name_apart(client, make, sign_in, one, other):
    nominator = make.person()
    first, second = walked(make, one, nominator), walked(make, other, nominator)
    sign_in(client, nominator)

    assert drawing(client, first) == drawing(client, second)
    trails = [
        page_of(client, n).split("What has happened", 1)[1].split("</ol>", 1)[0]
        for n in (first, second)
    ]
    assert trails[0] == trails[1]


def test_a_reviewer_sees_the_public_stages_only(client, make, sign_in):
    nomination = walked(make, TO_REVIEW)
    reviewer = make.grant(Role.REVIEWER)
    make.assignment(nomination, reviewer)
    sign_in(client, reviewer)

    svg = drawing(client, nomination)

    assert "Now at: In review." in svg
    for inner in ("Ranked", "Shortlisted", "Award proposed", "Handed in, to be screened"):
        assert inner not in svg


def test_outside_no_inner_word_is_on_the_page_or_in_the_drawing(client, make, sign_in):
    nominator = make.person()
    nomination = walked(make, [*TO_SHORTLIST, "propose"], nominator)
    sign_in(client, nominator)

    for text in (drawing(client, nomination), page_of(client, nomination)):
        for inner in ("Ranked", "Shortlisted", "shortlist", "Award proposed", "proposed", "rank"):
            assert inner not in text.replace("proposed citation", "").replace("Proposed", "")


@pytest.mark.parametrize("who", ["recused", "another nominator", "unassigned reviewer"])
def test_who_may_not_see_the_nomination_sees_no_drawing(client, make, sign_in, who):
    nomination = walked(make, TO_REVIEW)
    role = Role.REVIEWER if who == "unassigned reviewer" else Role.SECRETARIAT
    person = make.person() if who == "another nominator" else make.grant(role)
    if who == "recused":
        make.conflict(nomination, person)
    sign_in(client, person)

    assert client.get(f"/nominations/{nomination.id}/way.svg").status_code == 404


def test_a_long_way_takes_as_many_statements_as_a_short_one(client, make, sign_in, statements):
    sign_in(client, make.grant(Role.SECRETARIAT))
    short, long = walked(make, ["submit"]), walked(make, [*TO_SHORTLIST, "propose", "approve"])
    counts = []
    for nomination in (short, long):
        with statements() as seen:
            drawing(client, nomination)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_procedure_is_there_as_mermaid_text(client, make, sign_in):
    edition = make.edition()
    sign_in(client, make.grant(Role.SECRETARIAT))

    plan = client.get(f"/editions/{edition.row.slug}/plan").text
    answer = client.get(f"/editions/{edition.row.slug}/plan/standard.mermaid")

    assert f"/editions/{edition.row.slug}/plan/standard.mermaid" in plan
    assert answer.mimetype == "text/plain"
    assert answer.text.startswith("stateDiagram-v2\n")
    assert "two persons" in answer.text
    assert client.get(f"/editions/{edition.row.slug}/plan/none.mermaid").status_code == 404
