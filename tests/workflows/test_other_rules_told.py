"""A round tried by other rules, on the command line and in words."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.running import run
from tests.workflows.test_ballots_laws import profiles
from tests.workflows.test_other_rules import TENNESSEE
from tests.workflows.test_other_rules_compared import beside
from tests.workflows.voting import vote
from workflows.ballots import Rule, WeightedBallot, tally
from workflows.ballots.others import FOR_ONE_PLACE, OF_ORDERS, elected_by, orders_by_others
from workflows.commands import tally as tally_command
from workflows.commands.outcome import Status
from workflows.other_rules import (
    Compared,
    Held,
    Reading,
    Trial,
)
from workflows.other_rules_telling import (
    held_word,
    rule_words,
    summary_sentence,
    trial_sentences,
)
from workflows.texts import ballots_chinese, ballots_english

# ---- the command


def told_by(data, *options):
    outcome = run(tally_command.COMMAND, "-", *options, stdin=data)
    assert outcome.status is Status.HOLDS
    return outcome.text


TENNESSEE_FILE = json.dumps(
    {
        "candidates": list(TENNESSEE.candidates),
        "ballots": [[b.count, [list(group) for group in b.groups]] for b in TENNESSEE.ballots],
    }
).encode()


def test_the_command_counts_by_the_others_when_asked_and_else_answers_as_ever():
    plain = json.loads(told_by(TENNESSEE_FILE, "--json"))
    asked = json.loads(told_by(TENNESSEE_FILE, "--json", "--others"))

    others = {one["rule"]: one for one in asked.pop("others")}
    assert asked == plain
    assert others.keys() == set(Rule) - {Rule.SCHULZE}
    assert others["irv"] == {
        "rule": "irv",
        "order": [["K"], ["M"], ["N"], ["C"]],
        "winners": ["K"],
        "tied": False,
        "same_winners": False,
        "same_order": False,
    }
    assert others["ranked-pairs"]["same_order"]


def test_the_command_tells_people_which_rules_elect_others():
    lines = told_by(TENNESSEE_FILE, "--others").split("\n")

    assert "other\tirv: others: K > M > N > C" in lines
    assert "other\tranked-pairs: the same: N > C > K > M" in lines


def test_the_command_says_where_a_tie_decides_or_there_is_too_much_to_follow():
    level = {"candidates": [f"N{k:02}" for k in range(20)]}
    level["ballots"] = [[1, [[name]]] for name in level["candidates"]]

    lines = told_by(json.dumps(level).encode(), "--others", "--rule", "borda").split("\n")

    assert "other\tirv: not counted, too much to follow" in lines
    assert any(line.startswith("other\tschulze: the same, a tie decides: N00 = ") for line in lines)


@settings(max_examples=20, deadline=None)
@given(profiles(), st.integers(1, 4), st.sampled_from(OF_ORDERS))
def test_winners_of_an_order_are_those_of_the_count(profile, seats, rule):
    seats = min(seats, len(profile.candidates))
    one_only = seats > 1 and rule in FOR_ONE_PLACE
    counted = tally(replace(profile, seats=1 if one_only else seats), rule)

    assert elected_by(counted.order, 1 if one_only else seats) == counted.winners


# ---- in words


NAMES = {"A": "Ann", "B": "Ben", "C": "Cem"}


def test_every_rule_and_verdict_has_words_in_both_languages():
    for language in ("en", "zh"):
        for rule in (*Rule, *Reading):
            assert rule_words(rule, language)
        assert len({held_word(held, language) for held in Held}) == len(Held)
    for table in ("READINGS", "HELD", "SENTENCES"):
        assert getattr(ballots_english, table).keys() == getattr(ballots_chinese, table).keys()


def test_who_would_come_out_and_who_not_is_told_by_name_with_the_order():
    assert trial_sentences(beside((("B",), ("A", "C"))), NAMES, "en") == [
        "Ben would be chosen, Ann would not.", "Order: Ben; Ann = Cem.",
    ]  # fmt: skip
    assert trial_sentences(beside((("B", "C"), ("A",))), NAMES, "en")[:2] == [
        "Ann would not be chosen.", "A tie is left open: Ben, Cem.",
    ]  # fmt: skip


def test_what_is_as_it_was_counted_needs_no_sentence_and_another_order_is_told():
    assert trial_sentences(beside((("A",), ("B",), ("C",))), NAMES, "en") == []
    assert trial_sentences(beside((("A",), ("C",), ("B",))), NAMES, "en") == [
        "Order: Ann; Cem; Ben."
    ]


def test_a_nomination_without_a_name_here_is_not_told_by_its_key():
    told = trial_sentences(beside((("B",), ("A",))), {"A": "Ann"}, "en")

    assert told[0] == "a nomination that is no longer here would be chosen, Ann would not."


def test_the_summary_counts_only_what_could_be_counted():
    def of(*helds):
        return [Compared(Trial(Rule.BORDA, ()), held) for held in helds]

    assert summary_sentence(of(Held.SAME, Held.OTHER_ORDER, Held.NOT_COUNTED), "en") == (
        "Other rules: each of the 2 gives the same outcome."
    )
    assert summary_sentence(of(Held.SAME, Held.OTHER, Held.TIE), "en") == (
        "Other rules: 1 of 3 give the same outcome."
    )


def test_a_ballot_may_count_several_papers():
    profile = vote("3 A>B; 2 B>A")
    single = replace(
        profile,
        ballots=tuple(WeightedBallot(1, b.groups) for b in profile.ballots for _ in range(b.count)),
    )

    assert orders_by_others(profile, Rule.BORDA, 1) == orders_by_others(single, Rule.BORDA, 1)
