"""The words of a certificate: made once when it is issued, stored, and read back for drawing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from prize_app.db.laureates import Laureate
from prize_app.db.nominations import Nomination
from prize_app.editions.queries import RunningEdition
from workflows.citations import CertificateWords, Signatory
from workflows.instants import zone_named
from workflows.plan.kinds import CategoryKind

PRESENTED: Final = {"en": "is presented to", "zh": "授予"}


def certificate_words(
    edition: RunningEdition,
    nomination: Nomination,
    laureate: Laureate,
    *,
    serial: str,
    check_url: str,
    demonstration: bool,
) -> CertificateWords:
    """What will stand on the certificate. Its date is the day of the award in the prize's zone."""
    plan = edition.plan
    category = plan.categories[nomination.category_key]
    zone = zone_named(plan.prize.zone)
    return CertificateWords(
        prize=with_english(plan.prize.name),
        award=with_english(category.name),
        presented=PRESENTED,
        laureate=nomination.nominee_name,
        laureate_original=nomination.nominee_original_name or None,
        original_lang=nomination.nominee_language or None,
        organization=category.kind is CategoryKind.ORGANIZATION,
        citation=with_english(laureate.citation),
        edition=with_english(plan.prize.edition),
        given_on=laureate.honoured_at.astimezone(zone).date(),
        # The plan names no place of award; who gives the prize stands above the date instead.
        place=with_english(plan.prize.giver),
        signatories=tuple(
            Signatory(office.name, with_english(office.role))
            for office in plan.certificates.values()
        ),
        serial=serial,
        check_url=check_url,
        demonstration=demonstration,
    )


def with_english(text: Mapping[str, str]) -> dict[str, str]:
    """The text without empty languages; where English is missing, another stands in for it."""
    kept = {language: words for language, words in text.items() if words.strip()}
    return kept if "en" in kept else {"en": next(iter(kept.values()), ""), **kept}


def as_json(words: CertificateWords) -> dict[str, Any]:
    """The words as they are stored."""
    return {
        "prize": dict(words.prize),
        "award": dict(words.award),
        "presented": dict(words.presented),
        "laureate": words.laureate,
        "laureate_original": words.laureate_original,
        "original_lang": words.original_lang,
        "organization": words.organization,
        "citation": dict(words.citation),
        "edition": dict(words.edition),
        "given_on": words.given_on.isoformat(),
        "place": dict(words.place),
        "signatories": [{"name": s.name, "role": dict(s.role)} for s in words.signatories],
        "serial": words.serial,
        "check_url": words.check_url,
        "demonstration": words.demonstration,
    }


def from_json(stored: Mapping[str, Any]) -> CertificateWords:
    """The words as they were issued."""
    return CertificateWords(
        **{
            **stored,
            "given_on": date.fromisoformat(stored["given_on"]),
            "signatories": tuple(Signatory(s["name"], s["role"]) for s in stored["signatories"]),
        }
    )
