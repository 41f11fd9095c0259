"""Own scores side by side, and how reviews changed: what the pages say and count."""

from __future__ import annotations

from decimal import Decimal

from prize_app.db.nominations import Nomination
from prize_app.reviews import service
from prize_app.reviews.comparing import comparisons
from prize_app.reviews.shifting import shifts_in
from tests.factories import actor
from workflows.plan.evaluation import Role
from workflows.reviewing import Grounds

CRITERIA = ("cooperation", "achievement", "development", "capacity")


def scored(make, reviewer, points, stage="in-review", **columns):
    assignment = make.assignment(make.nomination(stage=stage), reviewer)
    make.review(assignment, points=points, **columns)
    return assignment


def test_own_scores_stand_by_total_with_their_distance_from_the_own_mean(session, make, reviewer):
    low = scored(make, reviewer, 2)
    high = scored(make, reviewer, 5, submitted_at=None)
    closed = scored(make, reviewer, 4, stage="ranked")
    scored(make, make.grant(Role.REVIEWER), 1)
    recused = scored(make, reviewer, 1)
    make.conflict(session.get_one(Nomination, recused.nomination_id), reviewer)

    [(_, [found])] = comparisons(session, actor(reviewer), now=make.now)

    assert [(s.line.assignment.id, s.total, s.difference, s.is_open) for s in found.scores] == [
        (high.id, Decimal("100.00"), Decimal("33.33"), True),
        (closed.id, Decimal("75.00"), Decimal("8.33"), False),
        (low.id, Decimal("25.00"), Decimal("-41.67"), True),
    ]
    assert found.mean == Decimal("66.67")
    assert {mean for _, mean in found.by_criterion} == {Decimal("3.67")}


def test_an_abstention_is_no_zero_in_the_comparison(session, make, reviewer, desk):
    assignment = scored(make, reviewer, 5)
    service.revise_review(
        session, actor(reviewer), assignment.id,
        {"cooperation": 4, "achievement": 4, "development": 4, "capacity": None}, "+", "-", "x",
        grounds=Grounds({"capacity": "Nothing in the file speaks of it."}), based_on=1,
        now=make.now,
    )  # fmt: skip

    [(_, [found])] = comparisons(session, actor(reviewer), now=make.now)

    assert found.scores[0].total == Decimal("75.00")
    assert "abstained" in desk.get("/reviews/side-by-side").text


def test_the_page_leads_to_what_is_open_and_names_nobody_whose_dossier_is_closed(
    session, make, reviewer, desk
):
    draft = scored(make, reviewer, 3, submitted_at=None)
    page = desk.get("/reviews/side-by-side").text
    assert f"/reviews/{draft.id}" in page
    session.get_one(Nomination, draft.nomination_id).stage = "ranked"
    session.flush()

    assert "Amina Haddad" not in desk.get("/reviews/side-by-side").text


def test_statements_of_the_comparison_do_not_grow(session, make, reviewer, desk, statements):
    scored(make, reviewer, 3)
    session.expire_all()
    with statements() as for_one:
        desk.get("/reviews/side-by-side")
    for points in (2, 4):
        scored(make, reviewer, points)
    session.expire_all()
    with statements() as for_three:
        assert desk.get("/reviews/side-by-side").status_code == 200

    assert len(for_three) == len(for_one)


def test_statements_of_one_dossier_do_not_grow_with_the_queue(
    session, make, reviewer, assignment, desk, address, statements
):
    session.expire_all()
    with statements() as for_one:
        desk.get(address)
    for points in (2, 4):
        scored(make, reviewer, points)
    session.expire_all()
    with statements() as for_three:
        page = desk.get(address)

    assert len(for_three) == len(for_one)
    assert "2 of 3 reviews in" in page.text
    assert ">0</span> of 4 criteria" in page.text


def changed(session, make, reviewer):
    assignment = scored(make, reviewer, 5)
    make.review(
        make.assignment(
            session.get_one(Nomination, assignment.nomination_id), make.grant(Role.REVIEWER)
        ),
        points=3,
    )
    service.revise_review(
        session, actor(reviewer), assignment.id, dict.fromkeys(CRITERIA, 4), "+", "-",
        "Nearer to the others.", based_on=1, now=make.now,
    )  # fmt: skip
    return assignment


def test_shifts_are_told_with_before_and_after(session, make, edition, reviewer):
    changed(session, make, reviewer)
    secretary = actor(make.grant(Role.SECRETARIAT))

    [found] = shifts_in(session, secretary, edition)

    assert (found.shifts.reviews, found.shifts.changed) == (2, 1)
    assert (found.shifts.mean_shift, found.shifts.towards) == (Decimal("-25.00"), 1)
    assert (found.shifts.spread_before, found.shifts.spread_after) == (
        Decimal("50.00"),
        Decimal("25.00"),
    )
    [one] = found.changed
    assert (one.before, one.after, one.reasons) == (
        Decimal("100.00"),
        Decimal("75.00"),
        ["Nearer to the others."],
    )
    assert one.alias.startswith("Reviewer ")


def test_shifts_keep_from_everybody_what_is_not_theirs_to_read(session, make, edition, reviewer):
    assignment = changed(session, make, reviewer)
    nomination = session.get_one(Nomination, assignment.nomination_id)
    chair, secretary = make.grant(Role.CHAIR), make.grant(Role.SECRETARIAT)

    assert shifts_in(session, actor(chair), edition) == []  # not before the ranking
    make.conflict(nomination, secretary)
    assert shifts_in(session, actor(secretary), edition) == []
    nomination.stage = "ranked"
    session.flush()
    assert len(shifts_in(session, actor(chair), edition)) == 1


def test_statements_of_changed_reviews_do_not_grow(
    session, make, edition, reviewer, client, sign_in, statements
):
    desk = sign_in(client, make.grant(Role.SECRETARIAT))
    address = f"/editions/{edition.row.slug}/review-changes"
    changed(session, make, reviewer)
    session.expire_all()
    with statements() as for_one:
        assert "Nearer to the others." in desk.get(address).text
    for _ in range(2):
        changed(session, make, reviewer)
    session.expire_all()
    with statements() as for_three:
        assert desk.get(address).status_code == 200

    assert len(for_three) == len(for_one)
