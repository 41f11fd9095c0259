"""The pages of handing back and of declaring a conflict of interest."""

from __future__ import annotations

from sqlalchemy import select

from prize_app.db.reviews import Assignment, ConflictOfInterest
from workflows.plan.evaluation import Role

CRITERIA = ("cooperation", "achievement", "development", "capacity")
FULL = {f"c-{key}": "4" for key in CRITERIA} | {"strengths": "It lasts.", "weaknesses": "Young."}
HOSTILE = [
    " ", "undefined", "-1", "1e400", "9" * 5000, "'; DROP TABLE person;--", "<script>", "\x00",
    "\u202etest", "田中さん", "٤", "../../etc/passwd", "%00", "{{ 7*7 }}", "\ufeff", "👩‍🚀" * 300,
]  # fmt: skip
AUTOSAVE = {"HX-Request": "true"}


def test_decline_asks_for_a_reason_and_ends_the_assignment(session, assignment, desk, address):
    asked = desk.get(f"{address}/decline")
    empty = desk.post(f"{address}/decline", data={"reason": " "})
    done = desk.post(f"{address}/decline", data={"reason": "On leave."})

    assert (asked.status_code, empty.status_code, done.status_code) == (200, 422, 303)
    session.expire_all()
    assert session.get_one(Assignment, assignment.id).status == "declined"
    assert desk.get(address).status_code == 404


def test_a_conflict_makes_the_nomination_vanish(session, assignment, desk, address):
    path = f"/nominations/{assignment.nomination_id}/conflict"

    asked = desk.get(path)
    no_kind = desk.post(path, data={})
    no_words = desk.post(path, data={"kind": "other"})
    done = desk.post(path, data={"kind": "kin"})

    assert (asked.status_code, no_kind.status_code) == (200, 422)
    assert (no_words.status_code, done.status_code) == (422, 303)
    assert session.scalars(select(ConflictOfInterest)).one().kind == "kin"
    for gone in (path, address, f"/nominations/{assignment.nomination_id}"):
        assert desk.get(gone).status_code == 404
    assert desk.post(path, data={"kind": "kin"}).status_code == 404
    assert "Amina Haddad" not in desk.get("/reviews").text


def test_who_has_nothing_to_declare_gets_nothing(make, client, sign_in, assignment):
    path = f"/nominations/{assignment.nomination_id}/conflict"

    for person in (make.person(), make.grant(Role.OBSERVER), make.grant(Role.REVIEWER)):
        sign_in(client, person)
        assert client.get(path).status_code == 404
        assert client.post(path, data={"kind": "kin"}).status_code == 404
