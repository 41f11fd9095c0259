"""The one open draft of an edition's plan: begun, saved, dropped. It may be faulty meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from prize_app.actors import Actor
from prize_app.db.plans import PlanDraft
from prize_app.editions.queries import (
    RunningEdition,
    get_edition,
    lock_edition,
    plan_source,
    standing_in,
)
from prize_app.planning import acts
from prize_app.planning.answers import Posted, answers_on
from prize_app.planning.building import Building
from prize_app.planning.editing import Edit, EditLost, edited
from prize_app.planning.queries import WRITING, document, find_draft, lock_draft
from prize_app.planning.recording import record_on_draft
from prize_app.planning.spans import Path
from workflows.errors import Refusal, RuleBroken, WrongStage
from workflows.plan.diffing import differences, sentence
from workflows.policy import Permission, require

LARGEST_DRAFT: Final = 1_000_000
"""Characters of a draft. The plan we ship has fewer than 50,000."""

MOST_TOLD: Final = 20
LONGEST_TOLD: Final = 300


class Overtaken(StaleDataError):
    """Somebody else saved the same fields meanwhile; nothing was written. `names` says which."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        super().__init__("the draft was saved elsewhere meanwhile")
        self.names = tuple(names)


def begin_draft(session: Session, actor: Actor, slug: str, *, now: datetime) -> PlanDraft:
    """Begin a draft from the edition's present plan; where one is open already, that one.

    Raises:
        NotFound, NotAllowed: no such edition, or the actor is not of the secretariat.
    """
    edition = _edition(session, actor, slug)
    lock_edition(session, edition.id)  # of two who begin at once, the second gets the first's
    present = find_draft(session, edition.id)
    if present is not None:
        return present
    draft = PlanDraft(
        edition_id=edition.id,
        base_version_id=edition.published.id,
        source=_tidied(plan_source(session, edition)),
        begun_by=actor.id,
        begun_at=now,
        changed_by=actor.id,
        changed_at=now,
    )
    session.add(draft)
    session.flush()  # the audit log names it
    record_on_draft(session, edition, draft, "plan-draft:begin", actor, {}, now)
    return draft


def save_document(
    session: Session, actor: Actor, slug: str, source: str, *, lock_version: int, now: datetime
) -> PlanDraft:
    """Keep the whole document as it was written, faulty or not.

    Raises:
        Overtaken: somebody saved meanwhile.
        RuleBroken: it is longer than `LARGEST_DRAFT`.
        WrongStage: there is no draft to write in, or it is proposed.
    """
    edition, draft = _writable(session, actor, slug)
    if draft.lock_version != lock_version:
        raise Overtaken
    _store(session, edition, draft, _tidied(source), actor, now)
    return draft


def save_part(
    session: Session,
    actor: Actor,
    slug: str,
    path: Path,
    posted: Posted,
    *,
    act: str,
    lock_version: int,
    now: datetime,
) -> Path:
    """Keep what was answered on a page, and do what its button asks for.

    Fields that nobody touched stay as they are by now; so two people write in one draft.

    Returns:
        The path of the page to go on with.

    Raises:
        Overtaken: somebody changed the same field meanwhile, or a button was pressed on a page
            that is out of date.
        RuleBroken: what the button asks for is not possible, or the text does not allow an edit.
        WrongStage: as for `save_document`; also where the document is no TOML at present.
    """
    edition, draft = _writable(session, actor, slug)
    source, leads = edited_part(draft.source, path, posted, act)
    if act and draft.lock_version != lock_version:
        raise Overtaken
    _store(session, edition, draft, source, actor, now)
    return leads or path


def edited_part(source: str, path: Path, posted: Posted, act: str = "") -> tuple[str, Path]:
    """The document after the answers of a page, and where its button leads.

    Raises:
        Overtaken, RuleBroken, WrongStage: as for `save_part`.
    """
    parsed = document(source).parsed
    if parsed is None:
        raise WrongStage([Refusal("plan_not_toml")])
    page = Building(parsed, ()).page(path)
    if page is None:
        raise Overtaken
    answers = answers_on(page, posted, parsed)
    if answers.overtaken:
        raise Overtaken(answers.overtaken)
    source = _edited(source, answers.edits)
    if not act:
        return source, ()
    edits, leads = acts.edits_for(act, posted, document(source).parsed)
    return _edited(source, edits), leads


def drop_draft(
    session: Session, actor: Actor, slug: str, *, lock_version: int, now: datetime
) -> None:
    """Give a draft up. It is kept, but nobody sees it any more.

    Raises:
        Overtaken: somebody saved meanwhile: what goes is not what was looked at.
        WrongStage: there is none, or it is proposed.
    """
    edition, draft = _writable(session, actor, slug)
    if draft.lock_version != lock_version:
        raise Overtaken
    draft.state, draft.changed_by, draft.changed_at = "dropped", actor.id, now
    record_on_draft(session, edition, draft, "plan-draft:drop", actor, {}, now)


def _edition(session: Session, actor: Actor, slug: str) -> RunningEdition:
    edition = get_edition(session, slug)
    require(Permission.PLAN_WRITE, standing_in(session, actor, edition.id))
    return edition


def _writable(session: Session, actor: Actor, slug: str) -> tuple[RunningEdition, PlanDraft]:
    edition = _edition(session, actor, slug)
    draft = lock_draft(session, edition.id)
    if draft is None:
        raise WrongStage([Refusal("draft_gone")])
    if draft.state != WRITING:
        raise WrongStage([Refusal("draft_proposed")])
    return edition, draft


def _edited(source: str, edits: Sequence[Edit]) -> str:
    if not edits:
        return source
    try:
        return edited(source, edits)
    except EditLost as lost:
        raise RuleBroken([Refusal("plan_edit_lost")]) from lost


def _store(
    session: Session,
    edition: RunningEdition,
    draft: PlanDraft,
    source: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Write the document and one audit event with all that changed; nothing where nothing did."""
    if len(source) > LARGEST_DRAFT:
        raise RuleBroken([Refusal("plan_too_long", {"most": LARGEST_DRAFT})])
    if source == draft.source:
        return
    facts = {"changes": changes_in_words(draft.source, source)}
    draft.source, draft.changed_by, draft.changed_at = source, actor.id, now
    session.flush()  # the caller goes on with its new lock version
    record_on_draft(session, edition, draft, "plan-draft:save", actor, facts, now)


def changes_in_words(old: str, new: str) -> list[str]:
    """What differs between two documents, a line each; lines of the text where it is faulty."""
    one, two = document(old).reading.plan, document(new).reading.plan
    if one is None or two is None:
        return ["the document, which cannot be read as a plan before or after"]
    told = [sentence(difference, "en")[:LONGEST_TOLD] for difference in differences(one, two)]
    more = [f"and {len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else []
    return [*told[:MOST_TOLD], *more] or ["comments or layout only"]


def _tidied(source: str) -> str:
    """Lines as the document has them: browsers send others; PostgreSQL cannot keep a NUL."""
    return source.replace("\r\n", "\n").replace("\x00", "\ufffd")
