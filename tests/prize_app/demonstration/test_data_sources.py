"""The demonstration data compared with the two sources they are derived from."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "prize_app" / "demonstration" / "data"
TOOL = [ROOT / "tools" / f"demonstration_{part}.py" for part in ("data", "facts")]
# Where the two CC0 sources lie, if they are here; see the README beside the data.
SOURCES = os.environ.get("DEMONSTRATION_SOURCES", "")
EDITION: dict[str, Any] = json.loads((DATA / "edition.json").read_text(encoding="utf-8"))
NOMINEES: list[dict[str, Any]] = json.loads((DATA / "nominees.json").read_text(encoding="utf-8"))
PERSONS = [n for n in NOMINEES if n["kind"] == "individual"]
ORGANIZATIONS = [n for n in NOMINEES if n["kind"] == "organization"]


@pytest.fixture(scope="module")
def sources() -> list[Path]:
    """The laureates and the organisations, where somebody has put them."""
    paths = [Path(SOURCES) / "laureates.json", Path(SOURCES) / "organisations.json.gz"]
    if not SOURCES or not all(path.exists() for path in paths):
        pytest.skip("DEMONSTRATION_SOURCES names no folder with the two CC0 sources")
    return paths


def test_facts_are_those_of_the_sources(sources):
    known = {one["id"]: one for one in json.loads(sources[0].read_text(encoding="utf-8"))}
    known |= {one["id"]: one for one in json.loads(gzip.decompress(sources[1].read_bytes()))}
    for person in PERSONS:
        source = known[person["id"]]
        assert source["died"] < "2020"
        if person["born_on"]:
            assert person["born_on"][4:] == source["born"][4:]
        assert int(source["born"][:4]) == person["born_year"] - EDITION["shift_years"] < 1920
        assert (source["gender"], source["born_country_code"]) == (
            person["gender"],
            person["birth_country"],
        )
    for one in ORGANIZATIONS:
        source = known[one["id"]]
        assert (source["established"], source["status"]) == (one["established_year"], one["status"])
        assert one["name"] in {name["value"] for name in source["names"]}
        assert one["country"] in source["countries"]


def test_the_tool_makes_the_same_bytes_again(sources, tmp_path):
    for folder in ("tools", "prize_app/demonstration/data/curated"):
        (tmp_path / folder).mkdir(parents=True)
    copied = [*TOOL, DATA / "edition.json", *sorted((DATA / "curated").glob("*.toml"))]
    for path in copied:
        (tmp_path / path.relative_to(ROOT)).write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "tools.demonstration_data", *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    for name in ("nominees.json", "people.json", "organizations.json"):
        made = (tmp_path / "prize_app/demonstration/data" / name).read_bytes()
        assert made == (DATA / name).read_bytes()


def test_countries_that_differ_from_the_birthplace_are_those_the_readme_lists():
    moved = {p["name"] for p in PERSONS if p["country"] != p["birth_country"]}
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert len(moved) == 8
    assert all(name in readme for name in moved)
