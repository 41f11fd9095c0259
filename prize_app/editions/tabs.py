"""The views of an edition that somebody may open."""

from __future__ import annotations

from flask import url_for

from workflows.policy import Permission, Standing, allowed

# In the order of the prize; what is opened seldom stands last, where a long line folds.
TABS: tuple[tuple[str, str, Permission], ...] = (
    ("Overview", "dashboards.overview", Permission.EDITION_READ),
    ("Nominations", "dashboards.nominations", Permission.RANKING_READ),
    ("Screening", "screening.queue", Permission.EDITION_ADMINISTER),
    ("Conflicts", "conflicts.index", Permission.EDITION_ADMINISTER),
    ("Reviewers", "reviewers.index", Permission.REVIEWER_INVITE),
    ("Assignments", "assignments.index", Permission.EDITION_ADMINISTER),
    ("Committee", "committee.index", Permission.RANKING_READ),
    ("Certificates", "certificates.index", Permission.CERTIFICATE_ISSUE),
    ("Reports", "reports.index", Permission.REPORT_READ),
    ("Extensions", "extensions.index", Permission.EXTENSION_READ),
    ("Insight", "insight.progress", Permission.INSIGHT_READ),
    ("People", "editions.people", Permission.PEOPLE_GRANT),
    ("Plan", "editions.plan", Permission.EDITION_READ),
    ("Audit log", "audit.log", Permission.AUDIT_READ),
)


def edition_tabs(standing: Standing, slug: str, current: str) -> list[tuple[str, str, bool]]:
    """(label, address, is this page) of every view that the standing opens."""
    return [
        (label, url_for(endpoint, slug=slug), endpoint == current)
        for label, endpoint, permission in TABS
        if allowed(permission, standing)
    ]
