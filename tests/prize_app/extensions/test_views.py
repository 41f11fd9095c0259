"""Pages of extensions: asking, entering, deciding, the list, and what nobody else may see."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from prize_app.db.deadlines import Extension
from prize_app.db.people import Person
from prize_app.extensions import deciding
from tests.factories import actor
from tests.prize_app.extensions.test_service import ask, draft
from workflows.plan.evaluation import Role


def person(session, who):
    return session.get_one(Person, who.id)


def test_a_nominator_asks_and_sees_that_it_waits(client, session, scene, sign_in):
    nomination, nominator = draft(scene)
    sign_in(client, person(session, nominator))
    session.commit()
    address = f"/nominations/{nomination.id}/extension"

    before = client.get(address).text
    answer = client.post(
        address, data={"day": scene.day(5).isoformat(), "reason": "The archive is flooded."}
    )
    after = client.get(address).text

    assert "Until the end of which day?" in before
    assert answer.status_code == 303
    assert "You asked for 5 more days" in after
    assert "The archive is flooded." in after


@pytest.mark.parametrize(
    ("days", "reason", "said"),
    [
        (40, "A good reason.", "The latest day that the plan allows is"),
        (0, "A good reason.", "Please choose a day after"),
        (5, "", "Please fill this in."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    client, session, scene, sign_in, days, reason, said
):
    nomination, nominator = draft(scene)
    sign_in(client, person(session, nominator))
    session.commit()

    answer = client.post(
        f"/nominations/{nomination.id}/extension",
        data={"day": scene.day(days).isoformat(), "reason": reason},
    )

    assert answer.status_code == 422
    assert said in answer.text
    assert scene.day(days).isoformat() in answer.text
    assert reason in answer.text
    assert session.scalars(select(Extension)).all() == []


def test_an_extension_shows_on_the_form_and_the_desk(client, session, scene, sign_in):
    nomination, nominator = draft(scene)
    extension = ask(session, scene, nomination, nominator)
    deciding.grant_extension(session, scene.first, extension.id, None, "", now=scene.make.now)
    sign_in(client, person(session, nominator))
    session.commit()

    form = client.get(f"/nominations/{nomination.id}/edit").text
    desk = client.get("/desk").text

    told = f"{scene.day(5).day} {scene.day(5):%B %Y}, 23:59 Anywhere on Earth"
    assert told in form
    assert told in desk
    assert "your extension" in form


def test_somebody_else_decides(client, session, scene, sign_in):
    nomination, nominator = draft(scene)
    extension = ask(session, scene, nomination, scene.first, for_person=nominator.id)
    session.commit()
    address = f"/extensions/{extension.id}"
    given = {"decision": "give", "day": scene.day(5).isoformat(), "reason": "Granted."}

    sign_in(client, person(session, scene.first))
    author = client.get(address).text
    refused = client.post(address, data=given)
    sign_in(client, person(session, scene.second))
    answer = client.post(address, data=given)

    assert "somebody else of the secretariat has to decide" in author
    assert refused.status_code == 403
    assert answer.status_code == 303
    session.expire_all()
    assert extension.state == "granted"


def test_all_that_were_entered_together_are_decided_together(client, session, scene, sign_in):
    nomination, nominator = draft(scene)
    for _ in range(2):
        draft(scene)
    extension = ask(session, scene, nomination, nominator)
    deciding.grant_extension(session, scene.first, extension.id, None, "", now=scene.make.now)
    session.commit()
    sign_in(client, person(session, scene.first))
    page = client.get(f"/extensions/{extension.id}/same").text
    client.post(f"/extensions/{extension.id}/same")
    entered = session.scalars(select(Extension).where(Extension.like_id == extension.id)).all()
    sign_in(client, person(session, scene.second))

    shown = client.get(f"/extensions/{entered[0].id}").text
    answer = client.post(
        f"/extensions/{entered[0].id}",
        data={"decision": "give", "day": scene.day(5).isoformat(), "together": "y"},
    )

    assert "2 others owe the same" in page
    assert "It was entered for 1 more" in shown
    assert answer.status_code == 303
    session.expire_all()
    assert [e.state for e in entered] == ["granted", "granted"]


def test_the_list_tells_how_equal_cases_were_treated(client, session, scene, sign_in, statements):
    sign_in(client, person(session, scene.first))
    address = f"/editions/{scene.edition.row.slug}/extensions"

    def more():
        nomination, nominator = draft(scene)
        extension = ask(session, scene, nomination, nominator)
        deciding.grant_extension(session, scene.first, extension.id, None, "", now=scene.make.now)
        draft(scene)

    session.commit()
    empty = client.get(address).text
    more()
    session.commit()
    with statements() as one:
        page = client.get(address).text
    more()
    more()
    session.commit()
    with statements() as three:
        client.get(address)

    assert "No extension has been asked for" in empty
    assert "Give the same to 1 other" in page
    assert "The archive is flooded." in page
    assert len(one) == len(three)


def test_an_observer_reads_the_list_without_the_names_of_reviewers(
    client, session, reviewing, sign_in
):
    scene = reviewing
    nomination = scene.make.nomination(stage="in-review")
    reviewer = scene.make.person("Rosalind Example")
    scene.make.assignment(nomination, reviewer)
    ask(session, scene, nomination, actor(reviewer))
    observer = scene.make.grant(Role.OBSERVER)
    session.commit()
    slug = scene.edition.row.slug

    sign_in(client, observer)
    page = client.get(f"/editions/{slug}/extensions").text
    file = client.get(f"/editions/{slug}/extensions.csv").text
    log = client.get(f"/editions/{slug}/audit").text
    sign_in(client, person(session, scene.first))

    assert "The archive is flooded." in page
    assert "a reviewer" in page
    assert "Decide" not in page
    assert "Rosalind" not in page + file + log
    assert "Rosalind" in client.get(f"/editions/{slug}/extensions").text


def test_the_nominator_learns_nothing_of_a_reviewers_extension(client, session, reviewing, sign_in):
    scene = reviewing
    nominator = scene.make.person()
    nomination = scene.make.nomination(stage="in-review", by=nominator)
    reviewer = scene.make.person("Rosalind Example")
    scene.make.assignment(nomination, reviewer)
    ask(session, scene, nomination, actor(reviewer))
    sign_in(client, nominator)
    session.commit()

    show = client.get(f"/nominations/{nomination.id}").text
    own = client.get(f"/nominations/{nomination.id}/extension").text

    assert "xtension" not in show.split("<main")[1].split("</main")[0]
    assert "flooded" not in own


def test_a_conflict_of_interest_empties_list_and_file(client, session, scene, sign_in):
    nomination, nominator = draft(scene)
    extension = ask(session, scene, nomination, nominator)
    scene.make.conflict(nomination, person(session, scene.first))
    sign_in(client, person(session, scene.first))
    session.commit()
    slug = scene.edition.row.slug

    pages = [
        client.get(f"/editions/{slug}/{what}").text
        for what in ("extensions", "extensions.csv", "extensions/enter", "audit")
    ]

    assert all(nomination.reference not in page for page in pages)
    assert all("flooded" not in page for page in pages)
    assert client.get(f"/extensions/{extension.id}").status_code == 404


def test_the_file_has_a_row_for_each_with_what_others_got(client, session, scene, sign_in):
    for answer in ("give", "deny"):
        nomination, nominator = draft(scene)
        extension = ask(session, scene, nomination, nominator, reason="=1+1")
        if answer == "give":
            deciding.grant_extension(
                session, scene.first, extension.id, None, "", now=scene.make.now
            )
        else:
            deciding.refuse_extension(session, scene.first, extension.id, "No.", now=scene.make.now)
    sign_in(client, person(session, scene.first))
    session.commit()

    answer = client.get(f"/editions/{scene.edition.row.slug}/extensions.csv")

    # Both were asked for at the same instant: their order in the file says nothing.
    rows = sorted(
        csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))), key=lambda r: r["Answer"]
    )
    assert [(r["Answer"], r["Days asked"], r["Days granted"]) for r in rows] == [
        ("granted", "5", "5"), ("refused", "5", ""),
    ]  # fmt: skip
    assert {r["Reason"] for r in rows} == {"'=1+1"}
    assert {(r["Asked by all alike"], r["Granted to them"]) for r in rows} == {("2", "1")}
    assert rows[0]["Of these with less time"] == "1"


def test_the_secretariat_enters_a_request_for_somebody(client, session, scene, sign_in):
    nomination, nominator = draft(scene)
    sign_in(client, person(session, scene.first))
    session.commit()
    address = f"/editions/{scene.edition.row.slug}/extensions/enter"

    page = client.get(address).text
    answer = client.post(
        address,
        data={
            "whom": f"{nomination.id}:{nominator.id}",
            "day": scene.day(3).isoformat(),
            "reason": "Asked by telephone.",
        },
    )
    forged = client.post(
        address,
        data={"whom": "nobody", "day": scene.day(3).isoformat(), "reason": "x"},
    )

    assert nomination.reference in page
    assert answer.status_code == 303
    assert forged.status_code == 422
    [extension] = session.scalars(select(Extension)).all()
    assert (extension.asked_by, extension.person_id) == (scene.first.id, nominator.id)
    assert extension.until - scene.due.at == timedelta(days=3)
