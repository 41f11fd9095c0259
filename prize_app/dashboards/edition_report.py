"""An edition's report, counted from its material."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from prize_app.committee.firm_told import labels_of, method_sentence, remark_sentences, told
from prize_app.countries import country_name
from prize_app.dashboards.report_queries import Material
from prize_app.dashboards.report_ways import procedures, ways
from prize_app.dashboards.reports import action_words, stage_words, unnamed
from prize_app.db.nominations import Nomination
from prize_app.pdf.report import (
    CategoryReport,
    DecisionLine,
    EditionReport,
    FirmReport,
    LaureateLine,
    RankedLine,
)
from prize_app.phrases import day_words
from workflows.conditions import Verdict
from workflows.firmness import firmness_svg
from workflows.plan.evaluation import Trait
from workflows.plan.model import Category
from workflows.policy import Permission, allowed
from workflows.scoring import review_score

CLASSES = 10


def edition_report(material: Material, *, time: datetime) -> EditionReport:
    """The report as of `time`, the edition's own."""
    edition, plan = material.edition, material.edition.plan
    progress = material.progress
    categories = sorted(plan.categories.values(), key=lambda category: category.number)
    return EditionReport(
        prize=plan.prize.name["en"],
        prize_zh=plan.prize.name.get("zh", ""),
        edition=plan.prize.edition["en"],
        edition_zh=plan.prize.edition.get("zh", ""),
        generated_on=day_words(time),
        demonstration=edition.row.is_demonstration,
        figures=figures(material),
        categories=tuple(_category(material, category) for category in categories),
        findings=_findings(material),
        countries=_countries(material),
        score_histogram=_histogram(material),
        review_progress=(
            ("Asked", progress.asked),
            ("Still assigned", progress.standing),
            ("Begun", progress.begun),
            ("Handed in", progress.handed_in),
        ),
        audit_head=material.audit_head,
        plan_name=f"{plan.prize.short_name['en']}, {plan.prize.edition['en']}",
        plan_hash=edition.published.content_hash,
        procedures=procedures(material),
    )


def figures(material: Material) -> tuple[tuple[str, str], ...]:
    """The key figures, as (label, value)."""
    nominations, progress = material.nominations, material.progress
    countries = {shown.country for shown in material.nominees.values() if shown.country}
    decisions = sum(len(standing) for standing in material.decisions.values())
    return (
        ("Nominations", f"{len(nominations):,}"),
        ("Nominators", f"{len({n.nominator_id for n in nominations}):,}"),
        ("Countries of nominees", f"{len(countries):,}"),
        ("Reviews handed in", f"{progress.handed_in:,}"),
        ("Decisions", f"{decisions:,}"),
        ("Laureates", f"{len(_laureates(material)):,}"),
    )


def _laureates(material: Material) -> list[Nomination]:
    plan = material.edition.plan
    return [
        n
        for n in material.nominations
        if n.id in material.honoured
        and n.stage in plan.workflow_of(n.category_key).stages_with(Trait.HONOURED)
    ]


def _category(material: Material, category: Category) -> CategoryReport:
    mine = [n for n in material.nominations if n.category_key == category.key]
    stages = Counter(n.stage for n in mine)
    workflow = material.edition.plan.workflow_of(category.key)
    return CategoryReport(
        name=category.name["en"],
        name_zh=category.name.get("zh", ""),
        stage_counts=tuple(
            (stage.label["en"], stages[stage.key]) for stage in workflow.stages.values()
        ),
        ranking=_ranking(material, mine),
        decisions=tuple(line for n in mine for line in _decisions(material, n)),
        laureates=tuple(
            _laureate(material, n) for n in _laureates(material) if n.category_key == category.key
        ),
        ways=ways(material, mine),
        firm=_firm(material, category),
    )


def _ranking(material: Material, mine: list[Nomination]) -> tuple[RankedLine, ...]:
    ranked = sorted(
        (
            n
            for n in mine
            if n.id in material.lines and allowed(Permission.RANKING_READ, material.standings[n.id])
        ),
        key=lambda n: (
            material.lines[n.id].place is None,
            material.lines[n.id].place or 0,
            n.reference,
        ),
    )
    return tuple(
        RankedLine(
            place=material.lines[n.id].place,
            nominee=material.nominees[n.id].name,
            original_name=material.nominees[n.id].original_name or None,
            original_lang=material.nominees[n.id].language or None,
            country=material.country_of(n),
            mean_points=material.lines[n.id].mean_points,
            reviews=material.lines[n.id].reviews,
            merit=material.lines[n.id].merit,
            low=material.lines[n.id].low,
            high=material.lines[n.id].high,
            outcome=stage_words(material, n),
        )
        for n in ranked
    )


def _firm(material: Material, category: Category) -> FirmReport | None:
    """How firm the ranking is; aliases stand for reviewers, for the report goes far."""
    seen = material.rankings.get(category.key)
    if seen is None:
        return None
    analysis, names = seen.analysis, seen.names
    found = analysis.firmness
    rubric = material.edition.plan.rubric_of(category.key, seen.round_key)
    called = {**names, **labels_of(rubric)}
    return FirmReport(
        method=method_sentence(analysis),
        remarks=tuple(remark_sentences([*analysis.refusals, *analysis.remarks], called)),
        cuts=tuple(tuple(cut.sentences) for cut in told(found, names, rubric)) if found else (),
        drawing=firmness_svg(found, key=f"firm-{category.number}", names=names) if found else "",
    )


def _decisions(material: Material, nomination: Nomination) -> list[DecisionLine]:
    lines = []
    for one in material.decisions.get(nomination.id, ()):
        approvers = [
            name or unnamed(approval.approved_by)
            for approval, name in one.approvals
            # A signature that sends the decision back is not one under it.
            if _upholds(material, nomination, approval.action_key)
        ]
        lines.append(
            DecisionLine(
                nominee=material.nominees[nomination.id].name,
                outcome=action_words(material, nomination, one.action_key),
                reasons=one.reasons,
                proposer=one.proposed_by or unnamed(one.decision.proposed_by),
                approver=", ".join(approvers) or None,
                decided_on=day_words(one.decision.proposed_at),
            )
        )
    return lines


def _upholds(material: Material, nomination: Nomination, action_key: str) -> bool:
    """Whether an action leads to a decision, by the plan that it was taken under."""
    edition, category = material.edition, nomination.category_key
    action = edition.action_ever(category, action_key)
    stage = edition.stage_ever(category, action.target) if action else None
    return stage is not None and Trait.DECIDED in stage.traits


def _laureate(material: Material, nomination: Nomination) -> LaureateLine:
    laureate, serial = material.honoured[nomination.id]
    return LaureateLine(
        name=material.nominees[nomination.id].name,
        original_name=material.nominees[nomination.id].original_name or None,
        original_lang=material.nominees[nomination.id].language or None,
        citation=laureate.citation.get("en", ""),
        serial=serial,
    )


def _findings(material: Material) -> tuple[tuple[str, int, int, int], ...]:
    counts = Counter(
        (condition, verdict)
        for findings in material.findings.values()
        for condition, verdict in findings.items()
    )
    return tuple(
        (
            condition.label["en"],
            counts[condition.key, Verdict.HOLDS.value],
            counts[condition.key, Verdict.FAILS.value],
            counts[condition.key, Verdict.UNKNOWN.value],
        )
        for condition in material.edition.plan.conditions.values()
        if any(counts[condition.key, verdict.value] for verdict in Verdict)
    )


def _countries(material: Material) -> tuple[tuple[str, int], ...]:
    counts = Counter(shown.country for shown in material.nominees.values() if shown.country)
    named = [(country_name(code), number) for code, number in counts.items()]
    return tuple(sorted(named, key=lambda pair: (-pair[1], pair[0])))


def _histogram(material: Material) -> tuple[tuple[str, int], ...]:
    """Reviews that the viewer may read, in classes of ten points; 100 is in the last class."""
    counts: Counter[int] = Counter()
    for n in material.visible(Permission.REVIEWS_READ):
        for review in material.reviews.get(n.id, ()):
            rubric = material.edition.plan.rubric_of(n.category_key, review.round)
            score = review_score(rubric, review.points)
            if score is not None:
                counts[min(int(score // CLASSES), 9)] += 1
    if not counts:
        return ()
    labels = [f"{10 * i}–{10 * i + (10 if i == 9 else 9)}" for i in range(10)]
    return tuple((label, counts[i]) for i, label in enumerate(labels))
