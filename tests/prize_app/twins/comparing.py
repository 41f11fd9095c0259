"""Asking both of two worlds the same, and what they answer differently."""

from __future__ import annotations

import difflib
import io
import itertools
import sys
import zipfile

from tests.prize_app.pdf.reading import text_of
from tests.prize_app.twins.questions import questions
from tests.prize_app.twins.walking import Walker, addresses
from tests.prize_app.twins.worlds import twin_of


def told_apart(left, right, address):
    """What the two worlds answer differently to one address, or nothing."""
    for _ in range(2):  # a minute may have passed between the two, but not twice
        one, other = left.get(address), right.get(address)
        if comparable(one) == comparable(other):
            return ""
    return f"{address}: {difference(one, other)}"


def comparable(answer):
    """XLSX files are ZIPs that hold the second of their making: what is in them is compared."""
    status, kind, where, body = answer
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            inside = {n: packed.read(n) for n in packed.namelist() if n != "docProps/core.xml"}
        return status, kind, where, inside
    return answer


def difference(one, other):
    if one[:3] != other[:3]:
        return f"{one[:3]} and {other[:3]}"
    if one[3][:5] == b"%PDF-":
        one, other = ((*each[:3], text_of(each[3]).encode()) for each in (one, other))
    lines = difflib.unified_diff(
        one[3].decode("utf-8", "replace").splitlines(),
        other[3].decode("utf-8", "replace").splitlines(),
        lineterm="",
        n=0,
    )
    return "\n".join(line[:300] for line in itertools.islice(lines, 12))


def leaks(
    first, tmp_path, viewer, asked, shared, hidden, *, with_report=False, with_questions=False
):
    """Every address that tells somebody about the hidden differences between two worlds.

    `with_report` takes the edition's report along, which is slow to draw (other PDFs are asked for
    always); `with_questions` asks again with every parameter that a page looks at.
    """
    one = twin_of(first, tmp_path / "one", *shared)
    other = twin_of(first, tmp_path / "other", *shared, *hidden)
    left, right = Walker(one.app, viewer), Walker(other.app, viewer)
    asked_for = [
        a for a in addresses(one.app, asked) if with_report or not a.endswith("/report.pdf")
    ]
    if with_questions:
        asked_for += questions(one.app, {address: left.get(address) for address in asked_for})
    found = [told_apart(left, right, address) for address in asked_for]
    sys.stdout.writelines(f"{told}\n" for told in found if told)  # shown when a test fails
    return [address for address, told in zip(asked_for, found, strict=True) if told]
