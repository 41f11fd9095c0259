"""Acts of nominators and nominees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from prize_app.db.saving import Save
from prize_app.demonstration.cast import answers_for
from prize_app.demonstration.papers import letter_pdf
from prize_app.demonstration.scene import Act, Scene, actor_of
from prize_app.nominations import attaching
from prize_app.nominations import service as nominations
from workflows.conditions import Consent


def begin(scene: Scene, session: Session, act: Act) -> int:
    known = set(
        session.scalars(
            select(Nomination.nominee_name).where(
                Nomination.edition_id == scene.edition(session).id
            )
        )
    )
    people = {p.email: actor_of(p) for p in session.scalars(select(Person))}
    chosen: list[Mapping[str, Any]] = [n for n in scene.cast.nominees if n["name"] not in known]
    if not act.get("only_left_out"):
        chosen = list(_without_last(chosen, act.get("leave_out", {})))
    for nominee in chosen:
        nominate(scene, session, act, nominee, people[nominee["nominator"]])
    return len(chosen)


def nominate(
    scene: Scene, session: Session, act: Act, nominee: Mapping[str, Any], actor: Actor
) -> None:
    begun = nominations.begin_nomination(
        session, actor, scene.slug, nominee["category"], now=scene.now(act)
    )
    nominations.save_answers(
        session,
        actor,
        begun.id,
        answers_for(scene.cast, nominee),
        save=Save(begun.lock_version, "demonstration"),
        now=scene.now(act),
    )
    for field_key, rows in scene.cast.script["files"].items():
        for number, letter in enumerate(nominee[rows], start=1):
            lines = [
                "DEMONSTRATION: this letter is invented.",
                "",
                f"Letter of support {number} for {nominee['name']}",
                "",
                f"{letter['author']}, {letter['institution']}",
            ]
            attaching.attach_file(
                session,
                actor,
                begun.id,
                field_key,
                file_name=f"letter-{number}.pdf",
                content=letter_pdf(lines),
                now=scene.now(act),
            )


def consent(scene: Scene, session: Session, act: Act) -> int:
    """Nominees answer. The link is not needed: the play writes down what they would say."""
    waiting = session.scalars(
        select(Nomination).where(
            Nomination.edition_id == scene.edition(session).id,
            Nomination.consent == Consent.AWAITED.value,
        )
    ).all()
    answered = 0
    for nomination in waiting:
        said = Consent(scene.nominee(nomination)["consent"])
        if said is not Consent.AWAITED:
            nomination.consent = said.value
            answered += 1
    return answered


def _without_last(
    nominees: Sequence[Mapping[str, Any]], leave_out: Mapping[str, int]
) -> Iterator[Mapping[str, Any]]:
    """All but the last so many of a category."""
    by_category: dict[str, list[Mapping[str, Any]]] = {}
    for nominee in nominees:
        by_category.setdefault(nominee["category"], []).append(nominee)
    for category_key, some in by_category.items():
        yield from some[: len(some) - leave_out.get(category_key, 0)]
