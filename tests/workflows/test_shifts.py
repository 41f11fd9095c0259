"""How reviews changed: counts, mean shift, spread, and whether they came nearer."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from workflows.shifts import Scored, Shifts, shifts_of

HUNDREDTHS = st.decimals(0, 100, places=2)
REVIEWS = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.lists(st.builds(Scored, HUNDREDTHS, HUNDREDTHS), min_size=1, max_size=5),
    max_size=5,
)


def scored(*pairs: tuple[int, int]) -> list[Scored]:
    """Scores before and after."""
    return [Scored(Decimal(before), Decimal(after)) for before, after in pairs]


def test_what_changes_come_to() -> None:
    found = shifts_of(
        {
            "N1": scored((20, 40), (60, 60), (100, 100)),  # towards the others' mean of 80
            "N2": scored((50, 80), (50, 50)),  # away from it
            "N3": scored((10, 20)),  # nobody to come nearer to
        }
    )

    assert found == Shifts(
        reviews=6,
        changed=3,
        mean_shift=Decimal("20.00"),
        spread_before=Decimal("40.00"),
        spread_after=Decimal("45.00"),
        towards=1,
        away=1,
    )


def test_nothing_in_and_nothing_changed_are_no_figures() -> None:
    assert shifts_of({}) == Shifts(0, 0, None, None, None, 0, 0)
    still = shifts_of({"N1": scored((40, 40), (60, 60))})
    assert (still.changed, still.mean_shift, still.towards, still.away) == (0, None, 0, 0)
    assert still.spread_before == still.spread_after == Decimal("20.00")


def test_the_distance_counts_from_what_the_others_said_at_first() -> None:
    """Two who swap sides both left the other: each is judged by where the other stood."""
    found = shifts_of({"N1": scored((0, 100), (100, 0))})

    assert (found.towards, found.away) == (2, 0)


@given(REVIEWS)
def test_changes_are_towards_away_or_neither_and_never_more_than_there_are(
    nominations: dict[str, list[Scored]],
) -> None:
    found = shifts_of(nominations)

    assert found.towards + found.away <= found.changed <= found.reviews
    assert found == shifts_of(dict(reversed(nominations.items())))
