"""What a nominator does to a nomination, and each reason against it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from prize_app.db.audit import AuditEvent
from prize_app.db.nominations import Nomination, NominationVersion
from prize_app.db.notices import Notice
from prize_app.db.saving import Overtaken
from prize_app.nominations import attaching, service
from prize_app.nominations.queries import own_nominations, versions_of
from tests.answers import INDIVIDUAL
from tests.factories import actor
from tests.prize_app.nominations.nominating import CATEGORY, attach, begin, codes, count, save
from workflows.errors import NotAllowed, NotFound, RuleBroken, WrongStage
from workflows.plan.evaluation import Role


def test_begin_makes_a_numbered_draft_and_records_it(session, make, edition, nominator):
    first = begin(session, make, nominator, edition)
    second = begin(session, make, nominator, edition)
    other = begin(session, make, nominator, edition, "youth-leader")

    assert [n.reference for n in (first, second, other)] == [
        "2027-02-001",
        "2027-02-002",
        "2027-04-001",
    ]
    assert (first.stage, first.submitted_at, first.consent) == ("draft", None, "not-asked")
    events = session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
    assert [(e.event, e.subject_id, e.facts["to"]) for e in events] == [
        ("nomination:begin", n.id, "draft") for n in (first, second, other)
    ]


@pytest.mark.parametrize(("slug", "category"), [("nothing", CATEGORY), ("", "nothing")])
def test_begin_where_there_is_nothing_is_not_found(session, make, edition, slug, category):
    with pytest.raises(NotFound):
        service.begin_nomination(
            session, actor(make.person()), slug or edition.row.slug, category, now=make.now
        )

    assert count(session, Nomination) == 0


def test_sixty_drafts_are_the_most_and_withdrawn_ones_make_room(session, make, edition, nominator):
    drafts = [begin(session, make, nominator, edition) for _ in range(60)]
    session.flush()

    with pytest.raises(RuleBroken) as refused:
        begin(session, make, nominator, edition)
    drafts[0].stage = "withdrawn"
    session.flush()

    assert codes(refused) == ["too_many_drafts"]
    assert begin(session, make, nominator, edition).reference == "2027-02-061"


def test_drafts_of_one_leave_room_for_another(session, make, edition, nominator):
    for _ in range(service.MOST_DRAFTS):
        begin(session, make, nominator, edition)
    session.flush()

    assert begin(session, make, make.person(), edition).stage == "draft"


def test_save_keeps_the_answers_and_copies_their_meanings(session, make, nominator, edition):
    nomination = begin(session, make, nominator, edition)

    save(session, make, nominator, nomination, INDIVIDUAL | {"nominee-name": " Amina \n Haddad "})

    session.expire(nomination)
    assert nomination.answers["born-on"] == "1990-05-04"
    assert (
        nomination.nominee_name,
        nomination.nominee_original_name,
        nomination.nominee_language,
        nomination.nominee_email,
        nomination.nominee_country,
        nomination.nominee_institution,
        nomination.theme,
    ) == (
        "Amina Haddad",
        "أمينة حداد",
        "ar",
        "amina.haddad@nominee.example",
        "TN",
        "Water Institute of Sfax",
        "water",
    )


def test_save_of_an_organization_has_no_institution_to_copy(session, make, nominator, edition):
    nomination = begin(session, make, nominator, edition, "sti-outstanding-progress")

    save(session, make, nominator, nomination, {"nominee-name": "Sahel Seeds", "institution": "X"})

    assert (nomination.nominee_name, nomination.nominee_institution) == ("Sahel Seeds", "")


def test_save_keeps_only_what_the_form_asks(session, make, nominator, draft):
    save(session, make, nominator, draft, {"nominee-name": "A", "stage": "awarded", "": "x"})

    assert draft.answers == {"nominee-name": "A"}


def test_save_empties_the_copies_of_what_was_taken_out(session, make, nominator, draft):
    save(session, make, nominator, draft, {})

    assert (draft.nominee_name, draft.theme, draft.answers) == ("", "", {})


def test_a_copy_that_is_too_long_is_cut_and_the_answer_is_not(session, make, nominator, draft):
    save(session, make, nominator, draft, {"nominee-name": "x" * 400})

    assert len(draft.nominee_name) == 300
    assert len(draft.answers["nominee-name"]) == 400


def test_save_from_a_page_that_is_overtaken_writes_nothing(session, make, nominator, draft):
    seen = draft.lock_version
    save(session, make, nominator, draft, {"nominee-name": "First"}, page="page-1")

    with pytest.raises(StaleDataError):
        save(session, make, nominator, draft, {"nominee-name": "Second"}, seen, page="page-2")

    assert draft.answers == {"nominee-name": "First"}


def test_the_same_page_saves_again_and_again(session, make, nominator, draft):
    seen = draft.lock_version

    for number, words in enumerate(("First", "Second", "Third"), 1):
        answers = {"nominee-name": words}
        save(session, make, nominator, draft, answers, seen, page="page-1", number=number)

    assert draft.nominee_name == "Third"


def test_a_save_that_arrives_after_a_later_one_of_its_page_changes_nothing(
    session, make, nominator, draft
):
    seen = draft.lock_version
    save(session, make, nominator, draft, {"nominee-name": "Whole words"}, seen, number=2)

    with pytest.raises(Overtaken):
        save(session, make, nominator, draft, {"nominee-name": "Whole wo"}, seen, number=1)
    save(session, make, nominator, draft, {"nominee-name": "Whole words"}, seen, number=2)

    assert draft.answers == {"nominee-name": "Whole words"}


def test_pages_without_a_name_are_not_taken_for_one(session, make, nominator, draft):
    seen = draft.lock_version
    save(session, make, nominator, draft, {"nominee-name": "First"}, seen, page="")

    with pytest.raises(StaleDataError):
        save(session, make, nominator, draft, {"nominee-name": "Second"}, seen, page="")


@pytest.mark.parametrize("stage", ["submitted", "in-review", "awarded", "withdrawn"])
def test_what_is_handed_in_is_not_written_any_more(session, make, nominator, stage):
    nomination = make.nomination(by=nominator, stage=stage)

    for attempt in (
        lambda: save(session, make, nominator, nomination, {}),
        lambda: attach(session, make, nominator, nomination),
        lambda: attaching.remove_file(
            session, actor(nominator), nomination.id, uuid4(), now=make.now
        ),
    ):
        with pytest.raises(WrongStage) as refused:
            attempt()
        assert codes(refused) == ["moved_on"]

    assert nomination.answers["nominee-name"] == "Amina Haddad"


def test_what_is_returned_for_correction_is_written_again(session, make, nominator):
    nomination = make.nomination(by=nominator, stage="returned")

    save(session, make, nominator, nomination, INDIVIDUAL | {"theme": "energy"})

    assert nomination.theme == "energy"


def test_a_stranger_finds_nothing_to_write(session, make, draft):
    for stranger in (make.person(), make.grant(Role.SECRETARIAT)):
        with pytest.raises(NotFound):
            save(session, make, stranger, draft, {})


def test_the_secretariat_sees_a_correction_but_does_not_write_it(session, make, nominator):
    nomination = make.nomination(by=nominator, stage="returned")
    secretary = make.grant(Role.SECRETARIAT)

    with pytest.raises(NotAllowed):
        save(session, make, secretary, nomination, {})

    assert nomination.answers != {}


def test_another_address_of_the_nominee_is_asked_anew(session, make, nominator):
    nomination = make.nomination(by=nominator, stage="returned", consent_token_hash="0" * 64)

    save(
        session, make, nominator, nomination, INDIVIDUAL | {"email": "Amina.Haddad@nominee.EXAMPLE"}
    )
    kept = nomination.consent
    save(session, make, nominator, nomination, INDIVIDUAL | {"email": "other@nominee.example"})

    assert kept == "given"
    assert (nomination.consent, nomination.consent_token_hash) == ("not-asked", None)


def test_own_nominations_are_ones_own_latest_first(session, make, nominator, draft):
    later = make.nomination(by=nominator, created_at=make.now + timedelta(seconds=1))
    make.nomination()

    assert [n.id for n in own_nominations(session, nominator.id)] == [later.id, draft.id]


def test_a_nomination_that_was_never_handed_in_has_no_version(session, draft):
    assert versions_of(session, draft.id) == []
    assert count(session, NominationVersion) == 0
    assert count(session, Notice) == 0
