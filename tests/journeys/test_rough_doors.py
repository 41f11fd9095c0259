"""Addresses tried by those whom they are not for: a stranger, another role, a forged form."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.journeys.addresses import NOBODY, Address, addresses
from tests.journeys.finding import Instance
from tests.journeys.serving import Served
from tests.journeys.visitors import Visitor

MATRIX = Path(__file__).parents[1] / "house" / "role_matrix.toml"
COLUMN_OF = {
    "nominator": "other", "reviewer": "unassigned", "committee": "committee", "chair": "chair",
    "board": "board", "observer": "observer",
}  # fmt: skip
"""Role -> who of the matrix stands as it does to what the addresses name."""
NOT_ASKED = {"amending.landing_drawing", "reports.report"}
"""Of a draft of a plan, which the demonstration does not have; drawn for seconds, as the journey
of an individual has it drawn once.
"""
TYPED = "Something that took me a while to write."


@pytest.fixture(scope="module")
def doors(served: Served) -> Sequence[Address]:
    """Every address that asks for signing in."""
    return [a for a in addresses(served) if not a.is_public]


def test_strangers_are_asked_to_sign_in(served: Served, doors: Sequence[Address]) -> None:
    stranger = Visitor(served.address)
    stranger.get("/sign-in")
    for door in doors:
        for method in door.methods:
            answer = stranger.get(door.path) if method == "GET" else stranger.post(door.path)
            assert answer.status in (302, 404), (method, door)
            if answer.status == 302:
                assert answer.location.startswith("/sign-in"), (method, door)


@pytest.fixture(scope="module")
def someone(served: Served, who: dict[str, list[str]]) -> dict[str, Visitor]:
    """Role -> somebody signed in who has it, and no part in what the addresses name."""
    groups = {
        "nominator": "nominators", "reviewer": "reviewers", "committee": "member",
        "chair": "chair", "board": "board", "observer": "observers",
    }  # fmt: skip
    instance = Instance(served.instance)
    emails = {role: instance.unrelated(who[group]) for role, group in groups.items()}
    return {role: Visitor(served.address).sign_in(email) for role, email in emails.items()}


@pytest.fixture(scope="module")
def opened_to() -> Callable[[str], tuple[set[str], set[str]]]:
    """Role -> the pages that the matrix opens to it somewhere, and those of them that it opens
    wherever a nomination stands.
    """
    table = tomllib.loads(MATRIX.read_text("utf-8"))
    rows = [row for row in table["rows"] if row["ask"].startswith("GET ")]

    def of(role: str) -> tuple[set[str], set[str]]:
        column = table["columns"].index(COLUMN_OF[role])
        opening = [row for row in rows if row["gets"][column] == 200]
        always = [row for row in opening if not {"at", "action_key", "token"} & row.keys()]
        somewhere, everywhere = ({row["ask"][4:] for row in some} for some in (opening, always))
        return somewhere, everywhere - NOT_ASKED

    return of


@pytest.mark.parametrize("role", COLUMN_OF)
def test_pages_open_to_their_roles_only(
    someone: dict[str, Visitor],
    doors: Sequence[Address],
    opened_to: Callable[[str], tuple[set[str], set[str]]],
    role: str,
) -> None:
    opened = set()
    for door in doors:
        if "GET" in door.methods and door.endpoint not in NOT_ASKED:
            status = someone[role].get(door.path).status
            # 303 is the form of somebody else's nomination: it leads back to the nomination.
            assert status in (200, 303, 403, 404), (door, status)
            opened |= {door.endpoint} if status == 200 else set()

    somewhere, everywhere = opened_to(role)
    there = {door.endpoint for door in doors if str(NOBODY) not in door.path}
    assert opened <= somewhere
    assert everywhere & there <= opened


@pytest.mark.parametrize("role", ["nominator", "reviewer", "board", "observer"])
def test_steps_of_others_are_refused(
    someone: dict[str, Visitor], doors: Sequence[Address], role: str
) -> None:
    visitor = someone[role]
    visitor.get("/desk")
    for door in doors:
        if "POST" in door.methods and door.endpoint not in OWN_STEPS:
            answer = visitor.post(door.path, {"reason": TYPED})
            assert answer.status in (403, 404), (door, answer.status)


OWN_STEPS = {
    "accounts.sign_out", "accounts.settings", "nominations.begin", "reviews.conflict",
    "reviewers.terms", "reviewers.profile", "reviewers.capacity", "bids.save",
}  # fmt: skip
"""Steps that anybody may take for himself or herself."""


def test_a_form_without_its_token_is_refused_and_its_words_are_kept(
    someone: dict[str, Visitor], served: Served
) -> None:
    visitor = someone["chair"]
    for address in [a for a in addresses(served) if "POST" in a.methods]:
        for token in ("", "forged", "x" * 5_000):
            answer = visitor.post(address.path, {"reason": TYPED}, token=token)
            assert answer.status == 400, address
            assert TYPED in answer.text, address
    assert visitor.get("/desk").status == 200


def test_what_is_not_an_address_is_not_found(someone: dict[str, Visitor]) -> None:
    visitor = someone["chair"]
    for path in (
        "/nominations/0", "/nominations/00000000-0000-0000-0000-000000000000", "/reviews/x",
        "/editions/no-such/audit", "/editions/under-way/committee/no-such",
        "/editions/under-way/reports/people.csv", "/editions/under-way/plan/no-such.svg",
        "/static/../config.py", "/static/%2e%2e/%2e%2e/config.py", "/%00", "/%ff", "/desk/",
    ):  # fmt: skip
        assert visitor.get(path).status == 404, path
    for path in ("/desk", "/healthz", "/editions/under-way"):
        assert visitor.post(path).status in (400, 405), path
