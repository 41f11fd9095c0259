"""flask prize …: what operators do from the shell."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from prize_app import migrating
from prize_app.access import database
from prize_app.accounts.service import HASHER
from prize_app.audit.queries import check_chains
from prize_app.clock import now
from prize_app.db.people import Person
from prize_app.demonstration import loading
from prize_app.editions import registering
from prize_app.editions import service as editions
from prize_app.editions.queries import find_edition
from prize_app.procedure.due import take_all_due
from prize_app.reminders.taking import remind_all
from prize_app.serving import serve_forever, work_forever
from workflows.errors import PlanFaulty, UnusableInput
from workflows.plan.evaluation import Role

if TYPE_CHECKING:
    from config import Config

commands = AppGroup("prize", help="Running the prize.")


def _config() -> Config:
    config: Config = current_app.config["PRIZE"]
    return config


@commands.command()
def migrate() -> None:
    """Create the database or bring it up to date."""
    migrating.upgrade(_config().database_url)
    click.echo("The database is up to date.")


@commands.command("open-edition")
@click.argument("slug")
@click.argument("plan", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", default="", help="Name of the edition; the plan's own if not given.")
def open_edition(slug: str, plan: Path, title: str) -> None:
    """Open an edition that runs under the plan in the file PLAN."""
    try:
        with database().transaction() as db:
            edition = editions.open_edition(
                db, slug=slug, title=title or slug, plan_source=plan.read_text("utf-8"), now=now()
            )
    except PlanFaulty as faulty:
        for fault in faulty.faults:
            click.echo(str(fault), err=True)
        sys.exit(1)
    click.echo(f"Opened {edition.row.title} at /call/{slug}.")


@commands.command("create-admin")
@click.argument("email")
@click.argument("slug")
@click.option("--name", required=True, help="The person's full name.")
def create_admin(email: str, slug: str, name: str) -> None:
    """Make an account for the secretariat of an edition and print its first password."""
    password = secrets.token_urlsafe(15)
    with database().transaction() as db:
        edition = find_edition(db, slug)
        if edition is None:
            raise click.ClickException(f"there is no edition {slug!r}")
        person = db.scalar(select(Person).where(Person.email == email.casefold()))
        if person is None:
            person = Person(
                email=email.casefold(),
                name=name,
                password_hash=HASHER.hash(password),
                created_at=now(),
                email_confirmed_at=now(),
            )
            db.add(person)
            db.flush()  # the grant points at it
            click.echo(f"Password: {password}")
        editions.give_role(db, edition, person, Role.SECRETARIAT, "", by=None, now=now())
    click.echo(f"{email} is of the secretariat of {slug}.")


@commands.command()
@click.option(
    "--to",
    "goal",
    type=click.Choice(["start", "certificates"]),
    default="start",
    help="'certificates' runs a whole further prize, headless, and reports each step.",
)
def demo(goal: str) -> None:
    """Load the demonstration, or run a whole prize from nominations to certificates."""
    if not _config().demonstration:
        raise click.ClickException(
            "this installation is no demonstration; set PRIZE_DEMONSTRATION=yes for one that is"
        )
    if goal == "certificates":
        loading.run_whole_prize(current_app, click.echo)
    else:
        loading.load(current_app, click.echo)


@commands.command("register")
@click.argument("register", type=click.Choice(sorted(registering.REGISTERS)))
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def register(register: str, table: Path) -> None:
    """Take the lines of the CSV file TABLE into a register that entry conditions look into."""
    try:
        with database().transaction() as db:
            count = registering.REGISTERS[register](db, table.read_text("utf-8"))
    except (UnusableInput, UnicodeDecodeError) as unusable:
        raise click.ClickException(f"{table}: {unusable}") from None
    click.echo(f"{count} lines are in the register of {register}.")


@commands.command("take-due-steps")
def take_due_steps() -> None:
    """Take every step that the calendar takes and that is due."""
    click.echo(f"{take_all_due(database(), now=now())} steps taken.")


@commands.command("write-reminders")
def write_reminders() -> None:
    """Write every reminder that is due; the worker does so every few minutes."""
    click.echo(f"{remind_all(database(), now=now())} reminders written.")


@commands.command("verify-audit")
def verify_audit() -> None:
    """Check the audit log of every edition; exit 1 when anything in it was changed."""
    with database().reading() as db:
        reports = check_chains(db)
    for report in reports:
        state = "whole" if not report.problems else f"{len(report.problems)} problems"
        click.echo(f"{report.edition}: {report.events} events, {state}, head {report.head}")
        for problem in report.problems:
            click.echo(f"  {problem}")
    if any(report.problems for report in reports):
        sys.exit(1)


@commands.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Web processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the web room with a worker beside it."""
    if _config().demonstration:
        loading.print_people(database(), click.echo, f"http://{host}:{port}")
    serve_forever(host, port, workers)


@commands.command()
def work() -> None:
    """Do background work until stopped. Run exactly one of these for a database."""
    work_forever(current_app, _config())
