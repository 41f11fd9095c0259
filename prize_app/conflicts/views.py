"""The secretariat's pages of conflicts of interest."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from prize_app.access import current_actor, database, login_required, reading
from prize_app.clock import now
from prize_app.conflicts import pages, queries, service, undoing
from prize_app.conflicts.forms import CONFIRM, DeclareForm, SettleForm
from prize_app.conflicts.kinds import KIND_WORDS, ConflictKind
from prize_app.countries import country_name
from prize_app.db.people import Person
from prize_app.editions.queries import standing_in
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.nominations.standing import Seen, see_nomination
from prize_app.phrases import day_words, refusal_words
from prize_app.web import page
from workflows.conflicts import line_words, sentence, tie_words
from workflows.errors import NotFound, Refusal, RuleBroken, WrongStage
from workflows.plan.conflicts import Tie
from workflows.policy import Permission, require_visible
from workflows.text import tidied

bp = Blueprint("conflicts", __name__)


def stated_day(iso: str) -> str:
    """A day of the evidence, written 2027-11-04, in words: 4 November 2027."""
    return day_words(datetime.fromisoformat(iso))


WORDS = {
    "told": sentence,
    "line_words": line_words,
    "country_name": country_name,
    "stated_day": stated_day,
}


@bp.get("/editions/<slug>/conflicts")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """All categories, and accounts that may be one person's."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.EDITION_ADMINISTER)
    return page(
        "conflicts/index.html",
        edition=edition,
        lines=pages.category_lines(reading(), current_actor(), edition, now=now()),
        accounts=pages.account_lines(reading(), edition),
        found=undoing.list_found(reading(), edition),
        tabs=edition_tabs(standing, slug, "conflicts.index"),
    )


@bp.get("/editions/<slug>/conflicts/<category_key>")
@login_required
def category(slug: str, category_key: str) -> ResponseReturnValue:
    """What is open in one category, and what was settled."""
    edition = edition_named(slug)
    standing = standing_in(reading(), current_actor(), edition.id, category_key)
    require_visible(Permission.EDITION_ADMINISTER, standing)
    if category_key not in edition.plan.categories:
        raise NotFound
    ledger = pages.ledger(
        reading(),
        current_actor(),
        edition,
        category_key,
        after=request.args.get("after", ""),
        now=now(),
    )
    return page(
        "conflicts/category.html", edition=edition, ledger=ledger, kind_words=kind_words, **WORDS
    )


@bp.route(
    "/nominations/<uuid:nomination_id>/conflicts/<uuid:person_id>/<string:tie>",
    methods=["GET", "POST"],
)
@login_required
def settle(nomination_id: UUID, person_id: UUID, tie: str) -> ResponseReturnValue:
    """One suggestion with the evidence of both sides: confirm or dismiss."""
    seen = _seen(nomination_id)
    person = service.judging(reading(), seen, person_id)
    if tie not in set(Tie):
        raise NotFound
    found, form = service.suggested(reading(), seen, person, Tie(tie), now=now()), SettleForm()
    if found is None and request.method == "POST":
        return _settled_before(seen, person, form)
    if found is None:
        raise NotFound
    if found.is_strict:
        form.only_confirm()
    if form.validate_on_submit():
        try:
            return _settled(seen, person, Tie(tie), form)
        except RuleBroken as refused:
            show_refused(form, refused)
    form.fingerprint.data = found.fingerprint
    body = page(
        "conflicts/settle.html",
        form=form,
        seen=seen,
        person=person,
        found=found,
        rule=seen.edition.plan.conflicts.rules.get(found.rule),
        is_assigned=(nomination_id, person_id)
        in queries.assigned_pairs(reading(), [nomination_id]),
        **WORDS,
    )
    return body, 422 if form.errors else 200


def _settled_before(seen: Seen, person: Person, form: SettleForm) -> ResponseReturnValue:
    """What a second press comes to, or that of somebody who was slower: nothing, and it is said.

    Raises:
        NotFound: nothing was ever settled between the two.
        WrongStage: it was, by somebody else or with other words; these are shown again.
    """
    settled = service.settled_by(reading(), seen.nomination.id, person.id)
    if settled is None:
        raise NotFound
    g.back_url = _ledger_of(seen)
    if tidied(form.reason.data or "") not in map(tidied, settled.get(current_actor().id, ())):
        raise WrongStage([Refusal("suggestion_settled")])
    flash("It is settled already. Nothing was written twice.", "success")
    return redirect(g.back_url, 303)


def _settled(seen: Seen, person: Person, tie: Tie, form: SettleForm) -> ResponseReturnValue:
    act = service.confirm if form.decision.data == CONFIRM else service.dismiss
    with database().transaction() as db:
        act(
            db,
            current_actor(),
            seen.nomination.id,
            person.id,
            service.Answer(tie, form.fingerprint.data or "", form.reason.data or ""),
            now=now(),
        )
    flash("Settled. It stays on record with your reason.", "success")
    return redirect(_ledger_of(seen), 303)


@bp.route("/nominations/<uuid:nomination_id>/conflicts", methods=["GET", "POST"])
@login_required
def declare(nomination_id: UUID) -> ResponseReturnValue:
    """Put on record what the secretariat knows."""
    seen = _seen(nomination_id)
    key = seen.nomination.category_key
    people = queries.people_judging(reading(), seen.edition.id, key)
    bound = {p.id for _, _, p in queries.on_record(reading(), [nomination_id])}
    form = DeclareForm([(str(p.id), _named(p)) for p in people if p.id not in bound])
    if form.validate_on_submit():
        try:
            with database().transaction() as db:
                service.declare_for(
                    db,
                    current_actor(),
                    nomination_id,
                    UUID(form.person.data),
                    ConflictKind(form.kind.data),
                    form.reason.data or "",
                    now=now(),
                )
        except RuleBroken as refused:
            show_refused(form, refused)
        else:
            flash("The conflict of interest is on record.", "success")
            return redirect(_ledger_of(seen), 303)
    body = page("conflicts/declare.html", form=form, seen=seen)
    return body, 422 if form.errors else 200


def kind_words(kind: str) -> str:
    """A kind of conflict in words, declared or detected."""
    if kind in set(Tie):
        return tie_words(kind).capitalize()
    return KIND_WORDS.get(ConflictKind(kind), kind) if kind in set(ConflictKind) else kind


def _seen(nomination_id: UUID) -> Seen:
    seen = see_nomination(reading(), current_actor(), nomination_id, Permission.CONFLICT_SETTLE)
    g.plan = seen.edition.plan
    g.area = url_for("dashboards.overview", slug=seen.edition.row.slug)
    return seen


def _ledger_of(seen: Seen) -> str:
    slug, key = seen.edition.row.slug, seen.nomination.category_key
    return url_for(".category", slug=slug, category_key=key)


def _named(person: Person) -> str:
    return f"{person.name}, {person.institution}" if person.institution else person.name


def show_refused(form: FlaskForm, refused: RuleBroken) -> None:
    """Put each reason beside the field that it is about."""
    fields: dict[str, Any] = {"reason_missing": form["reason"], "too_long": form["reason"]}
    for refusal in refused.refusals:
        words = refusal_words(refusal, g.plan)
        if refusal.code in fields:
            fields[refusal.code].errors = [*fields[refusal.code].errors, words]
        else:
            form.form_errors.append(words)
