"""What handing in keeps, and the nominee's answer: asked by a private link, given once."""

from __future__ import annotations

import hashlib
import re

import pytest
from sqlalchemy import select

from prize_app.audit.chain import canonical
from prize_app.db.audit import AuditEvent
from prize_app.db.nominations import NominationVersion
from prize_app.db.notices import Notice
from prize_app.db.saving import Save
from prize_app.nominations import attaching, consent, service
from prize_app.nominations.cases import cases
from prize_app.nominations.moving import Given
from prize_app.nominations.queries import versions_of
from prize_app.procedure.service import take_action
from tests.answers import INDIVIDUAL
from tests.factories import LETTER, actor
from workflows.conditions import Consent, Verdict
from workflows.eligibility import findings
from workflows.errors import NotFound, RuleBroken
from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def nominator(make, edition):
    return make.person()


@pytest.fixture
def draft(make, nominator):
    return make.nomination(by=nominator, stage="draft")


def take(session, make, who, nomination, action, given=None):
    taken = take_action(session, actor(who), nomination.id, action, given or Given(), now=make.now)
    session.flush()
    return taken


def letters(session, kind):
    return session.scalars(select(Notice).where(Notice.kind == kind)).all()


def token_of(letter):
    return re.search(r"/consent/(\S+)", letter.body)[1]


def return_and_correct(session, make, nominator, nomination, answers):
    secretary = make.grant(Role.SECRETARIAT)
    take(session, make, secretary, nomination, "return", Given("Please correct the theme."))
    service.save_answers(
        session,
        actor(nominator),
        nomination.id,
        answers,
        save=Save(nomination.lock_version, "p"),
        now=make.now,
    )
    take(session, make, nominator, nomination, "resubmit")


# ---- versions


def test_handing_in_keeps_the_form_exactly_with_its_files(session, make, nominator, draft):
    take(session, make, nominator, draft, "submit")

    [version] = versions_of(session, draft.id)
    files = [
        {
            "field": "letter-files",
            "name": "letter-files.pdf",
            "sha256": hashlib.sha256(LETTER).hexdigest(),
            "size": len(LETTER),
        }
    ]
    content = {"answers": draft.answers, "files": files}
    assert (version.number, version.answers, version.attachments) == (1, draft.answers, files)
    assert version.content_hash == hashlib.sha256(canonical(content)).hexdigest()
    assert draft.submitted_at == version.handed_in_at


def test_a_correction_is_a_further_version_and_the_first_stays(session, make, nominator, draft):
    take(session, make, nominator, draft, "submit")
    handed_in = draft.submitted_at
    return_and_correct(session, make, nominator, draft, INDIVIDUAL | {"theme": "energy"})

    first, second = versions_of(session, draft.id)
    assert [first.number, second.number] == [1, 2]
    assert [first.answers["theme"], second.answers["theme"]] == ["water", "energy"]
    assert first.content_hash != second.content_hash
    assert draft.submitted_at == handed_in


def test_a_file_that_was_removed_is_in_the_first_version_only(session, make, nominator, draft):
    second_letter = make.attachment(draft, content=b"%PDF another")
    take(session, make, nominator, draft, "submit")
    take(session, make, make.grant(Role.SECRETARIAT), draft, "return", Given("One is enough."))
    attaching.remove_file(session, actor(nominator), draft.id, second_letter.id, now=make.now)
    take(session, make, nominator, draft, "resubmit")

    versions = session.scalars(select(NominationVersion).order_by(NominationVersion.number)).all()
    assert [len(v.attachments) for v in versions] == [2, 1]


# ---- the nominee's consent


def test_handing_in_asks_the_nominee_by_a_link_that_is_not_stored(session, make, nominator, draft):
    take(session, make, nominator, draft, "submit")

    [letter] = letters(session, "ask-for-consent")
    assert letter.recipient == "amina.haddad@nominee.example"
    assert draft.consent == "awaited"
    token = token_of(letter)
    assert draft.consent_token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert consent.asked(session, token)[0] is draft


@pytest.mark.parametrize("said", [Consent.GIVEN, Consent.REFUSED])
def test_the_answer_is_kept_and_recorded(session, make, nominator, draft, said):
    take(session, make, nominator, draft, "submit")

    consent.answer(session, token_of(letters(session, "ask-for-consent")[0]), said, now=make.now)
    session.flush()

    assert draft.consent == said
    last = session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()[-1]
    assert (last.event, last.actor_id, last.facts) == (
        "consent:answer",
        None,
        {"consent": said.value},
    )


def test_the_answer_is_given_once(session, make, nominator, draft):
    take(session, make, nominator, draft, "submit")
    token = token_of(letters(session, "ask-for-consent")[0])
    consent.answer(session, token, Consent.REFUSED, now=make.now)

    with pytest.raises(RuleBroken, match="already_answered"):
        consent.answer(session, token, Consent.GIVEN, now=make.now)

    assert draft.consent == "refused"


@pytest.mark.parametrize("token", ["", "unknown", "\udcff", "x" * 5000])
def test_a_link_that_is_not_ours_is_not_found(session, make, draft, token):
    with pytest.raises(NotFound):
        consent.asked(session, token)


def test_who_has_agreed_is_not_asked_again(session, make, nominator, draft):
    take(session, make, nominator, draft, "submit")
    token = token_of(letters(session, "ask-for-consent")[0])
    consent.answer(session, token, Consent.GIVEN, now=make.now)

    return_and_correct(session, make, nominator, draft, INDIVIDUAL | {"theme": "energy"})

    assert draft.consent == "given"
    assert len(letters(session, "ask-for-consent")) == 1


def test_who_has_not_answered_gets_a_new_link_and_the_old_one_ends(session, make, nominator, draft):
    take(session, make, nominator, draft, "submit")
    old = token_of(letters(session, "ask-for-consent")[0])

    return_and_correct(session, make, nominator, draft, INDIVIDUAL)

    assert len(letters(session, "ask-for-consent")) == 2
    with pytest.raises(NotFound):
        consent.asked(session, old)


def test_consent_of_one_person_is_not_taken_for_that_of_another(session, make, nominator, draft):
    """A nominator must not get a yes from one address and then put somebody else's name to it."""
    take(session, make, nominator, draft, "submit")
    token = token_of(letters(session, "ask-for-consent")[0])
    consent.answer(session, token, Consent.GIVEN, now=make.now)

    other = INDIVIDUAL | {"nominee-name": "Li Wei", "email": "li.wei@nominee.example"}
    return_and_correct(session, make, nominator, draft, other)

    assert draft.consent == "awaited"
    asked = {letter.recipient for letter in letters(session, "ask-for-consent")}
    assert asked == {"amina.haddad@nominee.example", "li.wei@nominee.example"}


# ---- quota


def quota(session, make, edition, nomination):
    case = cases(session, edition, [nomination], now=make.now)[nomination.id]
    found = findings(edition.plan, nomination.category_key, case)
    return next(f.verdict for f in found if f.condition == "quota")


@pytest.mark.parametrize(
    ("others", "verdict"),
    [
        ([], Verdict.HOLDS),
        (["submitted"], Verdict.FAILS),
        (["ineligible"], Verdict.FAILS),
        (["withdrawn"], Verdict.HOLDS),
        (["draft", "draft"], Verdict.HOLDS),
        (["withdrawn", "submitted"], Verdict.FAILS),
    ],
)
def test_one_nomination_in_each_category(session, make, edition, nominator, others, verdict):
    for stage in others:
        make.nomination(by=nominator, stage=stage)

    handed_in = make.nomination(by=nominator, stage="submitted")
    draft = make.nomination(by=nominator, stage="draft")

    assert quota(session, make, edition, handed_in) is verdict
    assert quota(session, make, edition, draft) is Verdict.FAILS


def test_the_quota_is_counted_by_person_category_and_edition(session, make, edition, nominator):
    nomination = make.nomination(by=nominator, stage="submitted")
    make.nomination(by=nominator, stage="submitted", category="youth-leader")
    make.nomination(by=make.person(), stage="submitted")
    make.nomination(by=nominator, stage="submitted", edition=make.edition())

    assert quota(session, make, edition, nomination) is Verdict.HOLDS
