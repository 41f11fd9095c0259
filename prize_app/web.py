"""What every page gets: who looks at it, where they may go, words in their language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.http import dump_options_header

from prize_app.access import find_actor
from prize_app.countries import country_name
from prize_app.db.saving import Overtaken
from prize_app.deadlines import hard_day, local_day, told
from prize_app.phrases import (
    DEBTS,
    day_words,
    moment_words,
    refusal_words,
)
from workflows.calendar import next_due
from workflows.errors import Refusal
from workflows.money import amount
from workflows.plan.diffing import Difference, sentence, value_in_words
from workflows.plan.diffing.model import Word
from workflows.plan.model import Plan

HIDDEN_FACTS = frozenset({"stage", "starts"})


class EmptyForm(FlaskForm):
    """A form of a single button: nothing but the token against forged requests."""


@dataclass(frozen=True, slots=True)
class Area:
    """One entry of the navigation."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a page."""

    name: str
    areas: list[Area]


def page(template: str, **values: Any) -> str:
    """Render a page with what all pages share."""
    actor = find_actor()
    viewer = Viewer(actor.name, _areas()) if actor else None
    return render_template(
        template,
        viewer=viewer,
        demonstration=current_app.config["DEMONSTRATION"],
        prize_name="ANSO Prize",
        # Without the request's fields: reading those of one that is too large fails again.
        sign_out_form=EmptyForm(formdata=None),
        form_token=EmptyForm(formdata=None),
        **values,
    )


def is_autosave() -> bool:
    """Whether a form is saved while it is being filled in, and not by a pressed button."""
    return request.headers.get("HX-Request") == "true"


def autosave_overtaken(stale: StaleDataError) -> ResponseReturnValue:
    """The answer to an autosave that must not be kept.

    Where a later save of the same page stands already, there is nothing to tell its writer.
    """
    return "", 204 if isinstance(stale, Overtaken) else 409


def _areas() -> list[Area]:
    """Navigation of the signed-in person; dashboards know which roles lead where."""
    entries: list[tuple[str, str]] = current_app.extensions["areas"]()
    # A nomination's address is the same for all who see it: its page says whose area it is.
    here = g.get("area") or request.path
    best = max((url for _, url in entries if _leads(here, url)), key=len, default="")
    return [Area(label, url, url == best) for label, url in entries]


def _leads(here: str, url: str) -> bool:
    return here == url or (url != "/" and here.startswith(url.rstrip("/") + "/"))


def install(app: Flask) -> None:
    """Filters and settings of all templates."""
    app.jinja_env.filters.update(
        words=words,
        day=day_words,
        moment=moment_words,
        country=country_name,
        refusal=lambda refusal: refusal_words(refusal, g.get("plan")),
        money=amount,
        next_due=next_due,
        difference=difference,
        kind=kind_words,
        local_day=local_day,
        hard_day=hard_day,
        debt_words=lambda debt: DEBTS[debt],
        told=lambda due, language="en": told(due, reader_zone(), language),
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def difference(found: Difference, language: str = "en") -> str:
    """What an amendment changed, in one line."""
    return sentence(found, language)


def kind_words(value: Enum, language: str = "en") -> str:
    """One of a plan's closed choices as people call it: never the code that stands in the file."""
    return value_in_words(Word(type(value).__name__, str(value)), language)


def reader_zone() -> str:
    """The zone that the signed-in person has chosen; empty where the browser's is meant."""
    actor = find_actor()
    return actor.zone if actor else ""


def reasons_as_json(refusals: Iterable[Refusal]) -> list[dict[str, Any]]:
    """Reasons for programs: code, facts, and the sentence in every language of the plan.

    The key of a stage is left out for readers who may know stages by their public names only.
    """
    plan: Plan | None = g.get("plan")
    hidden = frozenset() if g.get("knows_stages") else HIDDEN_FACTS
    languages = plan.prize.languages if plan else ("en",)
    return [
        {
            "code": refusal.code,
            "facts": {k: v for k, v in refusal.facts.items() if k not in hidden},
            "sentences": {tag: refusal_words(refusal, plan, tag) for tag in languages},
        }
        for refusal in refusals
    ]


def file_header(disposition: str, file_name: str) -> str:
    """Content-Disposition for a name in any script, with a plain one for old programs (RFC 6266).

    A header holds Latin-1 only: the server answers 500 to anything else.
    """
    plain = unicodedata.normalize("NFKD", file_name).encode("ascii", "ignore").decode()
    names = {"filename": plain}
    if plain != file_name:
        names["filename*"] = f"UTF-8''{quote(file_name, safe='')}"
    return dump_options_header(disposition, names)


def words(text: Mapping[str, str], language: str = "en") -> str:
    """A text of the plan in a language, or in whichever there is."""
    return text.get(language) or next(iter(text.values()), "")
