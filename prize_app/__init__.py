"""The web room: gathers facts, asks the engine, stores the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Blueprint, Flask, Response

    from config import Config

# Two files of 20 MB at once, and one that is too large: it is refused beside its field, with all
# that was written kept. What is larger still is cut off while it is being sent.
LARGEST_REQUEST = 64 * 1024 * 1024
LARGEST_FORM = 2 * 1024 * 1024
MOST_FORM_PARTS = 2_000


def create_app(config: Config) -> Flask:
    """Wire the application together; nothing here decides anything.

    Imports stand inside, so that the rooms below can be used without the web (ADR 0003).
    """
    from flask import Flask
    from flask_wtf.csrf import CSRFProtect
    from jinja2 import StrictUndefined
    from werkzeug.middleware.proxy_fix import ProxyFix

    from prize_app import access, errors, web
    from prize_app.cli import commands
    from prize_app.dashboards.areas import areas_of_viewer
    from prize_app.db.session import Database
    from prize_app.files import FileStore
    from prize_app.jobs import DbosQueue
    from prize_app.nominations import titles
    from prize_app.places import TEMPLATES
    from prize_app.surroundings import Surroundings

    app = Flask(__name__, template_folder=str(TEMPLATES))
    app.config.from_mapping(
        SECRET_KEY=config.secret_key,
        DEMONSTRATION=config.demonstration,
        PRIZE=config,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_FORM_PARTS,
        SESSION_COOKIE_NAME="prize",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=12 * 3600,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    if config.trusted_proxies:
        number = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=number, x_proto=number)  # type: ignore[method-assign]
    app.jinja_env.undefined = StrictUndefined
    files = FileStore.open(config.files_url, config.instance / "files")
    around = Surroundings(
        files,
        DbosQueue(config.database_url),
        config.public_url,
        config.mail_from,
        config.demonstration,
    )
    app.extensions["database"] = Database(config.database_url, {"surroundings": around})
    app.extensions["files"] = files
    app.extensions["areas"] = areas_of_viewer
    CSRFProtect(app)
    access.install(app)
    errors.install(app)
    web.install(app)
    titles.install(app)
    for blueprint in _blueprints():
        app.register_blueprint(blueprint)
    app.cli.add_command(commands)
    app.after_request(_headers)
    app.teardown_request(_close_reading_session)
    return app


def _blueprints() -> tuple[Blueprint, ...]:
    from prize_app.accounts.views import bp as accounts
    from prize_app.amending.history_views import bp as amending
    from prize_app.assignments.views import bp as assignments
    from prize_app.certificates.views import bp as certificates
    from prize_app.committee.ballot_views import bp as committee
    from prize_app.committee.ranking_views import bp as rankings
    from prize_app.comparing.views import bp as comparing
    from prize_app.conflicts.account_views import bp as conflicts
    from prize_app.dashboards.audit_views import bp as audit
    from prize_app.dashboards.health import bp as health
    from prize_app.dashboards.outbox import bp as notices
    from prize_app.dashboards.report_views import bp as reports
    from prize_app.dashboards.views import bp as dashboards
    from prize_app.editions.organization_views import bp as organizations
    from prize_app.editions.views import bp as editions
    from prize_app.extensions.views import bp as extensions
    from prize_app.insight.views import bp as insight
    from prize_app.leaks.views import bp as leaks
    from prize_app.nominations.consent_views import bp as consent
    from prize_app.nominations.file_views import bp as attachments
    from prize_app.nominations.form_views import bp as own_form
    from prize_app.nominations.views import bp as nominations
    from prize_app.planning.document_views import bp as planning
    from prize_app.procedure.motion_views import bp as seconding
    from prize_app.procedure.views import bp as procedure
    from prize_app.reminders.views import bp as reminders
    from prize_app.reviewers.profile_views import bp as reviewers
    from prize_app.reviews.bid_views import bp as bids
    from prize_app.reviews.discussion_views import bp as discussions
    from prize_app.reviews.missing_views import bp as missing_reviews
    from prize_app.reviews.views import bp as reviews
    from prize_app.screening.views import bp as screening

    return (
        accounts,
        editions,
        nominations,
        attachments,
        own_form,
        consent,
        screening,
        extensions,
        conflicts,
        organizations,
        assignments,
        reviews,
        bids,
        comparing,
        discussions,
        missing_reviews,
        committee,
        rankings,
        certificates,
        procedure,
        amending,
        seconding,
        planning,
        dashboards,
        reports,
        insight,
        audit,
        notices,
        reminders,
        health,
        leaks,
        reviewers,
    )


def _headers(response: Response) -> Response:
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if response.mimetype == "text/html":
        # Pages hold what only one person may see: no cache keeps them.
        response.headers["Cache-Control"] = "no-store"
    return response


def _close_reading_session(_error: BaseException | None) -> None:
    from flask import g

    session = g.pop("reading_session", None)
    if session is not None:
        session.close()
