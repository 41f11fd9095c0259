"""Loading the demonstration and running a whole prize, step by step, with a line for each."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from prize_app.clock import now
from prize_app.db.editions import Edition
from prize_app.db.nominations import Nomination
from prize_app.db.session import Database
from prize_app.demonstration.acts import ACTS
from prize_app.demonstration.cast import (
    PASSWORD,
    accept_all_terms,
    give_roles,
    hire,
    read_cast,
)
from prize_app.demonstration.scene import Act, Scene
from prize_app.demonstration.staging import staged_plan
from prize_app.editions import service as editions
from prize_app.pdf.rendering import environment
from prize_app.places import TEMPLATES
from prize_app.procedure.due import take_all_due

Say = Callable[[str], object]


def load(app: Flask, say: Say) -> None:
    """Load what is missing of the demonstration; loading twice loads once."""
    database: Database = app.extensions["database"]
    for slug in ("under-way", "open-call"):
        with database.reading() as session:
            known = session.scalar(select(Edition.id).where(Edition.slug == slug))
        if known is None:
            _play(app, slug, slug, say)
    with database.reading() as session:
        count = session.scalar(select(func.count()).select_from(Nomination))
    say(f"The demonstration is loaded: {count} nominations.")


def run_whole_prize(app: Flask, say: Say) -> None:
    """Run a further edition from nominations to certificates and report."""
    database: Database = app.extensions["database"]
    with database.reading() as session:
        runs = session.scalar(
            select(func.count()).select_from(Edition).where(Edition.slug.like("whole-run-%"))
        )
    _play(app, "whole", f"whole-run-{(runs or 0) + 1}", say, number=runs or 0)


def _play(app: Flask, part: str, slug: str, say: Say, number: int = 0) -> None:
    database: Database = app.extensions["database"]
    cast = read_cast()
    script = cast.script[part]
    today = now()
    began = time.perf_counter()
    plan = staged_plan(script["year"] + number, script["calendar"], today=today)
    opened = today + timedelta(days=min(script["calendar"].values()) - 5)
    title = f"{script['title']}{f' {number + 1}' if number else ''}"
    with database.transaction() as session:
        hire(session, cast, now=opened)
        edition = editions.open_edition(
            session, slug=slug, title=title, plan_source=plan, now=opened, is_demonstration=True
        )
        give_roles(session, edition, cast, now=opened)
        accept_all_terms(session, edition, now=opened)
    say(f"{title}: opened, people and roles ({time.perf_counter() - began:.1f} s)")
    env = environment(TEMPLATES)
    scene = Scene(slug, cast, env, today)
    for act in sorted(script["acts"], key=lambda act: int(act["day"])):
        began = time.perf_counter()
        done = _play_act(database, scene, act)
        name = act.get("action") or act.get("ballot") or ""
        say(
            f"  day {act['day']:+4d}  {act['do']:<12} {name:<14} {done:>4}"
            f"   {time.perf_counter() - began:6.2f} s"
        )


def _play_act(database: Database, scene: Scene, act: Act) -> int:
    """Play one act in a transaction of its own; what the calendar takes has its own ones."""
    if act["do"] == "due":
        return take_all_due(database, now=scene.now(act))
    with database.transaction() as session:
        return ACTS[act["do"]](scene, session, act)


def print_people(database: Database, say: Say, address: str) -> None:
    """Say who can sign in, and how."""
    cast = read_cast()
    say("")
    say(f"The ANSO Prize engine, demonstration: {address}")
    say(f"Everybody signs in with the password: {PASSWORD}")
    committee = {one["role"]: one for one in cast.people["committee"]}
    shown = [
        ("Secretariat", cast.people["secretariat"][0]),
        ("Nominator", cast.people["nominators"][0]),
        ("Reviewer", cast.people["reviewers"][0]),
        ("Committee member", committee["member"]),
        ("Chair", committee["chair"]),
        ("Deputy of the chair", committee["deputy"]),
        ("Governing Board", cast.people["board"][0]),
        ("Observer", cast.people["observers"][0]),
    ]
    for role, one in shown:
        say(f"  {role:<20} {one['email']:<44} {one['name']}")
    say("Letters are not sent; read them at /outbox. Stop with Ctrl+C.")
    say("")
