"""Reviews whose merits and severities are known, and the textbook's way to find them out."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workflows.calibration import Real, Review, Table, table_of

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class World:
    """Reviews, and the truth behind them by nomination and reviewer."""

    reviews: list[Review]
    merit: dict[str, float]
    severity: dict[str, float]


def world(
    nominations: int,
    reviewers: int,
    each: int,
    seed: int = 1,
    sds: tuple[float, float, float] = (1.5, 1.0, 1.2),
    mean: float = 60.0,
) -> World:
    """A category in which everything is as the model supposes: sds of merit, severity, noise."""
    chance = np.random.Generator(np.random.PCG64(seed))
    order = np.argsort(chance.random((nominations, reviewers)), axis=1)[:, :each]
    merit = mean + sds[0] * chance.standard_normal(nominations)
    severity = sds[1] * chance.standard_normal(reviewers)
    noise = sds[2] * chance.standard_normal((nominations, each))
    points = merit[:, None] + severity[order] + noise
    reviews = [
        Review(f"N{n:05}", f"R{order[n, k]:05}", float(points[n, k]))
        for n in range(nominations)
        for k in range(each)
    ]
    return World(
        reviews,
        {f"N{n:05}": float(m) for n, m in enumerate(merit)},
        {f"R{r:05}": float(s) for r, s in enumerate(severity)},
    )


def table(reviews: list[Review]) -> Table:
    """The reviews as arrays."""
    return table_of(reviews)


@dataclass(frozen=True)
class Textbook:
    """Henderson's equations written out whole, and the restricted likelihood by its definition."""

    table: Table

    def designs(self) -> tuple[Real, Real]:
        """Incidence of nominations and of reviewers."""
        merits = np.eye(len(self.table.nominations))[self.table.row]
        levels = np.eye(len(self.table.reviewers))[self.table.column]
        return merits, levels

    def likelihood(self, nomination: float, residual: float) -> float:
        """Twice the restricted log likelihood with severities fixed, up to a constant."""
        merits, levels = self.designs()
        total = residual * np.eye(len(self.table.points)) + nomination * merits @ merits.T
        inverse = np.linalg.inv(total)
        inner = levels.T @ inverse @ levels
        best = np.linalg.solve(inner, levels.T @ inverse @ self.table.points)
        left = self.table.points - levels @ best
        return -float(
            np.linalg.slogdet(total)[1] + np.linalg.slogdet(inner)[1] + left @ inverse @ left
        )

    def merits(self, nomination: float, residual: float) -> Real:
        """Best linear unbiased predictions, as differences from nought."""
        merits, levels = self.designs()
        total = residual * np.eye(len(self.table.points)) + nomination * merits @ merits.T
        inverse = np.linalg.inv(total)
        inner = levels.T @ inverse @ levels
        best = np.linalg.solve(inner, levels.T @ inverse @ self.table.points)
        return np.asarray(nomination * merits.T @ inverse @ (self.table.points - levels @ best))


def skating() -> list[Review]:
    """560 performances, 9 judges each: real points; see tests/data/README.md."""
    with gzip.open(DATA / "skating_points.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [Review(r["nomination"], r["reviewer"], float(r["points"])) for r in rows]
