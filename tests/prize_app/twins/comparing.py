"""Asking both of two worlds the same, and what they answer differently."""

from __future__ import annotations

import io
import itertools
import sys
import zipfile
from http import HTTPStatus

from prize_app.dashboards.edition_report import edition_report
from prize_app.dashboards.report_queries import gather
from prize_app.editions.queries import get_edition
from tests.factories import actor
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
    both = (each[3].decode("utf-8", "replace").splitlines() for each in (one, other))
    pairs = itertools.zip_longest(*both, fillvalue="")
    apart = ((left, right) for left, right in pairs if left != right)
    return "\n".join(f"-{one[:300]}\n+{other[:300]}" for one, other in itertools.islice(apart, 6))


def leaks(
    first, tmp_path, viewer, asked, shared, hidden, *, with_report=False, with_questions=False
):
    """Every address that tells somebody about the hidden differences between two worlds.

    `with_report` takes the edition's report along as it is printed, which is slow to draw (what
    would be printed, and other PDFs, are compared always); `with_questions` asks again with every
    parameter that a page looks at.
    """
    one, other = twins(first, tmp_path, shared, hidden)
    left, right = Walker(one.app, viewer), Walker(other.app, viewer)
    (slug,) = asked["slug"]
    report = f"/editions/{slug}/report.pdf"
    asked_for = [a for a in addresses(one.app, asked) if with_report or a != report]
    if with_questions:
        asked_for += questions(one.app, {address: left.get(address) for address in asked_for})
    found = {address: told_apart(left, right, address) for address in asked_for}
    if not with_report and left.get(f"/editions/{slug}/reports")[0] == HTTPStatus.OK:
        same = report_for(one, viewer, slug) == report_for(other, viewer, slug)
        found[report] = "" if same else report
    sys.stdout.writelines(f"{told}\n" for told in found.values() if told)  # shown on failure
    return [address for address, told in found.items() if told]


def shows(first, tmp_path, viewer, asked_for, shared, hidden):
    """Which of some addresses tell two worlds apart: the comparison has teeth."""
    walkers = [Walker(world.app, viewer) for world in twins(first, tmp_path, shared, hidden)]
    return {address for address in asked_for if told_apart(*walkers, address)}


def twins(first, tmp_path, shared, hidden):
    """A world, and the same with some hidden changes."""
    return (
        twin_of(first, tmp_path / "one", *shared),
        twin_of(first, tmp_path / "other", *shared, *hidden),
    )


def report_for(world, viewer, slug):
    """What the edition's report holds for somebody; what is printed is made of it alone."""
    with world.reading() as session:
        edition = get_edition(session, slug)
        return edition_report(gather(session, actor(viewer), edition), time=edition.row.created_at)
