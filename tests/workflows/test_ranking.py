"""Places: ties share, order is respected, nobody is placed by name."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.ranking import rank

MEANS = st.dictionaries(
    st.text(min_size=1, max_size=3),
    st.none() | st.decimals(0, 100, places=2),
    max_size=12,
)


@pytest.mark.parametrize(
    ("means", "places"),
    [
        ({}, []),
        ({"B": "80", "A": "80", "C": "79.99"}, [(1, "A"), (1, "B"), (3, "C")]),
        ({"A": "1", "B": "2", "C": "2", "D": "2"}, [(1, "B"), (1, "C"), (1, "D"), (4, "A")]),
        ({"A": None, "B": "0", "C": "100"}, [(1, "C"), (2, "B"), (None, "A")]),
        ({"B": None, "A": None}, [(None, "A"), (None, "B")]),
    ],
)
def test_rank(means: dict[str, str | None], places: list[Any]) -> None:
    assert rank({k: None if v is None else Decimal(v) for k, v in means.items()}) == places


@pytest.mark.parametrize("mean", ["-0.01", "100.01"])
def test_impossible_means_are_a_bug(mean: str) -> None:
    with pytest.raises(ValueError, match="between 0 and 100"):
        rank({"A": Decimal(mean)})


@given(MEANS)
def test_ranking_respects_order(means: dict[str, Decimal | None]) -> None:
    places = {key: place for place, key in rank(means)}

    assert places.keys() == means.keys()
    for one, a in means.items():
        for other, b in means.items():
            if a is not None and b is not None:
                assert (a > b) == (places[one] < places[other])
    assert all((places[key] is None) == (mean is None) for key, mean in means.items())


@given(MEANS, st.randoms())
def test_the_order_of_asking_does_not_matter(means: dict[str, Any], random: Any) -> None:
    shuffled = list(means.items())
    random.shuffle(shuffled)

    assert rank(dict(shuffled)) == rank(means)
