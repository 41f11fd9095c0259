"""Letters of an amendment: to those who sign, to the nominators concerned, to the secretariat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.amending.trial import Effects
from prize_app.db.editions import Grant
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition
from prize_app.notices import service as notices
from workflows.amending.verdicts import AmendedVerdict
from workflows.calendar import due_at
from workflows.phrasing import eligibility_word, evidence_sentence, instant_in_words
from workflows.plan.evaluation import Role, Trait
from workflows.plan.model import Plan

SIGNERS = (Role.SECRETARIAT, Role.CHAIR, Role.DEPUTY)


def ask_to_sign(session: Session, edition: RunningEdition, actor: Actor, *, now: datetime) -> None:
    """Ask everybody who may sign; the proposer knows."""
    for person in _people(session, edition, SIGNERS):
        if person.id != actor.id:
            notices.queue(
                session,
                "plan-to-sign",
                to=person.email,
                now=now,
                edition_id=edition.id,
                name=person.name,
                proposer=actor.name,
                edition=edition.row.title,
                slug=edition.row.slug,
            )


def tell_secretariat(
    session: Session, edition: RunningEdition, effects: Effects, *, now: datetime
) -> None:
    """That it was taken; the page has the names, as far as each may see them."""
    for person in _people(session, edition, (Role.SECRETARIAT,)):
        notices.queue(
            session,
            "plan-taken",
            to=person.email,
            now=now,
            edition_id=edition.id,
            name=person.name,
            edition=edition.row.title,
            slug=edition.row.slug,
            changes=len(effects.differences),
        )


def tell_nominators(
    session: Session, edition: RunningEdition, effects: Effects, *, now: datetime
) -> int:
    """One letter to each nominator with a changed verdict or another deadline; how many.

    `edition` still has the plan before the amendment. A deadline concerns a nominator where he or
    she is the one who writes.
    """
    news: dict[UUID, list[tuple[Nomination, list[str]]]] = defaultdict(list)
    for n in effects.under_way:
        told = _deadline(edition.plan, effects, n)
        if n.id in effects.verdicts:
            told += _verdict(effects.verdicts[n.id])
        if told:
            news[n.nominator_id].append((n, told))
    people = session.scalars(select(Person).where(Person.id.in_(news)).order_by(Person.id))
    for person in people:
        _tell(session, edition, person, news[person.id], now)
    return len(news)


def _tell(
    session: Session,
    edition: RunningEdition,
    person: Person,
    news: Sequence[tuple[Nomination, list[str]]],
    now: datetime,
) -> None:
    notices.queue(
        session,
        "plan-amended",
        to=person.email,
        now=now,
        edition_id=edition.id,
        name=person.name,
        edition=edition.row.title,
        slug=edition.row.slug,
        news=[
            {"nominee": n.nominee_name or n.reference, "id": n.id, "lines": lines}
            for n, lines in news
        ],
    )


def _deadline(present: Plan, effects: Effects, nomination: Nomination) -> list[str]:
    before = present.workflow_of(nomination.category_key).stages[nomination.stage]
    target = effects.landing.target_of(nomination.category_key, nomination.stage)
    if Trait.EDITABLE not in before.traits or target is None:
        return []
    after = effects.plan.workflow_of(nomination.category_key).stages[target]
    was, due = due_at(present, before), due_at(effects.plan, after)
    if due is None or (was is not None and was.at == due.at):
        return []
    at = instant_in_words(due.at, due.zone, "en")
    return [f"{due.label['en']}: now {at}."]


def _verdict(changed: AmendedVerdict) -> list[str]:
    lines = [
        f"{finding.label.get('en', '')} ({finding.clause}): {sentence}"
        for finding in changed.findings
        if finding.after is not None
        for sentence in [" ".join(evidence_sentence(e, "en") for e in finding.evidence)]
    ]
    if changed.turns:
        was, now = (eligibility_word(v, "en") for v in (changed.before, changed.after))
        lines.insert(0, f"Entry conditions as a whole: {was} before, {now} now.")
    return lines or ["An entry condition no longer stands in the way."]


def _people(session: Session, edition: RunningEdition, roles: Sequence[Role]) -> Sequence[Person]:
    holders = select(Grant.person_id).where(
        Grant.edition_id == edition.id,
        Grant.category_key == "",
        Grant.role.in_([role.value for role in roles]),
    )
    return session.scalars(select(Person).where(Person.id.in_(holders)).order_by(Person.id)).all()
