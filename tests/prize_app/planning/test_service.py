"""Drafts of plans: begun, saved by several people, dropped, and all of it on record."""

from __future__ import annotations

import tomllib

import pytest
from sqlalchemy import select

from prize_app.db.audit import AuditEvent
from prize_app.db.plans import PlanDraft
from prize_app.planning import service
from prize_app.planning.data import at, path_of
from prize_app.planning.queries import base_source, find_draft, lock_draft
from tests.factories import actor
from tests.prize_app.planning.test_pages import page_at, posted
from workflows.errors import NotAllowed, RuleBroken, WrongStage
from workflows.plan.evaluation import Role
from workflows.plan.loading import read_plan

AGE = "conditions.early-career.rule.any[0].age_below.years"


@pytest.fixture
def edition(make):
    return make.edition()


@pytest.fixture
def secretary(make, edition):
    return actor(make.grant(Role.SECRETARIAT))


@pytest.fixture
def draft(session, edition, secretary, make):
    return service.begin_draft(session, secretary, edition.row.slug, now=make.now)


def events(session):
    found = session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
    return [(e.event, e.facts) for e in found if e.event.startswith("plan-draft:")]


def save(session, who, draft, edition, place, *, act="", version=None, now, **typed):
    form = posted(page_at(place, draft.source), **typed)
    form |= {k: [v] for k, v in typed.items() if k.startswith(("new:", "key:"))}
    version = draft.lock_version if version is None else version
    return service.save_part(
        session, who, edition.row.slug, path_of(place), form,
        act=act, lock_version=version, now=now,
    )  # fmt: skip


def test_a_draft_begins_with_the_plan_in_force(session, edition, draft):
    assert draft.source == base_source(session, draft)
    assert (draft.state, draft.base_version_id) == ("writing", edition.published.id)
    assert events(session) == [("plan-draft:begin", {})]


def test_beginning_twice_gives_the_same_draft(session, edition, secretary, draft, make):
    again = service.begin_draft(session, secretary, edition.row.slug, now=make.now)

    assert again is draft
    assert len(session.scalars(select(PlanDraft)).all()) == 1
    assert [event for event, _ in events(session)] == ["plan-draft:begin"]


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BOARD, Role.OBSERVER, Role.REVIEWER])
def test_others_than_the_secretariat_write_no_plan(session, edition, make, role):
    with pytest.raises(NotAllowed):
        service.begin_draft(session, actor(make.grant(role)), edition.row.slug, now=make.now)

    assert session.scalars(select(PlanDraft)).all() == []


def test_a_secretary_of_one_category_writes_no_plan(session, edition, make):
    one = make.grant(Role.SECRETARIAT, category="youth-leader")

    with pytest.raises(NotAllowed):
        service.begin_draft(session, actor(one), edition.row.slug, now=make.now)


def test_a_changed_age_limit_is_one_changed_line_and_told_in_words(
    session, edition, secretary, draft, make
):
    before = draft.source

    save(session, secretary, draft, edition, "conditions.early-career", now=make.now, **{AGE: "40"})

    assert draft.source == before.replace("years = 45", "years = 40")
    ((_, _), (event, facts)) = events(session)
    assert event == "plan-draft:save"
    assert facts["changes"] == ["Youth Leader Award: age limit 45 → 40 (§ 3 (4))"]


def test_saving_nothing_writes_nothing(session, edition, secretary, draft, make):
    version = draft.lock_version

    save(session, secretary, draft, edition, "prize", now=make.now)
    service.save_document(
        session, secretary, edition.row.slug, draft.source.replace("\n", "\r\n"),
        lock_version=version, now=make.now,
    )  # fmt: skip

    assert draft.lock_version == version
    assert [event for event, _ in events(session)] == ["plan-draft:begin"]


def test_a_faulty_draft_is_kept(session, edition, secretary, draft, make):
    service.save_document(
        session, secretary, edition.row.slug, "no plan at all \x00",
        lock_version=draft.lock_version, now=make.now,
    )  # fmt: skip

    assert draft.source == "no plan at all \ufffd"
    assert events(session)[-1][1]["changes"] == [
        "the document, which cannot be read as a plan before or after"
    ]
    with pytest.raises(WrongStage) as refused:
        service.edited_part(draft.source, path_of("prize"), {})
    assert [r.code for r in refused.value.refusals] == ["plan_not_toml"]


def test_a_document_from_a_stale_tab_is_refused(session, edition, secretary, draft, make):
    stale = draft.lock_version
    save(session, secretary, draft, edition, "conditions.early-career", now=make.now, **{AGE: "40"})
    kept = draft.source

    with pytest.raises(service.Overtaken):
        service.save_document(
            session, secretary, edition.row.slug, "x = 1", lock_version=stale, now=make.now
        )

    assert draft.source == kept


def test_fields_of_two_people_are_both_kept(session, edition, secretary, draft, make):
    other = actor(make.grant(Role.SECRETARIAT))
    stale = draft.lock_version
    theirs = posted(page_at("panels.committee", draft.source), **{"panels.committee.members": "8"})
    save(
        session, secretary, draft, edition, "panels.committee", now=make.now,
        **{"panels.committee.label.en": "The Jury of Peers"},
    )  # fmt: skip

    service.save_part(
        session, other, edition.row.slug, path_of("panels.committee"), theirs,
        act="", lock_version=stale, now=make.now,
    )  # fmt: skip

    panel = tomllib.loads(draft.source)["panels"]["committee"]
    assert (panel["members"], panel["label"]["en"]) == (8, "The Jury of Peers")
    assert draft.changed_by == other.id


def test_the_same_field_of_two_people_is_refused_with_its_name(
    session, edition, secretary, draft, make
):
    theirs = posted(page_at("panels.committee", draft.source), **{"panels.committee.members": "8"})
    save(
        session, secretary, draft, edition, "panels.committee", now=make.now,
        **{"panels.committee.members": "9"},
    )  # fmt: skip

    with pytest.raises(service.Overtaken) as refused:
        service.save_part(
            session, secretary, edition.row.slug, path_of("panels.committee"), theirs,
            act="", lock_version=1, now=make.now,
        )  # fmt: skip

    assert refused.value.names == ("panels.committee.members",)
    assert tomllib.loads(draft.source)["panels"]["committee"]["members"] == 9


@pytest.mark.parametrize(
    ("act", "typed", "place", "left"),
    [
        ("add themes", {"new:themes": "Ocean Science"}, "themes.ocean-science",
         {"label": {"en": "Ocean Science"}}),
        ("add themes", {"new:themes": "海洋"}, "themes.theme", {"label": {"en": "海洋"}}),
        ("add themes", {"new:themes": "Water"}, "themes.water-2", {"label": {"en": "Water"}}),
        ("copy themes.water", {}, "themes.water-2.label.en", "Water Resource and Water Security"),
        ("rename themes.water", {"key:themes.water": "waters"}, "themes.waters.label.zh",
         "水资源与水安全"),
    ],
)  # fmt: skip
def test_buttons_change_which_entries_there_are(
    session, edition, secretary, draft, make, act, typed, place, left
):
    save(session, secretary, draft, edition, "themes", act=act, now=make.now, **typed)

    assert at(tomllib.loads(draft.source), path_of(place)) == left


def test_key_paths_follow_a_renamed_entry(session, edition, secretary, draft, make):
    save(
        session, secretary, draft, edition, "conditions", act="rename conditions.living",
        now=make.now, **{"key:conditions.living": "alive"},
    )  # fmt: skip

    plan = tomllib.loads(draft.source)
    assert plan["proposals"]["posthumous"]["at"] == "conditions.alive.rule"
    assert plan["proposals"]["consent"]["at"] == "conditions.consent.rule"
    assert read_plan(draft.source).faults == ()


def test_entries_move_up_and_down(session, edition, secretary, draft, make):
    before = list(tomllib.loads(draft.source)["themes"])
    save(session, secretary, draft, edition, "themes", act="up themes.water", now=make.now)
    assert list(tomllib.loads(draft.source)["themes"])[:2] == [before[1], before[0]]

    save(session, secretary, draft, edition, "themes", act="down themes.water", now=make.now)
    assert list(tomllib.loads(draft.source)["themes"]) == before
    save(session, secretary, draft, edition, "themes", act=f"up themes.{before[0]}", now=make.now)
    assert list(tomllib.loads(draft.source)["themes"]) == before


@pytest.mark.parametrize(
    ("place", "act", "typed", "code"),
    [
        ("conditions", "remove conditions.women", {}, "plan_part_used"),
        ("calendar", "remove calendar.nominations-close", {}, "plan_part_used"),
        ("themes", "add themes", {"new:themes": "  "}, "plan_name_missing"),
        ("themes", "rename themes.water", {"key:themes.water": "a b"}, "plan_key_unusable"),
        ("themes", "rename themes.water", {"key:themes.water": "energy"}, "plan_key_taken"),
        ("proposals", "add proposals", {"new:proposals": "quota"}, "plan_key_taken"),
    ],
)
def test_what_a_button_cannot_do_is_refused_and_nothing_is_written(
    session, edition, secretary, draft, make, place, act, typed, code
):
    before = draft.source

    with pytest.raises(RuleBroken) as refused:
        save(session, secretary, draft, edition, place, act=act, now=make.now, **typed)

    assert [r.code for r in refused.value.refusals] == [code]
    assert draft.source == before


FORGED = [
    "", "x", "remove", "remove prize", "up themes.none", "add prize", "copy ..",
    "remove themes.water.label.en[", "down prize.code",
]  # fmt: skip


@pytest.mark.parametrize("act", FORGED)
def test_forged_buttons_do_nothing_that_matters(session, edition, secretary, draft, make, act):
    before = draft.source

    save(session, secretary, draft, edition, "themes", act=act, now=make.now)

    assert draft.source == before


def test_renaming_follows_to_whatever_names_it(session, edition, secretary, draft, make):
    save(
        session, secretary, draft, edition, "conditions", act="rename conditions.women",
        now=make.now, **{"key:conditions.women": "woman"},
    )  # fmt: skip

    parsed = tomllib.loads(draft.source)
    assert "woman" in parsed["categories"]["outstanding-women"]["conditions"]
    assert "women" not in parsed["conditions"]


def test_a_button_of_a_stale_page_is_pressed_in_vain(session, edition, secretary, draft, make):
    version = draft.lock_version
    copy = {"act": "copy themes.water", "version": version, "now": make.now}
    save(session, secretary, draft, edition, "themes", **copy)
    once = draft.source

    with pytest.raises(service.Overtaken):
        save(session, secretary, draft, edition, "themes", **copy)

    assert draft.source == once


def test_a_proposed_draft_is_not_written(session, edition, secretary, draft, make):
    draft.state = "proposed"
    session.flush()
    before = draft.source

    for attempt in (
        lambda: save(session, secretary, draft, edition, "prize", now=make.now),
        lambda: service.save_document(
            session, secretary, edition.row.slug, "x", lock_version=draft.lock_version, now=make.now
        ),
        lambda: service.drop_draft(
            session, secretary, edition.row.slug, lock_version=draft.lock_version, now=make.now
        ),
    ):
        with pytest.raises(WrongStage) as refused:
            attempt()
        assert [r.code for r in refused.value.refusals] == ["draft_proposed"]
    assert (draft.source, draft.state) == (before, "proposed")


def test_a_dropped_draft_makes_room_for_another(session, edition, secretary, draft, make):
    slug = edition.row.slug
    with pytest.raises(service.Overtaken):
        service.drop_draft(session, secretary, slug, lock_version=99, now=make.now)

    service.drop_draft(session, secretary, slug, lock_version=draft.lock_version, now=make.now)
    session.flush()

    assert find_draft(session, edition.id) is None
    assert lock_draft(session, edition.id) is None
    assert service.begin_draft(session, secretary, slug, now=make.now).id != draft.id
    assert [event for event, _ in events(session)] == [
        "plan-draft:begin", "plan-draft:drop", "plan-draft:begin",
    ]  # fmt: skip
    with pytest.raises(WrongStage):
        draft_gone = find_draft(session, edition.id)
        draft_gone.state = "dropped"
        session.flush()
        service.save_document(session, secretary, slug, "x", lock_version=1, now=make.now)


def test_a_document_that_is_too_long_is_refused(session, edition, secretary, draft, make):
    with pytest.raises(RuleBroken) as refused:
        service.save_document(
            session, secretary, edition.row.slug, "#" * (service.LARGEST_DRAFT + 1),
            lock_version=draft.lock_version, now=make.now,
        )  # fmt: skip

    assert [r.code for r in refused.value.refusals] == ["plan_too_long"]
