"""The outbox of a demonstration: letters that would have been sent, for anyone to read."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from prize_app.access import public, reading
from prize_app.db.notices import Notice
from prize_app.notices.queries import find_demonstration
from prize_app.surroundings import surroundings
from prize_app.web import page
from workflows.errors import NotFound

bp = Blueprint("notices", __name__)
PAGE = 30


@bp.get("/outbox")
@public
def outbox() -> ResponseReturnValue:
    """Letters, latest first."""
    _only_in_a_demonstration()
    after = _place(request.args.get("after", ""))
    letters, following = letters_page(reading(), after=after)
    next_url = url_for(".outbox", after=following) if following else None
    return page("notices/outbox.html", letters=letters, next_url=next_url, is_first=after is None)


@bp.get("/outbox/<uuid:notice_id>")
@public
def letter(notice_id: UUID) -> ResponseReturnValue:
    """One letter as it would have arrived."""
    _only_in_a_demonstration()
    notice = find_demonstration(reading(), notice_id)
    if notice is None:
        raise NotFound
    body = linked(notice.body, surroundings(reading()).public_url)
    return page("notices/letter.html", letter=notice, body=body)


def _only_in_a_demonstration() -> None:
    if not current_app.config["DEMONSTRATION"]:
        raise NotFound


def letters_page(
    session: Session, *, after: tuple[datetime, UUID] | None
) -> tuple[list[Notice], str]:
    """One page, and the place to go on from (empty at the end).

    Letters of one transaction are written at one instant; the id keeps them apart.
    """
    wanted = select(Notice).where(Notice.is_demonstration)
    if after is not None:
        at, last = after
        earlier = and_(Notice.written_at == at, Notice.id < last)
        wanted = wanted.where(or_(Notice.written_at < at, earlier))
    wanted = wanted.order_by(Notice.written_at.desc(), Notice.id.desc()).limit(PAGE + 1)
    found = list(session.scalars(wanted))
    if len(found) <= PAGE:
        return found, ""
    last_shown = found[PAGE - 1]
    return found[:PAGE], f"{last_shown.written_at.isoformat()}~{last_shown.id}"


def _place(text: str) -> tuple[datetime, UUID] | None:
    """Where a page begins; anything unreadable is the beginning."""
    at, _, key = text.partition("~")
    try:
        instant, notice_id = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        return None
    return (instant, notice_id) if instant.tzinfo is not None else None


def linked(body: str, public_url: str) -> Markup:
    """The letter, escaped, with its first address of this very site as a link.

    The link leads to the same path here, whatever host the demonstration is reached under.
    """
    found = re.search(rf"(?<!\S){re.escape(public_url)}/[^\s<>\"']*", body)
    if found is None:
        return Markup("{}").format(body)
    address = found.group()
    target = urlsplit(address)
    here = target.path + (f"?{target.query}" if target.query else "")
    return Markup('{}<a href="{}">{}</a>{}').format(
        body[: found.start()], here, address, body[found.end() :]
    )
