"""The screening queue: what the entry conditions say of each nomination that was handed in."""

from __future__ import annotations

import pytest

from workflows.plan.evaluation import Role


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def secretary(make, edition):
    return make.grant(Role.SECRETARIAT)


@pytest.fixture
def office(client, secretary, sign_in):
    """A browser of the secretariat."""
    return sign_in(client, secretary)


def queue(edition, after=""):
    return f"/editions/{edition.row.slug}/screening" + (f"?after={after}" if after else "")


def named(make, name, **columns):
    answers = {"nominee-name": name, **columns.pop("answers", {})}
    return make.nomination(**{"stage": "submitted", **columns}, answers=answers)


def test_an_empty_queue_says_what_will_come(office, edition):
    assert office.get(queue(edition)).status_code == 200


def test_the_queue_shows_what_was_handed_in_with_verdicts_and_reasons(office, make, edition):
    named(make, "Sound Nominee")
    named(make, "Young Nominee", consent="refused", category="youth-leader")
    named(make, "Silent Nominee", consent="awaited", category="outstanding-women")

    page = office.get(queue(edition)).text

    for words in ("Sound Nominee", "Young Nominee", "Silent Nominee", "§ 4 (1)"):
        assert words in page


def test_only_what_is_to_be_screened_is_in_it(office, make, edition):
    for stage in ("draft", "returned", "eligible", "withdrawn", "ineligible"):
        named(make, f"At {stage}", stage=stage)
    named(make, "Elsewhere", edition=make.edition())

    page = office.get(queue(edition)).text

    assert "At " not in page.split("<main", 1)[1]
    assert "Elsewhere" not in page


def test_what_the_secretary_is_recused_from_is_not_in_it(office, make, edition, secretary):
    hidden = named(make, "Hidden Nominee")
    make.conflict(hidden, secretary)
    named(make, "Shown Nominee")

    page = office.get(queue(edition)).text

    assert "Shown Nominee" in page
    assert "Hidden Nominee" not in page
    assert hidden.reference not in page


def test_a_long_queue_has_pages(office, make, edition):
    nominations = [named(make, f"Nominee {n:02}") for n in range(31)]
    ordered = sorted(nominations, key=lambda n: n.reference)

    first = office.get(queue(edition)).text
    second = office.get(queue(edition, after=ordered[29].reference)).text

    assert ordered[29].reference in first
    assert ordered[30].reference not in first
    assert f"after={ordered[29].reference}" in first
    assert ordered[30].reference in second
    assert ordered[29].nominee_name not in second


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BOARD, Role.OBSERVER, Role.REVIEWER])
def test_for_others_there_is_no_queue(client, make, edition, sign_in, role):
    sign_in(client, make.grant(role))

    assert client.get(queue(edition)).status_code == 404
