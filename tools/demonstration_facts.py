"""The facts of a nomination, as the two sources of the demonstration state them."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

# Latin letters that do not decompose into a base letter and a mark.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ß": "ss", "ı": "i"})  # noqa: RUF001

# Every fact a nomination may have, in the order of the file.
NAMING = ("kind", "name", "name_lang", "original_name", "original_lang", "gender")
LIFE = ("born_on", "born_year", "died_on", "birth_country", "country", "nationality")
WORK = ("institution", "institution_country", "degree_on", "established_year", "status")
BLANK = dict.fromkeys(NAMING + LIFE + WORK)

# One entry as read from a source or from the curated files, before or after they are joined.
Entry = dict[str, Any]


def mailbox(name: str) -> str:
    """Make an ASCII address at example.org from a name written in Latin letters."""
    bare = unicodedata.normalize("NFKD", name.lower().translate(PLAIN))
    words = re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f'’]", "", bare))
    while len(".".join(words)) > 36:  # a long name loses whole words, from the end
        words.pop()
    return ".".join(words) + "@example.org"


def shifted(date: str | None, years: int) -> str | None:
    """Move an ISO date forward; None where the source knows less than the whole day."""
    if not date or "-00" in date:
        return None
    return f"{int(date[:4]) + years:04}{date[4:]}"


def full_name(source: Entry) -> str:
    """Write a laureate's name without the title."""
    return " ".join(filter(None, (source["given"].removeprefix("Sir "), source["family"])))


def affiliation(source: Entry, entry: Entry, countries: dict[str, str]) -> tuple[str, str]:
    """Take the curated institution, else the one named by the nominee's first prize."""
    if "institution" in entry:
        name, code = entry["institution"]
        return name, code
    found = next(prize["affiliations"] for prize in source["prizes"] if prize["affiliations"])
    place = found[entry.get("affiliation", 0)]
    return place["name"], countries[place["country"]]


def person(source: Entry, entry: Entry, years: int, countries: Entry) -> Entry:
    """Retell one historical person with every date moved forward."""
    institution, institution_country = affiliation(source, entry, countries["source"])
    name = full_name(source)
    original, lang = entry.get("original", (None, None))
    degree = entry.get("degree")
    country = entry.get("country", source["born_country_code"])
    return {
        **BLANK,
        "kind": "individual",
        "name": name,
        "original_name": original if original != name else None,
        "original_lang": lang if original != name else None,
        "gender": source["gender"],
        "born_on": shifted(source["born"], years),
        "born_year": int(source["born"][:4]) + years,
        "died_on": shifted(source["died"], years) if entry.get("flaw") == "deceased" else None,
        "birth_country": source["born_country_code"],
        "country": country,
        "nationality": country,
        "institution": institution,
        "institution_country": institution_country,
        "degree_on": f"{degree + years}-06-30" if degree else None,
    }


def labels(source: Entry, wanted: str | None) -> tuple[str, str | None, str | None]:
    """Choose an organisation's English name and its own name with the language of it."""
    names = source["names"]
    shown = next(n for n in names if "ror_display" in n["kind"])
    english = [n["value"] for n in names if n["lang"] == "en" and "label" in n["kind"]]
    own = [n for n in names if n["lang"] not in ("en", None) and "acronym" not in n["kind"]]
    own.sort(key=lambda n: (n["lang"] != wanted, "label" not in n["kind"]))
    name = shown["value"] if shown["lang"] == "en" or not english else english[0]
    return (name, own[0]["value"], own[0]["lang"]) if own else (name, None, None)


def organization(source: Entry, entry: Entry) -> Entry:
    """Take one organisation as it is registered; its year of foundation stays real."""
    name, original, lang = labels(source, entry.get("original_lang"))
    return {
        **BLANK,
        "kind": "organization",
        "name": name,
        "name_lang": lang if original == name else "en",
        "original_name": original if original != name else None,
        "original_lang": lang if original != name else None,
        "country": source["countries"][0],
        "established_year": source["established"],
        "status": source["status"],
    }
