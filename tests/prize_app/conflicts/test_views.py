"""The secretariat's pages of conflicts of interest and of the organization tree, over HTTP."""

from __future__ import annotations

import hashlib
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from prize_app.db.conflicts import ConflictDismissal, Objection, SamePerson
from prize_app.db.editions import RegisteredOrganization
from prize_app.db.people import Affiliation
from prize_app.db.reviews import ConflictOfInterest
from workflows.plan.evaluation import Role

CATEGORY = "outstanding-contribution"
HOME = "Water Institute of Sfax"


def address(edition, *parts):
    return "/".join([f"/editions/{edition.row.slug}/conflicts", *map(str, parts)])


def count(session, table):
    return session.scalar(select(func.count()).select_from(table))


@pytest.fixture
def colleague(make, edition):
    return make.grant(Role.REVIEWER, name="Ngozi Obi", institution=HOME)


@pytest.fixture
def former(make, edition):
    person = make.grant(Role.REVIEWER, name="Priya Raman", institution="")
    make._add(Affiliation(person_id=person.id, name=HOME, ended_on=make.now.date()))
    make._add(Affiliation(person_id=person.id, name="Elsewhere"))
    yesterday = make.now.date().replace(day=1, month=1)
    for row in make.session.scalars(select(Affiliation).where(Affiliation.name == HOME)):
        row.ended_on = yesterday.replace(year=yesterday.year - 1)
    return person


def fingerprint(page):
    return page.text.split('name="fingerprint"')[1].split('value="')[1].split('"')[0]


def test_index_counts_what_is_open(make, edition, office, colleague, former):
    make.nomination()

    page = office.get(address(edition))

    assert page.status_code == 200
    assert "To settle: 2" in page.text
    assert "Relatives do not judge each other" in page.text
    assert "No two accounts share" in page.text


def test_category_shows_what_was_found_and_what_is_on_record(
    make, edition, office, colleague, former
):
    nomination = make.nomination(stage="in-review")
    make.assignment(nomination, former)
    make.conflict(nomination, make.grant(Role.CHAIR, name="Tomás Núñez"))

    page = office.get(address(edition, CATEGORY))

    assert page.status_code == 200
    for words in (
        "Ngozi Obi",
        "Priya Raman",
        "reviews it now",
        "Tomás Núñez",
        f"organization: {HOME}",
    ):
        assert words in page.text


def test_an_empty_category_says_so(edition, office):
    assert "Nothing to settle" in office.get(address(edition, CATEGORY)).text


def test_what_a_recused_secretary_may_not_see_is_in_no_row_and_no_number(
    make, edition, office, office_holder, colleague
):
    nomination = make.nomination()
    make.conflict(nomination, office_holder)
    make.nomination(category="youth-leader", answers={"institution": "Elsewhere"})

    index, page = office.get(address(edition)), office.get(address(edition, CATEGORY))

    assert "To settle" not in index.text
    assert nomination.reference not in page.text
    assert nomination.nominee_name not in page.text
    for path in (f"{colleague.id}/same-organization", ""):
        asked = office.get(f"/nominations/{nomination.id}/conflicts/{path}".rstrip("/"))
        assert asked.status_code == 404


def test_settle_shows_both_lines_and_keeps_what_was_typed(session, make, office, former):
    nomination = make.nomination()
    path = f"/nominations/{nomination.id}/conflicts/{former.id}/same-organization"

    page = office.get(path)
    assert page.status_code == 200
    assert page.text.count(f"<bdi>{HOME}</bdi>") == 2

    wrong = office.post(path, data={"reason": "She left.", "fingerprint": fingerprint(page)})
    assert wrong.status_code == 422
    assert "She left." in wrong.text

    done = office.post(
        path,
        data={"reason": "She left.", "decision": "clear", "fingerprint": fingerprint(page)},
    )
    assert done.status_code == 303
    assert count(session, ConflictDismissal) == 1
    assert office.get(path).status_code == 404


def test_a_strict_one_offers_no_dismissal_and_takes_none(session, make, office, colleague):
    nomination = make.nomination()
    path = f"/nominations/{nomination.id}/conflicts/{colleague.id}/same-organization"
    page = office.get(path)

    refused = office.post(
        path, data={"reason": "No.", "decision": "clear", "fingerprint": fingerprint(page)}
    )

    assert 'value="clear"' not in page.text
    assert refused.status_code == 422
    assert count(session, ConflictDismissal) == 0


def test_evidence_that_changed_meanwhile_is_said_and_shown_anew(session, make, office, former):
    nomination = make.nomination()
    path = f"/nominations/{nomination.id}/conflicts/{former.id}/same-organization"

    stale = office.post(
        path, data={"reason": "She left.", "decision": "clear", "fingerprint": "0" * 64}
    )

    assert stale.status_code == 422
    assert "has changed meanwhile" in stale.text
    assert fingerprint(stale) != "0" * 64
    assert count(session, ConflictDismissal) == 0


@pytest.mark.parametrize("decision", ["clear", "binds"])
def test_what_two_windows_settle_is_settled_once_and_no_word_is_lost(
    session, make, office, former, decision
):
    nomination = make.nomination()
    path = f"/nominations/{nomination.id}/conflicts/{former.id}/same-organization"
    given = {"reason": "She left.", "decision": decision,
             "fingerprint": fingerprint(office.get(path))}  # fmt: skip

    office.post(path, data=given)
    same = office.post(path, data=given, follow_redirects=True)
    other = office.post(path, data=given | {"reason": "Her chair is another one."})

    assert same.status_code == 200
    assert "It is settled already. Nothing was written twice." in same.text
    assert other.status_code == 409
    assert "Her chair is another one." in other.text
    assert f"/conflicts/{CATEGORY}" in other.text
    assert (count(session, ConflictDismissal), count(session, ConflictOfInterest)) == (
        (1, 0) if decision == "clear" else (0, 1)
    )


@pytest.mark.parametrize("tie", ["kin", "no-such-tie"])
def test_what_is_not_suggested_does_not_exist(make, office, colleague, tie):
    path = f"/nominations/{make.nomination().id}/conflicts/{colleague.id}/{tie}"

    assert office.get(path).status_code == 404


def test_declare_writes_and_says_what_is_missing(session, make, office, reviewer):
    nomination = make.nomination()
    path = f"/nominations/{nomination.id}/conflicts"

    assert office.get(path).status_code == 200
    missing = office.post(path, data={"person": str(reviewer.id), "reason": "A quarrel."})
    assert missing.status_code == 422
    assert "A quarrel." in missing.text
    data = {"person": str(reviewer.id), "reason": "A quarrel.", "kind": "personal"}
    assert office.post(path, data=data).status_code == 303
    assert count(session, ConflictOfInterest) == 1
    assert office.post(path, data=data).status_code == 422


def test_two_accounts_are_settled_on_their_page(session, make, edition, office):
    pair = [
        make.grant(Role.REVIEWER, name="Wanjiru Kimathe", institution=HOME),
        make.person("Kimathe Wanjiru", institution=HOME),
    ]
    one, other = sorted(p.id for p in pair)
    path = address(edition, "accounts", one, other)

    assert pair[1].email in office.get(address(edition)).text
    page = office.get(path)
    assert page.status_code == 200
    data = {"decision": "binds", "reason": "She told us.", "fingerprint": fingerprint(page)}
    assert office.post(path, data={**data, "reason": ""}).status_code == 422
    assert office.post(path, data=data).status_code == 303
    assert count(session, SamePerson) == 1
    assert office.get(path).status_code == 404

    undo = f"{path}/take-back"
    assert undo in office.get(address(edition)).text
    assert "She told us." in office.get(undo).text
    refused = office.post(undo, data={"reason": ""})
    assert (refused.status_code, count(session, SamePerson)) == (422, 1)
    assert office.post(undo, data={"reason": "Two cousins."}).status_code == 303
    assert office.get(undo).status_code == 404
    assert undo not in office.get(address(edition)).text


@pytest.mark.parametrize("parts", [(), (CATEGORY,)])
def test_statements_do_not_grow_with_the_rows(make, edition, office, statements, parts):
    def add():
        make.nomination()
        make.grant(Role.REVIEWER, institution=HOME)

    add()
    make.session.expire_all()
    with statements() as for_one:
        office.get(address(edition, *parts))
    for _ in range(2):
        add()
    make.session.expire_all()
    with statements() as for_three:
        page = office.get(address(edition, *parts))

    assert page.status_code == 200
    assert len(for_three) == len(for_one)


# ---------------------------------------------------------------- the organization tree


@pytest.fixture
def tree(make):
    rows = {}
    for name, parent in (("Academy", None), ("Soil", "Academy"), ("Clouds", "Soil")):
        rows[name] = make._add(
            RegisteredOrganization(name=name, parent_id=rows[parent].id if parent else None)
        )
    return rows


def organizations(edition, *parts):
    return "/".join([f"/editions/{edition.row.slug}/organizations", *map(str, parts)])


def test_the_tree_is_shown_and_searched(edition, office, tree):
    page, found = (
        office.get(organizations(edition)),
        office.get(f"{organizations(edition)}?like=clou"),
    )

    assert page.status_code == 200
    assert "stands alone" in page.text
    assert "Clouds" in found.text
    assert "Academy</bdi></a>" not in found.text
    assert "Part of <bdi>Soil</bdi>, which is part of <bdi>Academy</bdi>" in office.get(
        organizations(edition, tree["Clouds"].id)
    ).text  # fmt: skip


def test_an_empty_register_says_how_to_fill_it(edition, office):
    assert "flask prize register organizations" in office.get(organizations(edition)).text


@pytest.mark.parametrize(
    ("body", "parent", "status", "told"),
    [
        ("Clouds", "Academy", 303, ""),
        ("Clouds", "", 303, ""),
        ("Academy", "Clouds", 422, "cannot be part of itself"),
        ("Academy", "Academy", 422, "cannot be part of itself"),
        ("Academy", "Nowhere", 422, "has no organization of this name"),
        ("Academy", "Twice", 422, "Several organizations have this name"),
        ("Academy", "Twice (KE)", 303, ""),
    ],
)
def test_a_body_is_placed_but_never_in_a_circle(
    make, edition, office, tree, body, parent, status, told
):
    for country in ("KE", "NP"):
        make._add(RegisteredOrganization(name="Twice", country=country))
    before = tree[body].parent_id

    answer = office.post(organizations(edition, tree[body].id), data={"parent": parent})

    make.session.expire_all()
    assert answer.status_code == status
    assert told in answer.text
    if status == 422:
        assert tree[body].parent_id == before
    elif parent == "Academy":
        assert tree[body].parent_id == tree["Academy"].id


def test_the_tree_is_read_in_a_constant_number_of_statements(
    edition, office, make, tree, statements
):
    make.session.expire_all()
    with statements() as for_three:
        office.get(organizations(edition))
    for number in range(5):
        make._add(RegisteredOrganization(name=f"Body {number}", parent_id=tree["Soil"].id))
    make.session.expire_all()
    with statements() as for_eight:
        office.get(organizations(edition))

    assert len(for_eight) == len(for_three)


@pytest.mark.parametrize("role", [None, Role.REVIEWER, Role.CHAIR, Role.OBSERVER])
def test_nobody_but_the_secretariat_has_these_pages(client, sign_in, make, edition, tree, role):
    person = make.grant(role) if role else make.person()
    visitor = sign_in(client, person)

    for path in (
        address(edition), address(edition, CATEGORY), organizations(edition),
        organizations(edition, tree["Soil"].id), address(edition, "accounts", uuid4(), uuid4()),
        f"/nominations/{make.nomination().id}/conflicts",
    ):  # fmt: skip
        assert visitor.get(path).status_code == 404, path


# ---------------------------------------------------------------- the nominee's page


@pytest.fixture
def asked(make):
    digest = hashlib.sha256(b"secret").hexdigest()
    return make.nomination(consent="awaited", consent_token_hash=digest)


def test_a_nominee_names_somebody_and_only_the_secretariat_reads_it(session, client, asked):
    page = client.get("/consent/secret")
    assert "should not review" in page.text

    missing = client.post("/consent/secret/objections", data={"person": "Ngozi Obi"})
    assert missing.status_code == 422
    assert "Ngozi Obi" in missing.text
    data = {"person": "Ngozi Obi", "institution": "Lagos", "reason": "A quarrel."}
    assert client.post("/consent/secret/objections", data=data).status_code == 303
    assert client.post("/consent/wrong/objections", data=data).status_code == 404

    rows = session.scalars(select(Objection)).all()
    assert [(o.name, o.institution, o.reason) for o in rows] == [
        ("Ngozi Obi", "Lagos", "A quarrel.")
    ]
    assert "A quarrel." in client.get("/consent/secret").text


def test_a_nominee_names_no_more_than_ten(session, client, asked):
    data = {"person": "Ngozi Obi", "reason": "A quarrel."}
    answers = [client.post("/consent/secret/objections", data=data).status_code for _ in range(11)]

    assert answers == [303] * 10 + [422]
    assert count(session, Objection) == 10
