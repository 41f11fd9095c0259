"""How fast it is: printed figures, each also as a ratio to one fixed piece of work in the same run.

A ratio holds when the machine is slow or busy; seconds alone do not.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import event

from config import Config
from prize_app import create_app, migrating
from prize_app.demonstration import loading
from prize_app.demonstration.cast import PASSWORD, answers_for, read_cast
from prize_app.pdf.rendering import environment
from prize_app.places import TEMPLATES
from tests.workflows.mutation.measuring import checked, defects, measured, seeded
from tests.workflows.mutation.variants import VARIANTS
from tools import bench_assignment, bench_rounds
from tools.bench_calibration import calibration
from tools.bench_conflicts import conflicts
from tools.bench_insight import insight
from tools.bench_leaks import leaks
from tools.bench_simulation import simulation
from tools.running import ROOT
from workflows.ballots import Profile, Rule, WeightedBallot, tally
from workflows.conditions import Case, Consent
from workflows.eligibility import findings
from workflows.plan.loading import load_plan, read_plan
from workflows.scoring import summarise

PLAN = ROOT / "workflows" / "plans" / "anso-prize.toml"
REPEATS = 5


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median of some runs."""
    runs = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        runs.append(time.perf_counter() - began)
    return statistics.median(runs)


def main() -> None:
    """Measure the engine, then the pages of a demonstration."""
    chance = random.Random(1)  # noqa: S311 - a yardstick
    values = [chance.random() for _ in range(200_000)]
    yardstick = seconds(lambda: sorted(values))
    print(f"yardstick: sorting 200,000 numbers takes {yardstick * 1000:.0f} ms = 1.0")

    def tell(name: str, took: float, note: str = "") -> None:
        print(f"{name:<58} {took * 1000:>9.1f} ms  {took / yardstick:>7.2f}  {note}")

    _engine(tell)
    _defects()
    bench_assignment.measure(tell)
    simulation(tell)
    bench_rounds.measure(tell)
    insight(tell)
    leaks(tell, seconds)
    conflicts(tell)
    _pages(tell)


Tell = Callable[..., None]


def _engine(tell: Tell) -> None:
    text = PLAN.read_text("utf-8")
    plan = load_plan(text)
    tell("check the shipped plan", seconds(lambda: read_plan(text)))
    cast = read_cast()
    cases = [
        (
            nominee["category"],
            Case(
                answers=answers_for(cast, nominee),
                category=nominee["category"],
                today=date(2027, 1, 1),
                edition_year=2027,
                nominee=nominee["name"],
                consent=Consent.GIVEN,
            ),
        )
        for nominee in cast.nominees
    ] * 13
    tell(
        f"entry conditions of {len(cases):,} nominations",
        seconds(lambda: [findings(plan, key, case) for key, case in cases]),
    )
    rubric = plan.rubrics["individual"]
    chance = random.Random(2)  # noqa: S311 - invented points
    reviews = {
        f"r{n}": {key: chance.randint(rubric.lowest, rubric.highest) for key in rubric.criteria}
        for n in range(10_000)
    }
    tell("score 10,000 reviews", seconds(lambda: summarise(rubric, "n", reviews)))
    names = tuple(f"n{n:02}" for n in range(40))
    ballots = tuple(
        WeightedBallot(1, tuple((name,) for name in chance.sample(names, 40))) for _ in range(200)
    )
    profile = Profile(names, ballots)
    tell(
        "Schulze over 40 nominations and 200 ballots", seconds(lambda: tally(profile, Rule.SCHULZE))
    )
    calibration(tell)


def _defects() -> None:
    """Every seeded defect of the shipped plan, and every legal variant of it."""
    began = time.perf_counter()
    found = measured(defects(PLAN))
    took = time.perf_counter() - began
    document = seeded(PLAN).document
    refused = sum(bool(checked(change(document)).faults) for change in VARIANTS.values())
    print(
        f"seeded defects: {found.defects:,} of {len(found.kinds)} kinds in {took:.0f} s; "
        f"refused {found.refused:.2%}, by the right code {found.right:.2%}; "
        f"legal variants refused {refused} of {len(VARIANTS)}"
    )
    for defect in found.wrong:
        print(f"  not refused rightly: {defect.kind} at {defect.near} ({defect.code})")


def _pages(tell: Tell) -> None:
    with tempfile.TemporaryDirectory() as folder:
        config = Config(
            secret_key="x" * 40,
            instance=Path(folder),
            database_url=f"sqlite:///{folder}/prize.sqlite3",
            demonstration=True,
        )
        migrating.upgrade(config.database_url)
        app = create_app(config)
        app.config["WTF_CSRF_ENABLED"] = False
        began = time.perf_counter()
        loading.load(app, lambda _line: None)
        tell("load the demonstration (77 nominations)", time.perf_counter() - began)
        began = time.perf_counter()
        loading.run_whole_prize(app, lambda _line: None)
        tell(
            "a whole prize, 77 nominations to certificates and report", time.perf_counter() - began
        )
        counted: list[str] = []
        event.listen(
            app.extensions["database"].engine,
            "before_cursor_execute",
            lambda _c, _cursor, statement, *_rest: counted.append(statement),
        )
        cast = read_cast()
        client = app.test_client()
        client.post(
            "/sign-in",
            data={"email": cast.people["secretariat"][0]["email"], "password": PASSWORD},
        )
        for path in (
            "/desk",
            "/editions/under-way",
            "/editions/under-way/nominations",
            "/editions/under-way/screening",
            "/editions/under-way/committee/youth-leader",
            "/editions/under-way/assignments",
            "/editions/under-way/reports",
            "/editions/under-way/report.pdf",
        ):
            counted.clear()
            answer = client.get(path)
            statements = sum(s.startswith("SELECT") for s in counted)
            took = seconds(lambda path=path: client.get(path), 3)  # type: ignore[misc]
            tell(f"GET {path}", took, f"{answer.status_code}, {statements} statements")


if __name__ == "__main__":
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; environment with fonts: ", end="")
    environment(TEMPLATES)
    print("ready")
    main()
