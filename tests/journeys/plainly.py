"""Steps without a browser and its scripts: the forms of the pages, sent as they would be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.journeys.controls import form_to
from tests.journeys.nominating import letters
from tests.journeys.visitors import Visitor
from tests.journeys.windows import Window

ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
CRITERION = re.compile(r'<input type="radio" name="(c-[^"]+)"')
BALLOT = re.compile(r"/ballots/[0-9a-f-]{36}(?=\")")
VOTE = re.compile(r'<input type="radio" name="(vote-[^"]+)"')
LINK = re.compile(r'href="(/(?:outbox|consent)/[\w-]+)"')


def nominate(
    address: str, nominator: str, slug: str, category: str, answers: Mapping[str, Any]
) -> str:
    """Nominate somebody from the first page to handing in; the path of the nomination."""
    visitor = Visitor(address).sign_in(nominator)
    visitor.get(f"/call/{slug}/{category}")
    edit = visitor.post(f"/nominations/begin/{slug}/{category}").location
    form = form_to(visitor.get(edit).raw, edit)
    written = list(_pairs(answers))
    names = {name for name, _ in written}
    fields = [pair for pair in form.fields if pair[0] not in names] + written
    letter = letters(answers["nominee-name"], 1)[0]
    saved = visitor.post_files(edit, fields, [("file-letter-files", *letter)])
    assert saved.status == 303, saved.text
    path = edit.removesuffix("/edit")
    visitor.get(path)
    handed_in = visitor.post(f"{path}/actions/submit")
    assert handed_in.status == 303, handed_in.text
    return path


def _pairs(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in answers.items():
        name = f"q-{key}"
        if value is True:
            yield name, "y"
        elif not isinstance(value, list):
            yield name, str(value)
        else:
            for number, one in enumerate(value):
                if isinstance(one, str):
                    yield name, one
                else:
                    yield from ((f"{name}-{number}-{c}", str(cell)) for c, cell in one.items())


def agree(address: str, nominee: str) -> None:
    """Find the letter to the nominee in the outbox, open its link, say yes."""
    visitor = Visitor(address)
    rows = ROW.findall(visitor.get("/outbox").raw)
    row = next(row for row in rows if nominee in row and "You are nominated" in row)
    consent = _link(visitor.get(_link(row)).raw.partition("<pre")[2])
    visitor.get(consent)
    assert visitor.post(consent, {"answer": "yes"}).status == 303


def find_eligible(address: str, secretary: str, path: str) -> None:
    """Accept a nomination whose entry conditions all hold."""
    visitor = Visitor(address).sign_in(secretary)
    accepted = visitor.post(f"{path}/actions/accept")
    assert accepted.status == 303, accepted.text


def review(window: Window, path: str, points: int) -> None:
    """Hand in a review with the same points, between the ends of the scale, on every criterion."""
    page = window.context.request.get(path).text()
    given = dict.fromkeys(CRITERION.findall(page), str(points))
    words = {"strengths": "Many hands, one work.", "weaknesses": "Young still.", "then": "submit"}
    fields = dict(form_to(page, path).with_(given | words))
    answer = window.post(path, fields)
    assert answer.status == 303, answer.text()


def take_for_category(window: Window, slug: str, category: str, action: str) -> None:
    """Take a step for a whole category that needs no word."""
    answer = window.post(f"/editions/{slug}/categories/{category}/actions/{action}")
    assert answer.status == 303, answer.text()


def approve_all(member: Window, slug: str, category: str) -> None:
    """Say yes to every nomination on the ballot of a category that is open."""
    page = member.context.request.get(f"/editions/{slug}/committee/{category}").text()
    ballot = BALLOT.search(page)
    assert ballot, page
    paper = member.context.request.get(ballot[0]).text()
    answer = member.post(ballot[0], dict.fromkeys(VOTE.findall(paper), "yes"))
    assert answer.status == 303, answer.text()


def _link(html: str) -> str:
    found = LINK.search(html)
    assert found, html
    return found.group(1)
