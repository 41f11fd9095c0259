"""A draft tried out on the edition as it stands: everything that must be known before signing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from prize_app.amending import queries
from prize_app.audit.chain import canonical
from prize_app.db.nominations import Nomination
from prize_app.db.plans import PlanDraft
from prize_app.editions.queries import RunningEdition
from prize_app.nominations.cases import cases
from prize_app.nominations.own_form import form_plan, unasked_between
from prize_app.planning.queries import document
from workflows.amending.consequences import Consequence, Weight, consequences
from workflows.amending.landing import Landing, landing
from workflows.amending.verdicts import AmendedVerdict, amended_verdicts, changed_conditions
from workflows.conditions import Case
from workflows.eligibility import Finding, findings
from workflows.plan.diffing import Difference, differences
from workflows.plan.faults import Fault
from workflows.plan.forms import Words
from workflows.plan.loading import content_hash
from workflows.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Effects:
    """What a plan that holds would do: differences, verdicts, landing, consequences.

    `under_way` are the nominations whose procedure has not ended, drafts among them; only of
    those handed in is there a verdict.
    """

    plan: Plan
    differences: tuple[Difference, ...]
    landing: Landing
    consequences: tuple[Consequence, ...]
    under_way: Sequence[Nomination]
    verdicts: Mapping[UUID, AmendedVerdict]


@dataclass(frozen=True, slots=True)
class Trial:
    """A draft with what came of trying it; `effects` is None while the plan has faults.

    `content_hash` is what one signs: the plan in force, the document, the mapping, the decisions.
    """

    draft: PlanDraft
    content_hash: str
    is_current: bool
    faults: tuple[Fault, ...]
    effects: Effects | None

    @property
    def undecided(self) -> tuple[Consequence, ...]:
        """What the author still has to say in words why."""
        found = self.effects.consequences if self.effects else ()
        decided = self.draft.decisions
        return tuple(c for c in found if c.weight is Weight.ASKS and c.key not in decided)

    @property
    def bars(self) -> tuple[Consequence, ...]:
        """What is not possible, whatever anybody says."""
        found = self.effects.consequences if self.effects else ()
        return tuple(c for c in found if c.weight is Weight.BARS)

    @property
    def can_be_proposed(self) -> bool:
        """Whether nothing speaks against it now."""
        effects = self.effects
        if effects is None or not self.is_current or not effects.differences:
            return False
        return not (effects.landing.faults or self.bars or self.undecided)


def try_out(session: Session, edition: RunningEdition, draft: PlanDraft, *, now: datetime) -> Trial:
    """Try a draft. The number of statements does not grow with that of nominations."""
    reading = document(draft.source).reading
    effects = None
    if reading.plan is not None and reading.holds:
        effects = _effects(session, edition, draft, reading.plan, now)
    return Trial(
        draft,
        signed_hash(edition, draft),
        draft.base_version_id == edition.published.id,
        reading.faults,
        effects,
    )


def signed_hash(edition: RunningEdition, draft: PlanDraft) -> str:
    """SHA-256 of everything that a signature is under."""
    content = {
        "base": edition.published.content_hash,
        "document": content_hash(draft.source),
        "mapping": draft.mapping,
        "decisions": draft.decisions,
    }
    return hashlib.sha256(canonical(content)).hexdigest()


def _effects(
    session: Session, edition: RunningEdition, draft: PlanDraft, plan: Plan, now: datetime
) -> Effects:
    past = queries.past_of(session, edition.id)
    under_way = queries.nominations_under_way(session, edition.id, _ended(edition.plan))
    handed_in = [n for n in under_way if n.submitted_at and n.category_key in plan.categories]
    return Effects(
        plan,
        differences(edition.plan, plan),
        landing(edition.plan, plan, draft.mapping, past.standing),
        consequences(edition.plan, plan, past, edition.time(now)),
        under_way,
        _verdicts(session, edition, plan, handed_in, now),
    )


def _ended(plan: Plan) -> list[tuple[str, str]]:
    """(category, stage) of every end."""
    return [
        (key, stage.key)
        for key in plan.categories
        for stage in plan.workflow_of(key).stages.values()
        if stage.final
    ]


def _verdicts(
    session: Session,
    edition: RunningEdition,
    plan: Plan,
    nominations: Sequence[Nomination],
    now: datetime,
) -> Mapping[UUID, AmendedVerdict]:
    """Both plans asked about the same case: what differs is the plans' doing alone.

    First only what could differ, then everything about those for whom it does.
    """
    judged = cases(session, edition, nominations, now=now)
    forms = {(n.plan_version_id, n.category_key): n for n in nominations}
    unasked = {form: _unasked(session, plan, n) for form, n in forms.items()}
    pairs = {
        n.id: (
            n.category_key,
            judged[n.id],
            _under(plan, judged[n.id], unasked[n.plan_version_id, n.category_key]),
        )
        for n in nominations
    }
    first = _compared(edition.plan, plan, pairs, everything=False)
    return _compared(edition.plan, plan, {key: pairs[key] for key in first}, everything=True)


Pairs = Mapping[UUID, tuple[str, Case, Case]]


def _compared(
    old: Plan, new: Plan, pairs: Pairs, *, everything: bool
) -> Mapping[UUID, AmendedVerdict]:
    before: dict[UUID, tuple[Finding, ...]] = {}
    after: dict[UUID, tuple[Finding, ...]] = {}
    categories = {category for category, _, _ in pairs.values()}
    changed = {key: changed_conditions(old, new, key) for key in categories}
    for nomination_id, (category, one, two) in pairs.items():
        only = None if everything or one != two else changed[category]
        before[nomination_id] = findings(old, category, one, only)
        after[nomination_id] = findings(new, category, two, only)
    return amended_verdicts(before, after)


def _unasked(session: Session, plan: Plan, nomination: Nomination) -> Mapping[str, Words]:
    own = form_plan(session, nomination).form_of(nomination.category_key)
    return unasked_between(own, plan.form_of(nomination.category_key))


def _under(plan: Plan, case: Case, asked: Mapping[str, Words]) -> Case:
    return replace(case, edition_year=plan.prize.year, unasked=asked)


def landing_of(session: Session, edition: RunningEdition, draft: PlanDraft) -> Landing | None:
    """Where nominations would land, and nothing else; None while the plan has faults."""
    plan = plan_of(draft)
    if plan is None:
        return None
    standing = queries.standing_of(session, edition.id)
    return landing(edition.plan, plan, draft.mapping, standing)


def plan_of(draft: PlanDraft) -> Plan | None:
    """The plan of a draft, if it holds."""
    reading = document(draft.source).reading
    return reading.plan if reading.holds else None
