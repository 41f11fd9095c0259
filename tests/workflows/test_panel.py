"""Who judges together where nominations are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workflows.comparing import panel_for

ALL = {"N1", "N2"}


def test_few_judge_everything_rather_than_everybody_one():
    members = {f"R{number}": ALL for number in range(6)}

    found = panel_for(dict.fromkeys(ALL, 3), members, dict.fromkeys(members, 12))

    assert found == {"R0", "R1", "R2"}


def test_whoever_may_not_judge_one_is_replaced_there_by_one_more():
    members = {"R0": {"N1"}, "R1": ALL, "R2": ALL, "R3": ALL}

    found = panel_for(dict.fromkeys(ALL, 3), members, dict.fromkeys(members, 12))

    assert found == {"R1", "R2", "R3"}
    assert panel_for(dict.fromkeys(ALL, 4), members, dict.fromkeys(members, 12)) == set(members)


def test_nobody_is_left_out_where_somebody_has_no_room_for_all():
    members = {f"R{number}": ALL for number in range(6)}

    assert panel_for(dict.fromkeys(ALL, 3), members, {**dict.fromkeys(members, 2), "R5": 1}) == set(
        members
    )


@given(
    st.integers(1, 4),
    st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.sampled_from("123456")), min_size=1),
)
def test_the_panel_can_give_whatever_everybody_together_can(reviews, members):
    lacking = dict.fromkeys("123456", reviews)

    found = panel_for(lacking, members, dict.fromkeys(members, 6))

    for nomination in lacking:
        by_all = sum(nomination in may for may in members.values())
        by_panel = sum(nomination in members[person] for person in found)
        assert by_panel >= min(reviews, by_all)
