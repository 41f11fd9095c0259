"""Derive the demonstration's nominees, people and organizations from two CC0 sources.

    python -m tools.demonstration_data LAUREATES.json ORGANISATIONS.json.gz

The facts (names, birth, death, gender, countries, foundation, status, affiliations) come from the
sources; the texts come from ``prize_app/demonstration/data/curated/``. The same input always gives
the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tomllib
import unicodedata
from pathlib import Path

from tools.demonstration_facts import Entry, full_name, labels, mailbox, organization, person

DATA = Path(__file__).resolve().parent.parent / "prize_app" / "demonstration" / "data"

CONSENT = {"consent_pending": "awaited", "consent_refused": "refused"}


def curated(name: str) -> Entry:
    """Read one curated file."""
    return tomllib.loads((DATA / "curated" / f"{name}.toml").read_text(encoding="utf-8"))


def in_words(codes: list[str], names: dict[str, str]) -> str:
    """Write a list of countries as a sentence does."""
    words = [names[code] for code in codes]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


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
