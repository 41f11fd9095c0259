"""What nominations and reviewers are about, as affinity and spread look at them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from prize_app.assignments.background import Background
from prize_app.assignments.pool import Pool
from prize_app.db.nominations import Nomination
from prize_app.db.people import Person
from workflows.affinity import Bid, Fit, Profile, Subject, Weights, fits
from workflows.plan.assigning import SpreadTrait
from workflows.plan.forms import FieldKind, Form, Means
from workflows.plan.kinds import CategoryKind
from workflows.plan.model import Plan
from workflows.regions import region_of
from workflows.text import folded

Traits = dict[str, list[str]]

_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]")
_WORD: Final = re.compile(r"[^\W_]+")
_ABOUT: Final = (None, Means.CITATION)
_CENT: Final = Decimal("0.01")


def fits_of(pool: Pool, known: Background) -> dict[tuple[str, str], Fit]:
    """How well every reviewer fits every nomination."""
    profiles = [profile_of(person, known) for person in pool.reviewers.values()]
    plan = pool.edition.plan
    subjects = [subject_of(plan, n, profiles) for n in pool.nominations.values()]
    bids = {(str(n), str(r)): Bid(answer) for (n, r), answer in known.bids.items()}
    return fits(subjects, profiles, bids, weights_of(plan))


def weights_of(plan: Plan) -> Weights:
    """The plan's points."""
    asked = plan.reviewing.assigning.affinity
    bids = {
        Bid.YES: asked.bid,
        Bid.MAYBE: (asked.bid / 3).quantize(_CENT),
        Bid.NO: -asked.bid,
    }
    return Weights(
        asked.theme, asked.keyword, asked.most_keywords, asked.text, bids, -asked.language
    )


def subject_of(plan: Plan, nomination: Nomination, profiles: Iterable[Profile]) -> Subject:
    """A nomination as reviewers will see it: nothing that is hidden from them adds points.

    Its keywords are those of the reviewers that its texts contain.
    """
    texts = _texts(plan.form_of(nomination.category_key), nomination)
    whole = _spaced(" ".join(texts))
    words = {word for profile in profiles for word in profile.keywords}
    return Subject(
        str(nomination.id),
        frozenset({nomination.theme} - {""}),
        frozenset(word for word in words if _spaced(word).strip() and _spaced(word) in whole),
        languages_of(plan, nomination, texts),
        texts,
    )


def profile_of(person: Person, known: Background) -> Profile:
    """A reviewer as affinity knows them: their keywords are also the text that they wrote."""
    profile = known.profiles.get(person.id)
    keywords = frozenset(profile.keywords) if profile else frozenset[str]()
    return Profile(
        str(person.id),
        frozenset(person.themes),
        keywords,
        languages_read(person, known),
        tuple(sorted(keywords)),
    )


def languages_read(person: Person, known: Background) -> frozenset[str]:
    """The languages that a reviewer reads, without scripts and regions."""
    profile = known.profiles.get(person.id)
    return frozenset(tag.split("-")[0].casefold() for tag in (profile.languages if profile else ()))


def languages_of(plan: Plan, nomination: Nomination, texts: Iterable[str]) -> frozenset[str]:
    """The languages that the form asks for; else by script, Latin being the plan's first."""
    form = plan.form_of(nomination.category_key)
    asked = (k for k, f in form.fields.items() if f.kind is FieldKind.LANGUAGE and f.means is None)
    named = {str(nomination.answers.get(key) or "") for key in asked} - {""}
    if named:
        return frozenset(tag.split("-")[0].casefold() for tag in named)
    whole = "".join(texts)
    han, latin = len(_HAN.findall(whole)), len(_LATIN.findall(whole))
    if han > latin:
        return frozenset({"zh"})
    return frozenset({plan.prize.languages[0]} if latin else ())


def traits_of_nomination(plan: Plan, nomination: Nomination) -> Traits:
    """Where the nominee is, and the languages of the nomination."""
    is_organization = plan.categories[nomination.category_key].kind is CategoryKind.ORGANIZATION
    home = nomination.nominee_name if is_organization else nomination.nominee_institution
    texts = _texts(plan.form_of(nomination.category_key), nomination)
    return _traits(nomination.nominee_country, home, languages_of(plan, nomination, texts))


def traits_of_reviewer(person: Person, known: Background) -> Traits:
    """Where a reviewer is, and what they read."""
    return _traits(person.country, person.institution, languages_read(person, known))


def _traits(country: str, institution: str, languages: Iterable[str]) -> Traits:
    found = {
        SpreadTrait.REGION: [region_of(country)],
        SpreadTrait.COUNTRY: [country],
        SpreadTrait.INSTITUTION: [folded(institution)],
        SpreadTrait.LANGUAGE: sorted(languages),
    }
    return {str(trait): [v for v in values if v] for trait, values in found.items()}


def _texts(form: Form, nomination: Nomination) -> tuple[str, ...]:
    return tuple(
        str(nomination.answers.get(key) or "")
        for key, field in form.fields.items()
        if field.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT)
        and field.means in _ABOUT
        and not field.hidden_from_reviewers
    )


def _spaced(text: str) -> str:
    """Words with a space on either side, so that one is found as a whole."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
