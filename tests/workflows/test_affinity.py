"""Affinity: what counts, how it is explained, and how well it orders what reviewers know."""

from __future__ import annotations

import csv
import json
import os
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.affinity import Bid, Part, Profile, Reason, Subject, Texts, Weights, fits
from workflows.affinity.texts import similarity
from workflows.affinity.words import words

SOIL = Subject(
    "N1",
    themes=frozenset({"earth"}),
    keywords=frozenset({"Soil  Carbon", "peat"}),
    languages=frozenset({"en"}),
    texts=("Carbon in the soils of the steppe",),
)
EXPERT = Profile(
    "R1",
    themes=frozenset({"earth", "water"}),
    keywords=frozenset({"soil carbon", "rivers"}),
    languages=frozenset({"en", "mn"}),
    texts=("Carbon of the steppe", "Rivers of the steppe"),
)
STRANGER = Profile("R2", languages=frozenset({"fr"}), texts=("Étoiles doubles",))


def test_every_point_of_a_fit_has_its_reason() -> None:
    found = fits([SOIL], [EXPERT, STRANGER], {("N1", "R1"): Bid.MAYBE, ("N1", "R2"): Bid.NO})

    fit = found["N1", "R1"]
    named = {(reason.part, reason.name): reason.points for reason in fit.reasons}
    assert named[Part.THEME, "earth"] == Decimal(2)
    assert named[Part.KEYWORD, "soil carbon"] == Decimal("0.5")
    assert named[Part.BID, "maybe"] == Decimal(1)
    assert {name for part, name in named if part is Part.TEXT} >= {"carbon", "steppe"}
    assert fit.points == sum(named.values())
    assert found["N1", "R2"].reasons == (
        Reason(Part.BID, "no", Decimal(-3)),
        Reason(Part.LANGUAGE, "en", Decimal(-2)),
    )


def test_weights_of_zero_leave_a_part_out() -> None:
    nothing = Weights(
        theme=Decimal(0), keyword=Decimal(0), text=Decimal(0), bids={}, language=Decimal(0)
    )

    found = fits([SOIL], [EXPERT, STRANGER], {("N1", "R2"): Bid.NO}, nothing)

    assert {fit.points for fit in found.values()} == {Decimal(0)}
    assert all(fit.reasons == () for fit in found.values())


def test_no_more_keywords_count_than_the_weights_allow() -> None:
    many = frozenset(f"k{n}" for n in range(9))

    found = fits([Subject("N1", keywords=many)], [Profile("R1", keywords=many)])

    assert found["N1", "R1"].points == 4 * Decimal("0.5")


def test_unknown_languages_cost_nothing() -> None:
    found = fits([Subject("N1")], [STRANGER])

    assert found["N1", "R2"].points == 0


def test_one_language_in_common_is_enough() -> None:
    subject = Subject("N1", languages=frozenset({"zh", "en"}))
    reads, reads_not = (
        Profile(key, languages=frozenset({language}))
        for key, language in (("R1", "en"), ("R2", "fr"))
    )

    found = fits([subject], [reads, reads_not])

    assert found["N1", "R1"].points == 0
    assert found["N1", "R2"].points == -2


def test_the_order_of_people_changes_no_points() -> None:
    one = fits([SOIL], [EXPERT, STRANGER])
    other = fits([SOIL], [STRANGER, EXPERT])

    assert one == other


@given(st.text(max_size=60), st.text(max_size=60))
def test_texts_are_nearest_to_themselves(first: str, second: str) -> None:
    texts = Texts.of([first, second])
    one, two = texts.vector([first]), texts.vector([second])

    assert similarity(one, two).cosine == pytest.approx(similarity(two, one).cosine)
    assert -1e-9 <= similarity(one, two).cosine <= 1 + 1e-9
    if one:
        assert similarity(one, one).cosine == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Soils of Mongolia", ["soils", "mongolia"]),
        ("ﬁbre CO₂", ["fibre", "co2"]),
        ("土壤碳", ["土壤", "壤碳"]),
        ("碳", ["碳"]),
        ("DNA测序 x", ["dna", "测序"]),
        ("हिन्दी में मिट्टी", ["हिन्दी", "में", "मिट्टी"]),
        ("العَرَبِيَّة", ["العَرَبِيَّة"]),
        ("l'eau… — “soil”", ["l'eau", "soil"]),
        ("", []),
    ],
)
def test_words_of_any_script(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_texts_order_papers_much_better_than_chance() -> None:
    """Against what reviewers say they know; titles alone; others had abstracts.

    The loss and the data: Stelmakh, Wieting, Neubig, Shah, A Gold Standard Dataset for the
    Reviewer Assignment Problem, 2023. 0 is perfect, 0.5 is chance.
    """
    folder = Path(os.environ.get("PRIZE_SAMPLE_DATA", "")) / "expertise"
    if not (folder / "papers.json").is_file():
        pytest.skip("PRIZE_SAMPLE_DATA does not name a folder with expertise/papers.json")
    papers = json.loads((folder / "papers.json").read_text("utf-8"))
    reviewers = json.loads((folder / "reviewers.json").read_text("utf-8"))
    with (folder / "expertise_self_rated.csv").open(encoding="utf-8", newline="") as lines:
        rated = {(r["paper"], r["reviewer"]): float(r["expertise"]) for r in csv.DictReader(lines)}

    found = fits(
        [Subject(p["paper"], texts=(p["title"],)) for p in papers],
        [
            Profile(r["reviewer"], texts=tuple(p["title"] for p in r["publications"]))
            for r in reviewers
        ],
    )

    lost = weighed = 0.0
    for one, other in combinations(sorted(rated), 2):
        apart = rated[one] - rated[other]
        if one[1] == other[1] and apart:
            nearer = found[one].points - found[other].points
            weighed += abs(apart)
            lost += abs(apart) * (0.5 if not nearer else float((nearer > 0) != (apart > 0)))
    assert lost / weighed < 0.32
