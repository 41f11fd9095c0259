"""Pages of laureates and certificates: the public list and check, issuing, handing out."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from prize_app.access import current_actor, database, login_required, public, reading
from prize_app.certificates import queries, service
from prize_app.certificates.archive import file_name, zip_of
from prize_app.certificates.downloads import download as file_response
from prize_app.certificates.laureates import by_category
from prize_app.certificates.words import from_json
from prize_app.clock import now
from prize_app.db.laureates import Certificate
from prize_app.db.reviewers import ServiceCertificate
from prize_app.editions.tabs import edition_tabs
from prize_app.editions.views import edition_named, standing_towards
from prize_app.web import page
from workflows.errors import NotFound
from workflows.policy import Permission

bp = Blueprint("certificates", __name__)


@bp.get("/laureates/<slug>")
@public
def laureates(slug: str) -> ResponseReturnValue:
    """Who is honoured, and whose name is in the public notice."""
    edition = edition_named(slug)
    return page(
        "honours/laureates.html",
        edition=edition,
        plan=edition.plan,
        time=edition.time(now()),
        categories=by_category(edition, queries.list_announced(reading(), edition)),
    )


@bp.get("/certificates")
@public
def check() -> ResponseReturnValue:
    """Ask for a serial or code, and say what it stands for."""
    wanted = request.args.get("number", "").strip()
    if wanted:
        return _answer(queries.find_certificate(reading(), wanted), wanted)
    return page("honours/check.html", wanted="", is_unknown=False)


@bp.get("/certificates/<check_code>")
@public
def verify(check_code: str) -> ResponseReturnValue:
    """What the QR code of a certificate leads to."""
    return _answer(queries.find_certificate(reading(), check_code), check_code)


def _answer(
    certificate: Certificate | ServiceCertificate | None, wanted: str
) -> ResponseReturnValue:
    if certificate is None:
        return page("honours/check.html", wanted=wanted[:60], is_unknown=True), 404
    return page(
        "honours/verify.html",
        words=from_json(certificate.words),
        is_service=isinstance(certificate, ServiceCertificate),
        revoked_at=None if isinstance(certificate, ServiceCertificate) else certificate.revoked_at,
    )


@bp.get("/editions/<slug>/certificates")
@login_required
def index(slug: str) -> ResponseReturnValue:
    """Laureates and where their certificates stand."""
    edition = edition_named(slug)
    standing = standing_towards(edition, Permission.CERTIFICATE_ISSUE)
    honoured = queries.list_honoured(reading(), edition, current_actor().id)
    certificates = [h.certificate for h in honoured if h.certificate is not None]
    return page(
        "honours/index.html",
        edition=edition,
        plan=edition.plan,
        honoured=[(h, queries.is_honoured(edition, h.nomination)) for h in honoured],
        waiting=sum(
            h.certificate is None and queries.is_honoured(edition, h.nomination) for h in honoured
        ),
        being_drawn=sum(c.sha256 is None for c in certificates),
        packed=sum(c.sha256 is not None and c.revoked_at is None for c in certificates),
        tabs=edition_tabs(standing, slug, "certificates.index"),
    )


@bp.post("/editions/<slug>/certificates/issue")
@login_required
def issue(slug: str) -> ResponseReturnValue:
    """Issue a certificate for every laureate without one."""
    standing_towards(edition_named(slug), Permission.CERTIFICATE_ISSUE)
    with database().transaction() as db:
        issued = service.issue_certificates(db, current_actor(), slug, now=now())
    if issued:
        many = "1 certificate is" if len(issued) == 1 else f"{len(issued)} certificates are"
        flash(f"{many} issued; the PDFs are being drawn.", "success")
    else:
        flash("Every laureate has a certificate already.", "warning")
    return redirect(url_for(".index", slug=slug), 303)


@bp.get("/certificates/<uuid:certificate_id>/pdf")
@login_required
def download(certificate_id: UUID) -> ResponseReturnValue:
    """The PDF, or word that it is being drawn."""
    found = service.read_certificate(reading(), current_actor(), certificate_id)
    certificate = found.certificate
    if certificate is None:
        raise NotFound
    if certificate.sha256 is None:
        words = from_json(certificate.words)
        return page("honours/being_drawn.html", words=words, certificate_id=certificate_id)
    name = file_name(certificate.serial, certificate.words["laureate"])
    return file_response(_content(certificate.sha256), "application/pdf", name)


@bp.get("/editions/<slug>/certificates.zip")
@login_required
def archive(slug: str) -> ResponseReturnValue:
    """All certificates that are drawn and valid, in one file."""
    edition = edition_named(slug)
    standing_towards(edition, Permission.CERTIFICATE_ISSUE)
    honoured = queries.list_honoured(reading(), edition, current_actor().id)
    packed = [
        (c.serial, c.words["laureate"], _content(c.sha256))
        for h in honoured
        if (c := h.certificate) is not None and c.sha256 is not None and c.revoked_at is None
    ]
    if not packed:
        raise NotFound
    return file_response(zip_of(packed), "application/zip", f"{slug}-certificates.zip")


def _content(sha256: str) -> bytes:
    content: bytes = current_app.extensions["files"].get(sha256)
    return content
