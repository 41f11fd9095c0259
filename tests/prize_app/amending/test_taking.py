"""Going over to an amended plan: what the trial finds, and what taking moves."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from prize_app.amending.trial import try_out
from prize_app.audit.queries import check_chains
from prize_app.db.audit import AuditEvent
from prize_app.db.editions import PlanVersion
from prize_app.db.nominations import Nomination
from prize_app.nominations.facts import know
from prize_app.nominations.service import begin_nomination
from prize_app.plans import plan_by_id
from tests.factories import actor
from tests.prize_app.amending.drafting import (
    AGE_LIMIT,
    CRITERION,
    RENAMED,
    YOUTH,
    replaced,
    with_stage_renamed,
)
from tests.prize_app.amending.outcomes import codes, events, letters
from tests.prize_app.committee.holding import closed_round
from workflows.conditions import Verdict
from workflows.errors import RuleBroken, WrongStage
from workflows.plan.evaluation import Role

BORN = {"born-on": "1984-06-01"}  # 42 on 1 January 2027


def test_an_age_limit_changes_exactly_the_verdicts_worked_out_by_hand(session, make, desk):
    def nominee(category=YOUTH, **answers):
        return make.nomination(category=category, answers=answers, stage="submitted").id

    nominee(**{"born-on": "1990-05-04"})  # 36: younger than 40 as well
    nominee(**BORN, **{"doctorate-on": "2020-01-01"})  # 42, but seven years after the doctorate
    nominee(**{"born-on": "1987-01-02"})  # 39 on the day
    nominee("outstanding-contribution", **BORN)  # nobody asks for an age there
    fails = nominee(**BORN, **{"doctorate-on": "2012-05-01"})
    unknown = nominee(**BORN)  # 42, and nobody knows when the doctorate was
    on_the_day = nominee(**{"born-on": "1987-01-01", "doctorate-on": "2012-05-01"})  # 40
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))

    trial = try_out(session, desk.edition, draft, now=make.now)

    assert {n: (c.before, c.after) for n, c in trial.effects.verdicts.items()} == {
        fails: (Verdict.HOLDS, Verdict.FAILS),
        unknown: (Verdict.HOLDS, Verdict.UNKNOWN),
        on_the_day: (Verdict.HOLDS, Verdict.FAILS),
    }
    assert {f.condition for c in trial.effects.verdicts.values() for f in c.findings} == {
        "early-career"
    }


def test_a_stage_of_another_name_is_refused_without_a_mapping_and_moves_all_with_it(
    session, make, desk
):
    moved = [make.nomination(category=c) for c in (YOUTH, "lifetime-achievement")]
    since = moved[0].stage_since
    stays = make.nomination(stage="in-review")
    source = with_stage_renamed(desk.source)
    draft = desk.draft(source)

    with pytest.raises(RuleBroken) as refused:
        desk.propose(draft)
    assert codes(refused) == ["amendment_barred"]
    assert draft.state == "writing"

    draft.mapping = {"standard": {"eligible": RENAMED}}
    desk.propose(draft)
    desk.sign(draft)
    amendment = desk.take(draft)

    assert [n.stage for n in (*moved, stays)] == [RENAMED, RENAMED, "in-review"]
    assert moved[0].stage_since == since
    assert amendment.moved == 2
    assert desk.present.plan.workflow_of(YOUTH).stages.keys() >= {RENAMED}
    assert events(session, desk).count("amendment:carry-over") == 2


def test_a_taken_amendment_is_on_record_with_everything_that_was_signed(session, make, desk):
    before = desk.present.published
    make.nomination(category=YOUTH, answers=BORN, stage="eligible")
    source = replaced(desk.source, AGE_LIMIT)

    amendment = desk.amend(source)

    after = plan_by_id(session, desk.present.row.plan_version_id)
    assert session.get_one(PlanVersion, after.id).source == source
    assert (amendment.from_version_id, amendment.to_version_id) == (before.id, after.id)
    assert [told["after"] for told in amendment.verdicts] == ["unknown"]
    told = session.scalars(select(AuditEvent).where(AuditEvent.event == "amendment:take")).one()
    assert told.facts["from_plan"] == before.content_hash
    assert told.facts["to_plan"] == after.content_hash
    assert told.facts["signed_by"] == sorted([str(desk.secretary.id), str(desk.second.id)])
    assert [p.id for p in desk.present.earlier] == [before.id]


def test_the_log_stays_whole_when_stages_get_other_names(session, make, desk):
    nominator = make.person()
    begun = begin_nomination(session, actor(nominator), desk.slug, YOUTH, now=make.now)
    source = with_stage_renamed(desk.source, "draft", "being-written")

    desk.amend(source, mapping={"standard": {"draft": "being-written"}})
    session.flush()

    assert begun.stage == "being-written"
    report = next(r for r in check_chains(session) if r.edition == desk.slug)
    assert report.problems == ()
    session.get_one(Nomination, begun.id).stage = "draft"
    session.flush()
    assert len(next(r for r in check_chains(session) if r.edition == desk.slug).problems) == 1


def test_nobody_can_propose_a_plan_that_does_not_hold(make, desk):
    draft = desk.draft(replaced(desk.source, ('initial = "draft"', 'initial = "nowhere"')))

    with pytest.raises(RuleBroken) as refused:
        desk.propose(draft)

    assert codes(refused) == ["plan_has_faults"]
    assert draft.state == "writing"


def test_a_plan_that_does_not_hold_is_not_taken_whatever_the_path(session, make, desk):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    desk.propose(draft)
    draft.source = draft.source.replace('initial = "draft"', 'initial = "nowhere"')
    session.flush()
    desk.sign(draft)

    with pytest.raises(RuleBroken) as refused:
        desk.take(draft)

    assert codes(refused) == ["plan_has_faults"]
    assert desk.amendments() == []
    assert desk.present.row.plan_version_id == desk.edition.published.id


def test_a_draft_that_says_the_same_is_no_amendment(desk):
    draft = desk.draft("# a remark\n" + desk.source)

    with pytest.raises(RuleBroken) as refused:
        desk.propose(draft)

    assert codes(refused) == ["nothing_amended"]


def test_a_second_click_takes_nothing(make, desk):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    desk.propose(draft)
    desk.sign(draft)
    desk.take(draft)

    with pytest.raises(WrongStage) as refused:
        desk.take(draft)

    assert codes(refused) == ["no_open_draft"]
    assert len(desk.amendments()) == 1


def test_a_nomination_that_came_meanwhile_is_landed_too_or_taking_is_refused(make, desk):
    draft = desk.draft(with_stage_renamed(desk.source))
    desk.propose(draft)  # nobody stands there yet, so nothing has to be mapped
    desk.sign(draft)
    late = make.nomination(stage="eligible")

    with pytest.raises(RuleBroken) as refused:
        desk.take(draft)

    assert codes(refused) == ["amendment_barred"]
    assert "Eligible" in str(refused.value.refusals[0].facts["why"])
    assert late.stage == "eligible"
    assert desk.amendments() == []


def test_a_draft_from_an_earlier_plan_is_refused(session, desk):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))
    draft.state = "dropped"
    session.flush()
    desk.amend(replaced(desk.source, ("years = 45, on", "years = 44, on")))
    draft.state = "writing"
    session.flush()

    with pytest.raises(RuleBroken) as refused:
        desk.propose(draft)

    assert codes(refused) == ["plan_moved_on"]


# ---------------------------------------------------------------- what has happened already


def test_a_criterion_comes_while_reviews_are_open_when_somebody_says_why(session, make, desk):
    nomination = make.nomination(category=YOUTH, stage="in-review")
    make.review(make.assignment(nomination))
    make.review(make.assignment(nomination), submitted_at=None)
    draft = desk.draft(amended_rubric(desk.source))

    trial = try_out(session, desk.edition, draft, now=make.now)
    assert [(c.code.value, c.facts["reviews"]) for c in trial.effects.consequences] == [
        ("reviewed-rubric", 1),
        ("begun-reviews", 1),
    ]
    with pytest.raises(RuleBroken) as refused:
        desk.propose(draft)
    assert codes(refused) == ["decision_missing"]

    draft.decisions = {"reviewed-rubric:individual": "The criterion was announced in the call."}
    desk.propose(draft)
    desk.sign(draft)
    assert desk.take(draft).decisions == draft.decisions


def amended_rubric(source):
    """A fifth criterion at ten percent, taken from the first."""
    head, rest = source.split("[rubrics.individual.criteria.cooperation]", 1)
    was = rest.split("weight = ", 1)[1].split("\n", 1)[0]
    rest = rest.replace(f"weight = {was}", f"weight = {int(was) - 10}", 1)
    return replaced(f"{head}[rubrics.individual.criteria.cooperation]{rest}", CRITERION)


def test_the_rule_of_an_open_ballot_does_not_change(session, make, desk):
    nomination = make.nomination(stage="shortlisted")
    round_ = closed_round(make, nomination, "award")
    round_.closed_at = None
    session.flush()
    draft = desk.draft(
        replaced(desk.source, ("members = ", "members = 1")),
        decisions={"open-ballot:outstanding-contribution:award": "We want to."},
    )

    with pytest.raises(RuleBroken) as refused:
        desk.propose(draft)

    assert codes(refused) == ["amendment_barred"]


def test_a_deadline_that_moves_is_told_to_those_who_write(session, make, desk):
    nominator = make.person()
    draft_of_theirs = make.nomination(by=nominator, stage="draft")
    handed_in = make.nomination(stage="submitted")
    at = desk.source.split("[calendar.nominations-close]")[1].split("at = ")[1].split("\n")[0]
    later = f"{int(at[:4])}-{at[5:7]}-{at[8:10]}T12:00:00"

    desk.amend(replaced(desk.source, (f"at = {at}", f"at = {later}")))

    (letter,) = letters(session, "plan-amended")
    assert letter.recipient == nominator.email
    assert "Nominations close: now" in letter.body
    assert str(draft_of_theirs.id) in letter.body
    assert str(handed_in.id) not in letter.body


def test_letters_tell_the_signers_the_secretariat_and_whoever_nominated(session, make, desk):
    chair = make.grant(Role.CHAIR)
    nominator = make.person()
    make.nomination(by=nominator, category=YOUTH, answers=BORN, stage="eligible")

    desk.amend(replaced(desk.source, AGE_LIMIT))

    to_sign = {letter.recipient for letter in letters(session, "plan-to-sign")}
    assert to_sign == {desk.second.email, chair.email}
    taken = {letter.recipient for letter in letters(session, "plan-taken")}
    assert taken == {desk.secretary.email, desk.second.email}
    (letter,) = letters(session, "plan-amended")
    assert letter.recipient == nominator.email
    assert "eligible before, not known yet now" in letter.body


def test_after_an_amendment_the_present_conditions_rule(session, make, desk):
    nomination = make.nomination(category=YOUTH, answers=BORN, stage="submitted")

    desk.amend(replaced(desk.source, AGE_LIMIT))

    known = know(session, desk.present, [nomination], actor_id=None, now=make.now)
    verdicts = {f.condition: f.verdict for f in known[nomination.id].findings}
    assert verdicts["early-career"] is Verdict.UNKNOWN


def test_the_statements_of_a_trial_do_not_grow(session, make, desk, statements):
    draft = desk.draft(replaced(desk.source, AGE_LIMIT))

    def counted():
        session.expire_all()
        draft.source  # noqa: B018 - loaded before counting
        with statements() as seen:
            try_out(session, desk.present, draft, now=make.now)
        return len(seen)

    make.nomination(category=YOUTH, answers=BORN, stage="submitted")
    one = counted()
    for _ in range(4):
        make.nomination(category=YOUTH, answers=BORN, stage="submitted")

    assert counted() == one
