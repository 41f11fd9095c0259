"""Closed choices of a plan are printed as people call them, not as the file writes them."""

from __future__ import annotations

import pytest

from prize_app.web import kind_words
from workflows.ballots import Rule
from workflows.plan.conflicts import Binding
from workflows.plan.evaluation import Role


def test_a_ballot_rule_is_called_by_its_name_in_either_language():
    assert kind_words(Rule.SCHULZE) == "Schulze method"
    assert kind_words(Rule.SCHULZE, "zh") == "舒尔茨法"
    assert kind_words(Binding.NONE) == "not at all"


@pytest.mark.parametrize("kind", [Rule, Binding])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_member_has_words(kind, language):
    assert all(kind_words(member, language) for member in kind)


def test_the_room_of_the_committee_names_its_ballots_in_words(client, make, sign_in):
    edition = make.edition()
    for key in edition.plan.categories:
        make.nomination(stage="ranked", category=key)
    sign_in(client, make.grant(Role.CHAIR))
    said = {
        kind_words(ballot.rule)
        for key in edition.plan.categories
        for ballot in edition.plan.panel_of(key).ballots.values()
    }

    pages = [
        client.get(f"/editions/{edition.row.slug}/committee/{key}").text
        for key in edition.plan.categories
    ]

    assert said
    assert all(any(f"</strong>: {words};" in page for page in pages) for words in said)
