"""What is asked of somebody, by when: one list for whatever roles the person has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from prize_app.actors import Actor
from prize_app.amending.queries import editions_to_sign
from prize_app.committee.queries import open_rounds_for
from prize_app.dashboards.precautions import precautions
from prize_app.dashboards.queries import count_with, open_reviews
from prize_app.dashboards.tasks import Task
from prize_app.db.editions import Edition
from prize_app.db.people import Person
from prize_app.editions.queries import RunningEdition, edition_by_id, grants_of
from prize_app.nominations.motions import waiting_in
from prize_app.nominations.personal import own_times
from prize_app.nominations.queries import own_nominations, stage_counts
from prize_app.nominations.shown import Eyes
from prize_app.reviewers.accepting import waiting_for
from prize_app.reviews.bids import bids_due, has_answered
from workflows.calendar import NOBODYS, Due, due_at
from workflows.plan.evaluation import Role, Trait


def tasks_of(session: Session, actor: Actor, now: datetime) -> list[Task]:
    """Everything that waits for somebody, the most pressing kinds first."""
    grants = grants_of(session, actor.id)
    roles: dict[UUID, set[Role]] = {}
    editions = {g.edition_id: edition_by_id(session, g.edition_id) for g in grants}
    for grant in grants:
        roles.setdefault(grant.edition_id, set()).add(Role(grant.role))
    tasks = _terms(session, actor)
    tasks += _drafts(session, actor)
    tasks += _reviews(session, actor)
    tasks += _to_sign(session, actor)
    for edition_id, held in roles.items():
        tasks += _of_edition(session, actor, editions[edition_id], held, now)
    tasks += _profile(session, actor, set().union(*roles.values()))
    return tasks


def first_task_in(
    session: Session, actor: Actor, edition: RunningEdition, now: datetime
) -> Task | None:
    """The most pressing task of one edition; whatever comes after it is not looked for."""
    held = {Role(g.role) for g in grants_of(session, actor.id) if g.edition_id == edition.id}
    for one in editions_to_sign(session, actor.id):
        if one.id == edition.id:
            return _signing(one)
    return next(_of_edition(session, actor, edition, held, now), None)


def _of_edition(
    session: Session, actor: Actor, edition: RunningEdition, held: set[Role], now: datetime
) -> Iterator[Task]:
    yield from _bids(session, actor, edition, held, now)
    yield from _motions(session, actor, edition)
    yield from _votes(session, actor, edition, held)
    yield from _actions(session, actor, edition, held)
    if Role.SECRETARIAT in held:
        yield from precautions(session, actor, edition, now)


def _terms(session: Session, actor: Actor) -> list[Task]:
    """Terms before which no dossier is shown: the first thing to do."""
    return [
        Task(
            f"Read and accept: {one.terms.label['en']}",
            url_for("reviewers.terms"),
            "Read the terms",
        )
        for one in waiting_for(session, actor.id)
    ]


def _profile(session: Session, actor: Actor, held: set[Role]) -> list[Task]:
    """Whoever reviews and has not said what about: nominations are given by it."""
    reviews = held & {Role.REVIEWER, Role.EXTERNAL}
    if not reviews or session.get_one(Person, actor.id).themes:
        return []
    title = "Say what you know: your themes, keywords and languages"
    return [Task(title, url_for("reviewers.profile"), "Complete your profile")]


def _drafts(session: Session, actor: Actor) -> list[Task]:
    tasks = []
    times = own_times(session, actor.id)
    for n in own_nominations(session, actor.id):
        edition = edition_by_id(session, n.edition_id)
        workflow = edition.plan.workflow_of(n.category_key)
        if Trait.EDITABLE in workflow.stages[n.stage].traits:
            due = due_at(edition.plan, workflow.stages[n.stage], times.get(n.id, NOBODYS))
            name = n.nominee_name or "your nomination"
            url = url_for("nominations.edit", nomination_id=n.id)
            tasks.append(Task(f"Finish and hand in {name}", url, "Continue", due))
    return tasks[:5]


def _reviews(session: Session, actor: Actor) -> list[Task]:
    count = open_reviews(session, actor.id)
    if not count:
        return []
    title = f"{count} review{'s' if count > 1 else ''} to write"
    return [Task(title, url_for("reviews.queue"), "Go to your reviews")]


def _bids(
    session: Session, actor: Actor, edition: RunningEdition, held: set[Role], now: datetime
) -> list[Task]:
    """Reviewers are asked once what they would read; how much there is, their page says."""
    due = bids_due(edition, now) if Role.REVIEWER in held else None
    if due is None or has_answered(session, actor.id, edition.id):
        return []
    url = url_for("bids.index", slug=edition.row.slug)
    return [Task("Say which nominations you would read", url, "Have a look", due)]


def _to_sign(session: Session, actor: Actor) -> list[Task]:
    return [_signing(edition) for edition in editions_to_sign(session, actor.id)]


def _signing(edition: Edition) -> Task:
    title = f"Sign the amendment of the plan: {edition.title}"
    return Task(title, url_for("amending.review", slug=edition.slug), "Read and sign")


def _motions(session: Session, actor: Actor, edition: RunningEdition) -> list[Task]:
    """What others proposed and this person may agree to or refuse."""
    eyes = Eyes(session, actor)
    return [
        Task(
            f"A second person is asked: {waiting.action.label['en']}, "
            f"{eyes.nominee(waiting.nomination).name or waiting.nomination.reference}",
            url_for(
                "procedure.take",
                nomination_id=waiting.nomination.id,
                action_key=waiting.action.key,
            ),
            "Agree or refuse",
        )
        for waiting in waiting_in(session, actor, edition)
        if waiting.may_second
    ]


def _votes(session: Session, actor: Actor, edition: RunningEdition, held: set[Role]) -> list[Task]:
    if Role.COMMITTEE not in held:
        return []
    return [
        Task(
            f"Vote: {edition.plan.categories[r.category_key].name['en']}",
            url_for("committee.vote", round_id=r.id),
            "Vote",
        )
        for r in open_rounds_for(session, actor.id, [edition.id])
    ]


def _actions(
    session: Session, actor: Actor, edition: RunningEdition, held: set[Role]
) -> list[Task]:
    """Stages from which one of the person's roles can lead on, with the nominations there."""
    counts = stage_counts(session, edition.id, actor.id)
    if Role.SECRETARIAT in held:
        waiting = count_with(counts, edition, Trait.SCREENING)
        if waiting:
            due = _screening_due(edition)
            url = url_for("screening.queue", slug=edition.row.slug)
            title = f"{waiting} nomination{'s' if waiting > 1 else ''} to screen"
            return [Task(title, url, "Screen", due)]
    acting = held & {Role.CHAIR, Role.DEPUTY, Role.BOARD}
    if not acting:
        return []
    tasks = []
    for category in edition.plan.categories.values():
        workflow = edition.plan.workflow_of(category.key)
        stages = {
            s
            for a in workflow.actions.values()
            if acting & set(a.by) and not a.extraordinary
            for s in a.sources
        } & (workflow.stages_with(Trait.RANKED) | workflow.stages_with(Trait.DECIDED))
        waiting = sum(
            counts.get((category.key, s), 0)
            for s in stages
            if not workflow.stages[s].final and Trait.ANNOUNCED not in workflow.stages[s].traits
        )
        if waiting:
            url = url_for("committee.category", slug=edition.row.slug, category_key=category.key)
            tasks.append(Task(f"{category.name['en']}: {waiting} to decide on", url, "Open"))
    return tasks


def _screening_due(edition: RunningEdition) -> Due | None:
    """The earliest deadline of the stages in which nominations wait for screening."""
    dues = [
        due
        for workflow in edition.plan.workflows.values()
        for key in workflow.stages_with(Trait.SCREENING)
        if (due := due_at(edition.plan, workflow.stages[key])) is not None
    ]
    return min(dues, key=lambda due: due.at, default=None)
