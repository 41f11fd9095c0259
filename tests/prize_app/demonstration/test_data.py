"""The demonstration data: counts, limits and flaws that the engine finds."""

import json
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workflows.conditions import Case, Verdict
from workflows.conditions.values import Consent, Honour, Nominator, Office, Organization
from workflows.eligibility import findings
from workflows.plan.loading import load_plan
from workflows.text import count_words

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "prize_app" / "demonstration" / "data"


def read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


EDITION = read("edition.json")
NOMINEES = read("nominees.json")
PEOPLE = read("people.json")
THEMES = {theme["key"] for theme in read("themes.json")["themes"]}
PERSONS = [n for n in NOMINEES if n["kind"] == "individual"]
ORGANIZATIONS = [n for n in NOMINEES if n["kind"] == "organization"]
STAFF = [p for group, some in PEOPLE.items() if group != "earlier_laureates" for p in some]
PLAN = load_plan((ROOT / "workflows/plans/anso-prize.toml").read_text(encoding="utf-8"))
BODIES = {person["email"]: person for person in PEOPLE["nominators"]}

# The entry condition of the shipped plan that must refuse each flaw.
REFUSED_BY = {
    "too_old": "early-career",
    "letters_missing": "letters",
    "not_independent": "independent-letter",
    "deceased": "living",
    "consent_pending": "consent",
    "consent_refused": "consent",
    "too_many_words": "summary-length",
    "self_nomination": "no-own-organization",
    "no_cooperation_countries": "cooperation",
    "too_young_organisation": "active-years",
    "earlier_laureate": "not-honoured-before",
    "organisation_not_active": "active-organization",
}
OFFICES = tuple(
    Office(one["name"], one["email"], role, one["original_name"] or "")
    for group, role in (("committee", "committee"), ("board", "board"), ("reviewers", "reviewer"))
    for one in PEOPLE[group]
)
REGISTER = tuple(
    Organization(
        one["name"], one["is_active"], one["is_member"], one["kind"], one["country"],
        one["original_name"] or "",
    )
    for one in read("organizations.json")
)  # fmt: skip


def case_of(nominee: dict[str, Any]) -> Case:
    """What the engine is told about one nomination; `country` is where the nominee works."""
    given = {
        **nominee,
        "country": nominee["institution_country"] or nominee["country"],
        "nominee-name": nominee["name"],
        "born-on": nominee["born_on"],
        "died-on": nominee["died_on"],
        "doctorate-on": nominee["degree_on"],
        "founded": nominee["established_year"],
        "partner-countries": nominee["partner_countries"],
        "not-family": True,
    }
    body = BODIES[nominee["nominator"]]
    return Case(
        answers=given,
        category=nominee["category"],
        today=date(2027, 3, 1),
        edition_year=2027,
        nominee=nominee["name"],
        nominee_email=nominee["email"],
        nominee_original=nominee["original_name"] or "",
        pages={"letter-files": (1,) * len(nominee["letters"])},
        offices=OFFICES,
        organizations=REGISTER,
        files={"letter-files": len(nominee["letters"])},
        consent=Consent(nominee["consent"]),
        nominator=Nominator(body["name"], body["email"], body["organisation"], body["country"]),
        laureates=tuple(
            Honour(one["name"], one["category"], one["year"]) for one in PEOPLE["earlier_laureates"]
        ),
    )


def test_eleven_nominations_in_each_category_of_the_plan():
    assert Counter(n["category"] for n in NOMINEES) == dict.fromkeys(PLAN.categories, 11)
    for nominee in NOMINEES:
        assert nominee["kind"] == PLAN.categories[nominee["category"]].kind
    assert (len(PERSONS), len(ORGANIZATIONS)) == (55, 22)


def test_every_nomination_has_the_same_keys():
    assert len({tuple(n) for n in NOMINEES}) == 1


def test_ids_and_addresses_are_unique():
    assert len({n["id"] for n in NOMINEES}) == 77
    letters = {(one["author"], one["email"]) for n in NOMINEES for one in n["letters"]}
    emails = [n["email"] for n in NOMINEES] + [p["email"] for p in STAFF] + [e for _, e in letters]
    assert len(emails) == len(set(emails))
    for email in emails:
        assert email.isascii()
        assert email.endswith("@example.org")
        assert len(email) <= 64


@pytest.mark.parametrize("nominee", NOMINEES, ids=lambda n: n["id"])
def test_texts_keep_their_limits(nominee):
    words = {key: count_words(nominee[key]) for key in ("citation", "summary", "statement")}
    assert 5 <= words["citation"] <= 25
    assert 120 <= words["statement"] <= 220
    assert (words["summary"] > 100) == (nominee["flaw"] == "too_many_words")
    assert words["summary"] >= 15
    assert 15 <= len(nominee["citation_zh"]) <= 60
    assert nominee["citation_zh"].endswith("。")
    assert "{" not in nominee["statement"]


@pytest.mark.parametrize("nominee", NOMINEES, ids=lambda n: n["id"])
def test_the_engine_finds_the_flaw_and_no_other(nominee):
    found = findings(PLAN, nominee["category"], case_of(nominee))
    refused = {one.condition for one in found if one.verdict is not Verdict.HOLDS}

    assert refused == ({REFUSED_BY[nominee["flaw"]]} if nominee["flaw"] else set())


def test_a_pending_consent_is_unknown_and_a_refused_one_fails():
    verdicts = {
        n["flaw"]: {f.condition: f.verdict for f in findings(PLAN, n["category"], case_of(n))}
        for n in NOMINEES
    }
    assert verdicts["consent_pending"]["consent"] is Verdict.UNKNOWN
    assert verdicts["consent_refused"]["consent"] is Verdict.FAILS


def test_every_category_has_a_flaw_and_most_have_none():
    flawed = [n for n in NOMINEES if n["flaw"]]
    assert len(flawed) == 16
    assert {n["flaw"] for n in flawed} == set(REFUSED_BY)
    assert {n["category"] for n in flawed} == set(PLAN.categories)
    assert max(Counter(n["category"] for n in flawed).values()) <= 3


def test_only_the_two_flawed_nominees_have_died():
    dead = {n["id"]: n["died_on"] for n in NOMINEES if n["died_on"]}
    assert set(dead) == {n["id"] for n in NOMINEES if n["flaw"] == "deceased"}
    assert len(dead) == 2
    assert max(dead.values()) < EDITION["age_reference_on"]


def test_organisations_that_ended_are_marked_and_two():
    ended = {n["id"] for n in ORGANIZATIONS if n["status"] != "active"}
    assert ended == {n["id"] for n in NOMINEES if n["flaw"] == "organisation_not_active"}
    assert len(ended) == 2


def test_the_register_has_every_body_once_and_those_that_ended_are_not_active():
    register = read("organizations.json")
    assert len({one["id"] for one in register}) == len(register) == 33
    assert {one["id"] for one in register if not one["is_active"]} == {
        n["id"] for n in ORGANIZATIONS if n["status"] != "active"
    }
    members = {one["id"] for one in register if one["is_member"]}
    assert members == {one["organisation_id"] for one in PEOPLE["nominators"]}


def test_the_youth_limit_is_met_and_missed_by_days():
    born = sorted(n["born_on"] for n in NOMINEES if n["category"] == "youth-leader")
    assert [day for day in born if day <= "1982-01-01"] == ["1981-03-31", "1981-12-25"]
    assert born[2] == "1982-01-23"


def test_persons_were_born_before_1920_and_are_of_a_plausible_age_now():
    for person in PERSONS:
        assert person["born_year"] - EDITION["shift_years"] < 1920
        assert 30 <= 2027 - person["born_year"] <= 100
        assert person["born_on"] is None or person["born_on"].startswith(str(person["born_year"]))
        if person["degree_on"]:
            assert int(person["degree_on"][:4]) - person["born_year"] >= 16
    assert [p["name"] for p in PERSONS if not p["born_on"]] == ["Albert Lutuli"]


def test_the_womens_category_is_all_female_and_others_are_not_all_male():
    women = Counter(n["category"] for n in PERSONS if n["gender"] == "female")
    assert women["outstanding-women"] == 11
    assert {"lifetime-achievement", "youth-leader", "cooperation-coordination"} <= set(women)


def test_outputs_letters_and_partners():
    for nominee in NOMINEES:
        assert 2 <= len(nominee["outputs"]) <= 5
        assert all(one["year"] <= 2026 and one["link"] is None for one in nominee["outputs"])
        assert len({one["author"] for one in nominee["letters"]}) == len(nominee["letters"]) <= 3
        assert nominee["country"] not in nominee["partner_countries"]
        assert len(set(nominee["partner_countries"])) == len(nominee["partner_countries"]) <= 5
        assert nominee["theme"] in THEMES


def test_themes_are_those_of_the_plan_and_all_but_few_nominated():
    assert set(PLAN.themes) == THEMES
    assert {n["theme"] for n in NOMINEES} == THEMES
    assert {key for one in PEOPLE["reviewers"] for key in one["themes"]} == THEMES


def test_no_nominator_nominates_twice_in_a_category():
    pairs = Counter((n["nominator"], n["category"]) for n in NOMINEES)
    assert max(pairs.values()) == 1
    assert {nominator for nominator, _ in pairs} == set(BODIES)


def test_organisations_come_from_all_regions():
    assert len({n["country"] for n in ORGANIZATIONS}) >= 15
    sample = {"SN", "ET", "CN", "BD", "UY", "CU", "NC", "SB", "HU", "NL"}
    assert sample <= {n["country"] for n in ORGANIZATIONS}


def test_original_names_are_in_many_scripts_and_have_a_language():
    scripts = {
        unicodedata.name(n["original_name"][0]).split()[0] for n in NOMINEES if n["original_name"]
    }
    assert {"LATIN", "CYRILLIC", "GREEK", "HEBREW", "CJK", "DEVANAGARI", "BENGALI"} <= scripts
    assert {"TAMIL", "TELUGU", "ARMENIAN"} <= scripts
    for one in [*NOMINEES, *STAFF]:
        assert bool(one["original_name"]) == bool(one["original_lang"])
        assert one["original_name"] != one["name"]


def test_no_statement_opens_or_cites_like_another():
    assert len({n["citation"] for n in NOMINEES}) == 77
    assert len({n["citation_zh"] for n in NOMINEES}) == 77
    assert len({n["statement"][:80] for n in PERSONS}) == 55


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.*")), ids=lambda p: p.name)
def test_files_are_nfc_utf8_with_unix_lines(path):
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")
