"""Derive the demonstration's nominees, people and organizations from two CC0 sources.

    python tools/demonstration_data.py LAUREATES.json ORGANISATIONS.json.gz

The facts (names, birth, death, gender, countries, foundation, status, affiliations) come from the
sources; the texts come from ``prize_app/demonstration/data/curated/``. The same input always gives
the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "prize_app" / "demonstration" / "data"
# Latin letters that do not decompose into a base letter and a mark.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ß": "ss", "ı": "i"})  # noqa: RUF001

CONSENT = {"consent_pending": "awaited", "consent_refused": "refused"}

# Every fact a nomination may have, in the order of the file.
NAMING = ("kind", "name", "name_lang", "original_name", "original_lang", "gender")
LIFE = ("born_on", "born_year", "died_on", "birth_country", "country", "nationality")
WORK = ("institution", "institution_country", "degree_on", "established_year", "status")
BLANK = dict.fromkeys(NAMING + LIFE + WORK)

# One entry as read from a source or from the curated files, before or after they are joined.
Entry = dict[str, Any]


def curated(name: str) -> Entry:
    """Read one curated file."""
    return tomllib.loads((DATA / "curated" / f"{name}.toml").read_text(encoding="utf-8"))


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


def in_words(codes: list[str], names: dict[str, str]) -> str:
    """Write a list of countries as a sentence does."""
    words = [names[code] for code in codes]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


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


def framed(source: Entry, entry: Entry, place: int) -> str:
    """Set an organisation's curated argument between the sentences that say what it is."""
    frames = curated("org_frames")
    since = f", founded in {source['established']}" if source["established"] else ""
    opening = frames["opening"][place % len(frames["opening"])].format(
        name=labels(source, None)[0], city=source["city"], since=since
    )
    return f"{opening} {frames['warning']} {entry['focus']}"


def letters(entry: Entry, facts: Entry, serial: int) -> list[Entry]:
    """Give two or three letters in turn from the pool, none from the nominee's countries."""
    wanted = entry.get("letters", 2 + serial % 2)
    pool = curated("letters")
    authors = pool["authors"]
    if wanted == "own_institution":
        home = facts["institution"], facts["institution_country"]
        chosen = [(author, *home) for author in pool["own_institution"]]
    else:
        home = facts["country"], facts["institution_country"]
        order = [authors[(serial * 5 + step * 7) % len(authors)] for step in range(12)]
        chosen = [author for author in order if author[2] not in home][:wanted]
    return [
        {"author": a, "email": mailbox(a), "institution": i, "country": c} for a, i, c in chosen
    ]


def nominee(category: str, place: int, entry: Entry, source: Entry, settings: Entry) -> Entry:
    """Join source and curated text into one nomination."""
    years, countries, closings = (settings[k] for k in ("years", "countries", "closings"))
    individual = source["type"] == "person"
    facts = person(source, entry, years, countries) if individual else organization(source, entry)
    pool = closings["persons" if individual else "organizations"][category]
    partners, flaw = entry["partners"], entry.get("flaw", "")
    closing = pool[place % len(pool)] if len(partners) > 1 else closings["alone"]["sentence"]
    text = entry["statement"] if individual else framed(source, entry, place)
    serial = settings["categories"].index(category) * 11 + place
    # Eleven nominations a category in turn among twelve bodies: none nominates twice in one.
    nominator = settings["nominators"][serial % len(settings["nominators"])]
    return {
        "id": source["id"],
        "category": category,
        **facts,
        "email": mailbox(facts["name"]),
        "theme": entry["theme"],
        "citation": entry["citation"],
        "citation_zh": entry["citation_zh"],
        "summary": entry["summary"],
        "statement": f"{text} {closing.format(partners=in_words(partners, countries['names']))}",
        "outputs": [
            {"title": t, "year": y + years * individual, "kind": k, "link": None}
            for t, y, k in entry["outputs"]
        ],
        "partner_countries": partners,
        "letters": letters(entry, facts, serial),
        "consent": CONSENT.get(flaw, "given"),
        "nominator": nominator["email"],
        "flaw": flaw or None,
    }


def write(name: str, content: object) -> None:
    """Write one data file as UTF-8 JSON in Unicode normal form C."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (DATA / name).write_text(unicodedata.normalize("NFC", text) + "\n", encoding="utf-8")


def people(sources: dict[str, Entry]) -> Entry:
    """Complete the invented staff with addresses, bodies and the register of earlier laureates."""
    staff = curated("people")
    unnamed = {"original_name": None, "original_lang": None}
    for group, members in staff.items():
        if group != "earlier_laureates":
            staff[group] = [{**unnamed, **m, "email": mailbox(m["name"])} for m in members]
    for nominator in staff["nominators"]:
        body = sources[nominator["organisation_id"]]
        name, original, lang = labels(body, nominator.pop("lang", None))
        nominator |= {"organisation": name, "organisation_original": original}
        nominator |= {"organisation_lang": lang, "country": body["countries"][0]}
    for laureate in staff["earlier_laureates"]:
        laureate["id"] = laureate.pop("source")
        laureate["name"] = full_name(sources[laureate["id"]])
    return staff


def register(sources: dict[str, Entry], nominees: list[Entry], staff: Entry) -> list[Entry]:
    """List every body that is nominated or nominates; those that nominate stand for members."""
    nominating = {one["organisation_id"] for one in staff["nominators"]}
    nominated = {n["id"]: n for n in nominees if n["kind"] == "organization"}
    lines = []
    for key in sorted(nominating | set(nominated)):
        source = sources[key]
        name, original, _ = labels(source, None)
        named = nominated.get(key, {"name": name, "original_name": original})
        lines.append(
            {
                "id": key,
                "name": named["name"],
                "original_name": None if original == name else named["original_name"],
                "country": source["countries"][0],
                "kind": source["types"][0],
                "is_active": source["status"] == "active",
                "is_member": key in nominating,
            }
        )
    return lines


def main(arguments: list[str]) -> int:
    """Read both sources, write both files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("laureates", type=Path)
    parser.add_argument("organisations", type=Path, help="gzip")
    paths = parser.parse_args(arguments)
    found = json.loads(paths.laureates.read_text(encoding="utf-8"))
    with gzip.open(paths.organisations, "rt", encoding="utf-8") as stream:
        found += [{"type": "organisation", **one} for one in json.load(stream)]
    sources = {entry["id"]: entry for entry in found}
    staff = people(sources)
    edition = json.loads((DATA / "edition.json").read_text(encoding="utf-8"))
    settings = {
        "years": edition["shift_years"],
        "categories": edition["categories"],
        "countries": curated("countries"),
        "closings": curated("closings"),
        "nominators": staff["nominators"],
    }
    nominees = [
        nominee(category, place, entry, sources[entry["source"]], settings)
        for category in edition["categories"]
        for place, entry in enumerate(curated(category)["nominee"])
    ]
    write("nominees.json", nominees)
    write("people.json", staff)
    write("organizations.json", register(sources, nominees, staff))
    sys.stdout.write(f"{len(nominees)} nominees, {sum(map(len, staff.values()))} people\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
