"""Pages of a draft: its home, and one page for each part."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.editions.acting import act_on, version_seen
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.phrases import refusal_words
from prize_app.planning import pages, queries, service, trail
from prize_app.planning.answers import Posted, with_answers
from prize_app.planning.building import Building
from prize_app.planning.data import path_of, place_of
from prize_app.planning.desk import Desk, desk_of, find_desk, shown
from prize_app.planning.queries import Document
from prize_app.planning.questions import Page, questions_in
from prize_app.planning.spans import Path
from prize_app.planning.texts import parts_with_texts
from prize_app.web import page
from workflows.errors import NotFound, RuleBroken
from workflows.policy import Permission

bp = Blueprint("planning", __name__, url_prefix="/editions/<slug>/plan/draft")


@bp.get("")
@login_required
def draft(slug: str) -> ResponseReturnValue:
    """The home of the draft: what differs, what is wrong, what is next."""
    desk = find_desk(slug)
    if desk is None:
        edition = edition_named(slug)
        standing = standing_towards(edition, Permission.PLAN_WRITE)
        tabs = edition_tabs(standing, slug, "editions.plan")
        return page("planning/none.html", edition=edition, tabs=tabs)
    return shown(
        "planning/draft.html",
        desk,
        side=pages.side_of(desk.now, desk.before),
        changes=pages.changes(desk.before, desk.now),
        changed_by=queries.name_of_person(reading(), desk.draft.changed_by),
    )


@bp.post("")
@login_required
def begin(slug: str) -> ResponseReturnValue:
    """Begin a draft from the plan in force."""
    act_on(
        slug,
        Permission.PLAN_WRITE,
        lambda db, actor: service.begin_draft(db, actor, slug, now=now()),
    )
    return redirect(url_for(".draft", slug=slug), 303)


@bp.post("/drop")
@login_required
def drop(slug: str) -> ResponseReturnValue:
    """Give the draft up."""
    version = version_seen()
    act_on(
        slug,
        Permission.PLAN_WRITE,
        lambda db, actor: service.drop_draft(db, actor, slug, lock_version=version, now=now()),
        said="The draft is dropped. The plan in force has not changed.",
    )
    return redirect(url_for("editions.plan", slug=slug), 303)


@bp.get("/part/<place>")
@login_required
def part(slug: str, place: str) -> ResponseReturnValue:
    """One part of the plan, or one entry of it, as fields."""
    desk = find_desk(slug)
    if desk is None or desk.now.parsed is None:
        return redirect(url_for(".draft", slug=slug), 303)
    found = _page(desk, desk.now, path_of(place))
    if found is None:
        raise NotFound
    return _part_page(desk, found)


@bp.post("/part/<place>")
@login_required
def save_part(slug: str, place: str) -> ResponseReturnValue:
    """Keep what was answered, and do what the pressed button asks for."""
    standing_towards(edition_named(slug), Permission.PLAN_WRITE)
    posted, act = _posted(), request.form.get("act", "")
    try:
        with database().transaction() as db:
            leads = service.save_part(
                db, current_actor(), slug, path_of(place), posted,
                act=act, lock_version=version_seen(), now=now(),
            )  # fmt: skip
    except service.Overtaken as overtaken:
        return _answered_again(slug, place, posted, overtaken=overtaken.names), 409
    except RuleBroken as refused:
        words = [refusal_words(r, None) for r in refused.refusals]
        return _answered_again(slug, place, posted, refused=words), 422
    reading().close()  # it still looks at the moment before
    flash("Saved.", "success")
    return redirect(_page_url(slug, leads), 303)


@bp.post("/part/<place>/check")
@login_required
def check_part(slug: str, place: str) -> ResponseReturnValue:
    """What saving would make of the plan: faults beside their fields, the drawing; nothing kept."""
    desk = desk_of(slug)
    path, posted = path_of(place), _posted()
    try:
        source, _ = service.edited_part(desk.now.text, path, posted)
    except (service.Overtaken, RuleBroken):
        return "", 204
    would_be = queries.document(source)
    found = _page(desk, would_be, path)
    if found is None:
        return "", 204
    return shown(
        "planning/_checked.html",
        desk,
        questions=list(questions_in(found.items)),
        side=pages.side_of(would_be, desk.before, str(path[0])),
        drawing=Markup(pages.drawing(would_be.parsed, path)),  # noqa: S704 - escaped by the engine
        document=would_be,
    )


def _page(desk: Desk, written: Document, path: Path) -> Page | None:
    building = Building(written.parsed, written.reading.faults, before=desk.before.parsed)
    return building.page(path)


def _answered_again(
    slug: str,
    place: str,
    posted: Posted,
    *,
    overtaken: Any = (),
    refused: Any = (),
) -> str:
    """The page once more with everything that was typed, and why it was not kept."""
    reading().close()  # it still looks at the moment before
    desk = desk_of(slug)
    found = _page(desk, desk.now, path_of(place)) if desk.now.parsed is not None else None
    if found is None:
        raise service.Overtaken
    filled = with_answers(found, posted, overtaken=overtaken)
    return _part_page(desk, filled, overtaken=not refused, refused=refused, typed=posted)


def _part_page(
    desk: Desk, found: Page, *, overtaken: bool = False, refused: Any = (), typed: Any = None
) -> str:
    parsed, path = desk.now.parsed, found.path
    return shown(
        "planning/part.html",
        desk,
        found=found,
        title=pages.title_of(parsed, path),
        crumbs=pages.crumbs(parsed, path),
        side=pages.side_of(desk.now, desk.before, str(path[0])),
        drawing=Markup(pages.drawing(parsed, path)),  # noqa: S704 - escaped by the engine
        document=desk.now,
        is_entry=len(path) > 1,
        key=str(path[-1]),
        text_parts=parts_with_texts(parsed) if path[:1] == (trail.TEXTS,) else [],
        overtaken=overtaken,
        refused=refused,
        added=typed or {},
    )


def _page_url(slug: str, path: Path) -> str:
    """The page of a path; of an entry that has none of its own, the list it stands in."""
    parsed = queries.document(desk_of(slug).draft.source).parsed or {}
    found = trail.page_of(parsed, path)
    return (
        url_for(".part", slug=slug, place=place_of(found))
        if found
        else url_for(".draft", slug=slug)
    )


def _posted() -> Posted:
    return request.form.to_dict(flat=False)
