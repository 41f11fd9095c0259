"""Acts at the end: certificates and the report."""

from __future__ import annotations

from sqlalchemy.orm import Session

from prize_app.certificates import service as issuing
from prize_app.dashboards.edition_report import edition_report
from prize_app.dashboards.report_queries import gather
from prize_app.demonstration.scene import Act, Scene
from prize_app.pdf.report import render_report
from prize_app.surroundings import surroundings
from workflows.plan.evaluation import Role


def certificates(scene: Scene, session: Session, act: Act) -> int:
    secretary = scene.someone(session, Role.SECRETARIAT)
    issued = issuing.issue_certificates(session, secretary, scene.slug, now=scene.now(act))
    session.flush()  # drawing reads the rows
    for certificate in issued:
        issuing.draw(session, certificate.id, scene.env, now=scene.now(act))
    return len(issued)


def report(scene: Scene, session: Session, act: Act) -> int:
    """Draw the edition's report and keep it in the file store; returns its size in kB."""
    secretary = scene.someone(session, Role.SECRETARIAT)
    edition = scene.edition(session)
    material = gather(session, secretary, edition)
    content = render_report(scene.env, edition_report(material, time=scene.now(act)))
    surroundings(session).files.put(content)
    return len(content) // 1024
