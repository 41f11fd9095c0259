"""A profile from the text of a PrefLib file (.soc, .soi, .toc, .toi).

Source: Mattei and Walsh, PrefLib: a library for preferences, ADT 2013; the format with
`# KEY: value` header lines is the one of 2022 and later, the other one older.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from workflows.ballots.profile import Profile, WeightedBallot
from workflows.errors import UnusableInput

Line = tuple[str, str]

_HEADER = re.compile(r"#\s*([A-Z ]+?)\s*(\d*)\s*:\s*(.*)")
_BALLOT = re.compile(r"(\d+)\s*[:,](.*)")
_GROUP = re.compile(r"\{([^{}]*)\}|([^{},]+)")
_ORDER = re.compile(r"\s*(?:(?:\{[^{}]*\}|[^{},]+)(?:,(?:\{[^{}]*\}|[^{},]+))*)?\s*")


def profile_from_preflib(text: str) -> Profile:
    """Read one of the four order formats; candidates keep their PrefLib numbers ("1", "2", …).

    Numbers, because names in these files are free text and need not differ; see
    `names_from_preflib` for them. Numbers of voters and orders that the file states about
    itself are compared with what it holds, so a truncated file is noticed.

    Raises:
        UnusableInput: with the number of the line.
    """
    names, header, lines = _parts(text)
    profile = Profile(
        candidates=tuple(names),
        ballots=tuple(_ballot(place, line) for place, line in lines),
    )
    _compare("NUMBER ALTERNATIVES", header, len(names))
    _compare("NUMBER VOTERS", header, profile.voters)
    _compare("NUMBER UNIQUE ORDERS", header, len(profile.ballots))
    return profile


def names_from_preflib(text: str) -> dict[str, str]:
    """What the file calls each of its numbered candidates."""
    return _parts(text)[0]


def _parts(text: str) -> tuple[dict[str, str], dict[str, str], list[Line]]:
    """Names by number, what the file says about itself, and the lines that hold ballots."""
    lines = [
        (f"line {number}", line.strip())
        for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1)
        if line.strip()
    ]
    if not lines:
        raise UnusableInput("line 1", "the file is empty")
    return _modern(lines) if lines[0][1].startswith("#") else _older(lines)


def _modern(lines: list[Line]) -> tuple[dict[str, str], dict[str, str], list[Line]]:
    names: dict[str, str] = {}
    header: dict[str, str] = {}
    for _, line in lines:
        if found := _HEADER.fullmatch(line):
            key, number, value = found.groups()
            if key == "ALTERNATIVE NAME":
                names[number] = value
            else:
                header[key] = value
    return names, header, [(place, line) for place, line in lines if not line.startswith("#")]


def _older(lines: list[Line]) -> tuple[dict[str, str], dict[str, str], list[Line]]:
    place, first = lines[0]
    if not first.isdecimal() or len(lines) < int(first) + 2:
        raise UnusableInput(place, "must be the number of candidates, followed by their names")
    size = int(first)
    names: dict[str, str] = {}
    for _, line in lines[1 : size + 1]:
        number, _, name = line.partition(",")
        names[number.strip()] = name.strip()
    place, totals = lines[size + 1]
    voters, *others = totals.split(",")
    if len(others) != 2:
        raise UnusableInput(place, "must be three numbers: voters, sum of counts, orders")
    header = {"NUMBER ALTERNATIVES": first, "NUMBER VOTERS": others[0]}
    header["NUMBER UNIQUE ORDERS"] = others[1]
    if voters.strip() != others[0].strip():
        # Some old files count voters before weighting; only the sum of counts can be checked.
        header["VOTERS BEFORE WEIGHTING"] = voters
    return names, header, lines[size + 2 :]


def _ballot(place: str, line: str) -> WeightedBallot:
    found = _BALLOT.fullmatch(line)
    if not found or not _ORDER.fullmatch(found.group(2)):
        raise UnusableInput(place, "must be a count and an order, as in 12: 3,{1,4},2")
    groups = (tied or single for tied, single in _GROUP.findall(found.group(2)))
    order = (tuple(name.strip() for name in group.split(",")) for group in groups)
    # Old files may close an incomplete order with an empty group; it ranks nobody.
    return WeightedBallot(int(found.group(1)), tuple(group for group in order if any(group)))


def _compare(key: str, header: Mapping[str, str], held: int) -> None:
    if header.get(key, str(held)).strip() != str(held):
        raise UnusableInput(key, f"the file says {header[key]} but holds {held}")
