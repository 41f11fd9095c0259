"""Pages of a draft: made from the model, whole, and back into the document."""

from __future__ import annotations

import dataclasses
import tomllib

import pytest

from prize_app.planning.answers import WAS, answers_on, with_answers
from prize_app.planning.building import Building
from prize_app.planning.data import at, path_of, place_of
from prize_app.planning.editing import Put, Remove, Rename, edited
from prize_app.planning.outline import GUARD_KINDS, RULES, every_key, is_small
from prize_app.planning.questions import Control, Listing, anchor, questions_in
from prize_app.planning.texts import parts_with_texts
from prize_app.planning.trail import TEXTS, page_of, parts, steps_to
from tests.prize_app.planning.test_editing import PLAN, PLANS
from workflows.conditions import CONDITIONS
from workflows.guards import GUARDS
from workflows.plan.checking.words import texts
from workflows.plan.loading import load_plan, read_plan
from workflows.plan.model import Plan
from workflows.plan.reading import declared_in


def page_at(place, text=PLAN):
    parsed = tomllib.loads(text)
    return Building(parsed, read_plan(text).faults).page(path_of(place))


def posted(page, **typed):
    """What a browser sends from a page when some fields are filled otherwise."""
    form = {}
    for question in questions_in(page.items):
        form[WAS + question.name] = [question.was]
        text = typed.get(question.name, question.value)
        many = question.control in (Control.SEVERAL, Control.YES_NO)
        form[question.name] = (
            [v for v in text.split("\n") if v and v != "false"] if many else [text]
        )
    return form


def stored(place, typed, text=PLAN):
    """The document after a page was saved with these fields."""
    page, parsed = page_at(place, text), tomllib.loads(text)
    return edited(text, answers_on(page, posted(page, **typed), parsed).edits)


def pages_of(text):
    """Every page of a document."""
    parsed = tomllib.loads(text)
    building = Building(parsed, ())
    waiting = [path_of(key) for key, _ in parts()]
    while waiting:
        page = building.page(waiting.pop())
        assert page is not None
        yield page
        for item in page.items:
            if isinstance(item, Listing) and not item.is_inline:
                waiting += [path_of(entry.place) for entry in item.entries]


@pytest.mark.parametrize("name", PLANS)
def test_every_value_of_a_shipped_plan_stands_in_a_field(name):
    asked = {q.path for page in pages_of(PLANS[name]) for q in questions_in(page.items)}
    single = {key.path for key in every_key(tomllib.loads(PLANS[name])) if key.is_single}

    assert single - asked == set()
    assert [q for page in pages_of(PLANS[name]) for q in questions_in(page.items)
            if q.control is Control.STUCK] == []  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_a_page_that_nobody_touched_changes_nothing(name):
    parsed = tomllib.loads(PLANS[name])
    for page in pages_of(PLANS[name]):
        answers = answers_on(page, posted(page), parsed)
        assert (answers.edits, answers.overtaken) == ((), ()), page.place


def test_every_part_of_the_model_has_a_page_and_a_title():
    assert [key for key, _ in parts()] == list(declared_in(Plan))
    assert all(title for _, title in parts())
    assert dict(parts())["rounds"] == "Rounds of review"
    assert all(len(title) <= 45 for _, title in parts())


def test_a_key_that_the_model_gets_appears_by_itself():
    """Every declared key of a table is an item of its page, in the order of the model."""
    page = page_at("categories.youth-leader")

    keys = [item.place.rsplit(".", 1)[-1] for item in page.items]
    assert keys == list(declared_in(_class("categories")))


def _class(part):
    return next(k.item for k in every_key(tomllib.loads(PLAN)) if k.path == (part,))


@pytest.mark.parametrize(
    ("place", "field", "typed", "now"),
    [
        ("prize", "prize.year", "2031", 2031),
        ("prize", "prize.languages", "en, zh\nfr", ["en", "zh", "fr"]),
        ("incentives", "incentives.medal", "7,000.50", 700050),
        ("incentives", "incentives.medal", "7,000.505", "7,000.505"),
        ("incentives", "incentives.medal", "lots", "lots"),
        ("calendar.ceremony", "calendar.ceremony.at", "2027-12-02T16:30", "2027-12-02T16:30:00"),
        ("calendar.ceremony", "calendar.ceremony.at", "tomorrow", "tomorrow"),
        ("calendar.ceremony", "calendar.ceremony.zone", "AoE", "AoE"),
        ("panels.committee", "panels.committee.members", "seven", "seven"),
        ("reviewing", "reviewing.shared_country", "true", True),
        ("reviewing", "reviewing.shared_institution", "false", False),
        ("rubrics.individual.criteria.capacity", "rubrics.individual.criteria.capacity.weight",
         "12.5", "12.5"),
        ("rubrics.individual.criteria.capacity", "rubrics.individual.criteria.capacity.weight",
         "12", 12),
        ("workflows.standard.actions.submit", "workflows.standard.actions.submit.by",
         "nominator\nsecretariat", ["nominator", "secretariat"]),
        ("conditions.early-career", "conditions.early-career.rule.any[0].age_below.years",
         "40", 40),
    ],
)  # fmt: skip
def test_a_field_writes_its_value(place, field, typed, now):
    found = at(tomllib.loads(stored(place, {field: typed})), path_of(field))

    assert (found.isoformat() if hasattr(found, "isoformat") else found) == now


@pytest.mark.parametrize("name", ["nominations-close", "ceremony"])
def test_an_emptied_field_takes_its_key_away(name):
    text = stored(f"calendar.{name}", {f"calendar.{name}.after": ""})

    assert "after" not in tomllib.loads(text)["calendar"][name]


def test_a_kind_of_rule_is_chosen_and_keeps_what_it_shares():
    place = "conditions.cooperation"
    text = stored(place, {f"{place}.rule#kind": "words_at_most"})
    assert tomllib.loads(text)["conditions"]["cooperation"]["rule"] == {"words_at_most": {}}

    text = stored("conditions.early-career", {"conditions.early-career.rule#kind": "all"})
    assert list(tomllib.loads(text)["conditions"]["early-career"]["rule"]) == ["all"]
    assert text == PLAN.replace("rule = { any = [{ age_below", "rule = { all = [{ age_below")


def test_a_rule_is_composed_and_another_is_added():
    place = "conditions.consent"
    text = stored(place, {f"{place}.rule#kind": "all"})
    text = stored(place, {f"{place}.rule.all#add": "not_office_holder"}, text)
    text = stored(place, {f"{place}.rule.all[1]#kind": "not"}, text)

    rule = tomllib.loads(text)["conditions"]["consent"]["rule"]
    assert rule == {"all": ["consent_given", {"not": "not_office_holder"}]}
    assert read_plan(text).holds


def test_a_guard_is_added_with_its_parameters_asked_for():
    place = "workflows.standard.actions.withdraw"
    text = stored(place, {f"{place}.guards#add": "before_deadline"})
    text = stored(place, {f"{place}.guards[0].before_deadline.deadline": "reviews-due"}, text)

    guards = tomllib.loads(text)["workflows"]["standard"]["actions"]["withdraw"]["guards"]
    assert guards == [{"before_deadline": {"deadline": "reviews-due"}}]


def test_choices_are_what_the_plan_has_of_the_right_kind():
    place = "conditions.early-career.rule.any[0].age_below.born"
    asked = {q.name: q for q in questions_in(page_at("conditions.early-career").items)}

    assert [key for key, _ in asked[place].choices] == ["born-on", "died-on", "doctorate-on"]
    asked = {q.name: q for q in questions_in(page_at("conditions.women").items)}
    options = asked["conditions.women.rule.answer_is.one_of"]
    assert [key for key, _ in options.choices] == ["female", "male", "other"]
    asked = {q.name: q for q in questions_in(page_at("conditions.independent-letter").items)}
    columns = asked["conditions.independent-letter.rule.some_row_elsewhere.country"]
    assert columns.choices == (("country", "Country"),)


def test_an_unknown_choice_of_the_document_is_kept_and_told():
    text = PLAN.replace('form = "individual"', 'form = "nobody"', 1)
    page = page_at("categories.lifetime-achievement", text)

    asked = {q.name: q for q in questions_in(page.items)}
    question = asked["categories.lifetime-achievement.form"]
    assert question.choices[-1] == ("nobody", "nobody (not known)")
    assert [f.code for f in question.faults] == ["unknown-reference"]
    assert answers_on(page, posted(page), tomllib.loads(text)).edits == ()


def test_faults_stand_beside_their_fields():
    text = PLAN.replace("weight = 35", 'weight = "much"', 1)
    page = page_at("rubrics.individual.criteria.cooperation", text)

    faulty = {q.name: [f.code for f in q.faults] for q in questions_in(page.items) if q.faults}
    assert faulty == {"rubrics.individual.criteria.cooperation.weight": ["wrong-type"]}


def test_a_list_says_who_uses_its_entries():
    (listing,) = page_at("conditions").items
    used = {entry.key: len(entry.named_by) for entry in listing.entries}

    assert (used["women"], used["early-career"], used["consent"]) == (1, 1, 7)
    (listing,) = page_at("calendar").items
    close = next(e for e in listing.entries if e.key == "nominations-close")
    assert "Hand in the nomination" in close.named_by


def test_stages_of_another_workflow_are_not_meant():
    other = PLAN + PLAN[PLAN.index("[workflows.standard]") : PLAN.index("[categories.")].replace(
        "workflows.standard", "workflows.other"
    )
    page = page_at("workflows.other", other)
    stages = next(i for i in page.items if isinstance(i, Listing))

    assert all("workflows" not in name for e in stages.entries for name in e.named_by)
    (workflows,) = page_at("workflows", other).items
    assert {e.key: len(e.named_by) for e in workflows.entries} == {"standard": 7, "other": 0}


def test_two_people_who_change_different_fields_both_get_them():
    page = page_at("panels.committee")
    form = posted(page, **{"panels.committee.members": "7"})
    meanwhile = PLAN.replace('en = "Prize Committee"', 'en = "The Committee"')

    now = page_at("panels.committee", meanwhile)
    answers = answers_on(now, form, tomllib.loads(meanwhile))

    assert (answers.edits, answers.overtaken) == (
        (Put(path_of("panels.committee.members"), 7),),
        (),
    )


def test_two_people_who_change_one_field_get_both_versions():
    form = posted(page_at("panels.committee"), **{"panels.committee.members": "7"})
    meanwhile = PLAN.replace("members = 6", "members = 9")
    now = page_at("panels.committee", meanwhile)

    answers = answers_on(now, form, tomllib.loads(meanwhile))
    shown = with_answers(now, form, overtaken=answers.overtaken)

    assert (answers.edits, answers.overtaken) == ((), ("panels.committee.members",))
    question = {q.name: q for q in questions_in(shown.items)}["panels.committee.members"]
    assert (question.value, question.saved, question.was) == ("7", "9", "9")


def test_a_field_that_was_not_on_the_page_is_not_touched():
    page, parsed = page_at("prize"), tomllib.loads(PLAN)

    assert answers_on(page, {"prize.year": ["1999"]}, parsed).edits == ()


@pytest.mark.parametrize(
    "place",
    ["", "nothing", "prize.year", "prize.name", "categories.nobody", "rubrics.individual.criteria",
     "categories..x", "categories[0]", "a" * 5000, "forms.individual.sections[1]"],
)  # fmt: skip
def test_places_without_a_page_have_none(place):
    assert page_at(place) is None


def test_a_table_that_is_none_is_left_to_the_document():
    first = next(line for line in PLAN.split("\n") if line.startswith("award = "))
    text = PLAN.replace(first, "award = 3", 1)
    page = page_at("categories.lifetime-achievement", text)

    assert page is not None
    assert answers_on(page, posted(page), tomllib.loads(text)).edits == ()


def test_ids_are_different_where_places_are():
    places = {q.name for page in pages_of(PLAN) for q in questions_in(page.items)}

    assert len({anchor(place) for place in places}) == len(places)
    assert anchor("a.b_c[0]#kind") == "at-a_db__c_o0_c_hkind"


def test_a_place_is_told_in_words():
    parsed = tomllib.loads(PLAN)
    steps = steps_to(parsed, path_of("rubrics.individual.criteria.capacity.weight"))

    assert [name for name, _ in steps] == [
        "Rubrics", "Individuals", "Criterion", "Capacity left behind", "Weight",
    ]  # fmt: skip
    assert place_of(page_of(parsed, path_of("themes.water.label.en"))) == "themes"
    assert is_small(_class("themes"))


def test_edits_name_what_they_change():
    page, parsed = page_at("conditions.early-career"), tomllib.loads(PLAN)
    form = posted(
        page, **{"conditions.early-career.clause": "", "conditions.early-career.rule#kind": "all"}
    )

    assert answers_on(page, form, parsed).edits == (
        Remove(path_of("conditions.early-career.clause")),
        Rename(path_of("conditions.early-career.rule.any"), "all"),
    )
    assert dataclasses.is_dataclass(page)


@pytest.mark.parametrize("kind", [kind.name for kind in CONDITIONS])
def test_every_kind_of_entry_condition_can_be_chosen_and_asks_for_its_parameters(kind):
    place = "conditions.consent"
    text = stored(place, {f"{place}.rule#kind": kind})
    asked = {q.path[-1] for q in questions_in(page_at(place, text).items) if kind in q.path}

    assert asked == set(declared_in(RULES[kind].parameters))


@pytest.mark.parametrize("kind", [kind.name for kind in GUARDS])
def test_every_guard_can_be_added_and_asks_for_its_parameters(kind):
    place = "workflows.standard.actions.withdraw"
    text = stored(place, {f"{place}.guards#add": kind})
    asked = {q.path[-1] for q in questions_in(page_at(place, text).items) if kind in q.path}

    assert asked == set(declared_in(GUARD_KINDS[kind].parameters))


def test_a_list_whose_order_counts_is_written_in_that_order():
    place = "panels.committee.ballots.award"
    question = {q.name: q for q in questions_in(page_at(place).items)}[f"{place}.tie_break"]
    assert question.control is Control.LIST

    text = stored(place, {f"{place}.tie_break": "\n".join(reversed(question.value.split("\n")))})

    ballot = tomllib.loads(text)["panels"]["committee"]["ballots"]["award"]
    assert ballot["tie_break"] == question.value.split("\n")[::-1]


def test_amounts_in_a_list_are_written_in_the_smallest_unit():
    place = "categories.lifetime-achievement"
    text = PLAN.replace(
        "[categories.lifetime-achievement]",
        "[categories.lifetime-achievement.award.splits.3]\nshares = [1, 2]\n\n"
        "[categories.lifetime-achievement]",
        1,
    ).replace("award = { awards = 1, ", "award.awards = 1 # {", 1)
    page = page_at(place, text)
    question = next(q for q in questions_in(page.items) if q.path[-1] == "shares")

    assert (question.value, question.inner) == ("0.01\n0.02", Control.MONEY)
    new = stored(place, {question.name: "200,000\n199,999.99"}, text)
    assert at(tomllib.loads(new), question.path) == [20000000, 19999999]


@pytest.mark.parametrize("name", PLANS)
def test_every_text_of_a_shipped_plan_stands_beside_its_translation(name):
    plan = load_plan(PLANS[name])
    pages = [
        page_at(place, PLANS[name]) for place, _ in parts_with_texts(tomllib.loads(PLANS[name]))
    ]

    shown = {place_of(q.path) for page in pages for q in questions_in(page.items)}

    assert {f"{place}.{tag}" for place, words in texts(plan, "") for tag in words} <= shown
    assert TEXTS not in declared_in(Plan)


def test_a_translation_changes_its_own_line_and_nothing_else():
    new = stored("texts.calendar", {"calendar.ceremony.label.zh": "颁奖大会"})

    lines = zip(PLAN.splitlines(), new.splitlines(), strict=True)
    assert [one for one in lines if one[0] != one[1]] == [
        (
            'label = { en = "Award ceremony", zh = "颁奖典礼" }',
            'label = { en = "Award ceremony", zh = "颁奖大会" }',
        )
    ]
