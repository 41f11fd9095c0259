"""The secretariat's page of hidden names that stand in what blind readers would read."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from prize_app.access import current_actor, database, login_required, reading
from prize_app.actors import Actor
from prize_app.clock import now
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition, edition_by_id
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.leaks import service
from prize_app.leaks.queries import look, looked_at
from prize_app.leaks.words import found_line, ways_back
from prize_app.nominations import queries
from prize_app.nominations.standing import Seen, see_nomination
from prize_app.phrases import refusal_words
from prize_app.web import page
from workflows.errors import RuleBroken
from workflows.policy import Permission, require_visible

bp = Blueprint("leaks", __name__)
MOST_SHOWN = 20


@bp.get("/editions/<slug>/leaks")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """Nominations under way, with the hidden names that stand in them."""
    edition = edition_named(slug)
    return _page(edition, after=request.args.get("after", ""))


@bp.post("/editions/<slug>/leaks/read")
@login_required
def read(slug: str) -> ResponseReturnValue:
    """Read the text of the files that were not read yet."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.EDITION_ADMINISTER)
    # Reading takes long: nobody who writes waits for it.
    texts, left = service.read_files(reading(), edition, current_actor(), now=now())
    reading().close()
    with database().transaction() as db:
        service.keep_texts(db, texts)
    flash(f"Read; {left} files are left to read." if left else "All files are read.", "success")
    return redirect(url_for(".index", slug=slug), 303)


@bp.post("/nominations/<uuid:nomination_id>/leaks/harmless")
@login_required
def harmless(nomination_id: UUID) -> ResponseReturnValue:
    """Keep that a finding gives nobody away."""
    said = "Kept as harmless. It comes back if its words change."
    return _ruled(nomination_id, service.rule_harmless, said)


@bp.post("/nominations/<uuid:nomination_id>/leaks/withhold")
@login_required
def withhold(nomination_id: UUID) -> ResponseReturnValue:
    """Put a name out of sight in what somebody wrote."""
    said = "The name is out of sight of whoever must not know it."
    return _ruled(nomination_id, service.withhold_words, said)


@bp.post("/nominations/<uuid:nomination_id>/leaks/files/<uuid:attachment_id>")
@login_required
def redact(nomination_id: UUID, attachment_id: UUID) -> ResponseReturnValue:
    """Put a copy without the names in the place of a file, for blind readers alone."""
    seen = _seen(nomination_id)
    upload = request.files.get("file")
    content = upload.read() if upload else b""
    try:
        with database().transaction() as db:
            service.place_redacted(
                db, current_actor(), nomination_id, attachment_id, content, now=now()
            )
    except RuleBroken as refused:
        return _refused(seen, str(attachment_id), refused), 422
    flash("Blind readers get this copy from now on; it was searched as well.", "success")
    return redirect(_back(seen), 303)


class Ruling(Protocol):
    """A service that settles one finding, with a reason; refused, it raises `RuleBroken`."""

    def __call__(
        self,
        session: Session,
        actor: Actor,
        nomination_id: UUID,
        fingerprint: str,
        reason: str,
        /,
        *,
        now: datetime,
    ) -> None: ...


def _ruled(nomination_id: UUID, rule: Ruling, said: str) -> ResponseReturnValue:
    """Take the ruling that the form asks for, and say that it was taken."""
    seen = _seen(nomination_id)
    mark, reason = request.form.get("fingerprint", ""), request.form.get("reason", "")
    try:
        with database().transaction() as db:
            rule(db, current_actor(), nomination_id, mark, reason, now=now())
    except RuleBroken as refused:
        return _refused(seen, mark, refused), 422
    flash(said, "success")
    return redirect(_back(seen), 303)


def _seen(nomination_id: UUID) -> Seen:
    seen = see_nomination(reading(), current_actor(), nomination_id)
    require_visible(Permission.LEAKS_RULE, seen.standing)
    g.plan, g.area = seen.edition.plan, url_for(".index", slug=seen.edition.row.slug)
    return seen


def _back(seen: Seen) -> str:
    before = request.form.get("after", "")
    slug = seen.edition.row.slug
    address = url_for(".index", slug=slug, after=before or None)
    return f"{address}#{seen.nomination.reference}"


def _refused(seen: Seen, where: str, refused: RuleBroken) -> str:
    """The page again, with the reason beside what it is about and nothing typed lost."""
    words = " ".join(refusal_words(refusal, seen.edition.plan) for refusal in refused.refusals)
    edition = edition_by_id(reading(), seen.edition.id)
    after = request.form.get("after", "")
    return _page(edition, after=after, errors={where: words}, refused=seen.nomination)


def _page(
    edition: RunningEdition,
    *,
    after: str,
    errors: dict[str, str] | None = None,
    refused: Nomination | None = None,
) -> str:
    slug = edition.row.slug
    standing = standing_towards(edition, Permission.EDITION_ADMINISTER)
    actor = current_actor()
    wanted = looked_at(edition, actor.id)
    nominations, following = queries.page_of(reading(), wanted, after=after, limit=MOST_SHOWN)
    looked = look(reading(), actor, edition, nominations)
    return page(
        "leaks/index.html",
        edition=edition,
        plan=edition.plan,
        rows=[one for one in looked if one.found or one.unsearchable],
        looked=looked,
        found_line=found_line,
        ways={one.nomination.id: ways_back(edition, one.nomination) for one in looked},
        unread=len(service.unread_files(reading(), edition, actor)),
        errors=errors or {},
        refused=refused,
        reason=request.form.get("reason", ""),
        after=after,
        following=following,
        tabs=edition_tabs(standing, slug, "screening.queue"),
    )
