"""What finding conflicts of interest costs: seconds for a large edition, and how many are found."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date

from tools.running import ROOT
from workflows.conflicts import Affiliation, Nominated, OrganizationTree, Party, Somebody, detect
from workflows.conflicts.people import index_of
from workflows.plan.conflicts import Binding, ConflictRule, Tie, rules_in_force
from workflows.plan.loading import load_plan

NOMINATIONS, REVIEWERS, INSTITUTES = 2_000, 500, 600
FAMILIES = (
    "Li", "Wang", "Zhang", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Kimathe", "Obi",
    "Haddad", "Alami", "Raman", "Iyer", "Silva", "Souza", "Müller", "Novák", "Kowalski", "Rahman",
    "Hossain", "Perera", "Fernando", "Nguyen", "Tran", "Abebe", "Bekele", "Okafor",
)  # fmt: skip
GIVEN = (
    "Wei", "Fang", "Xiaoming", "Jing", "Min", "Lei", "Anna", "Omar", "Amina", "Ngozi", "Priya",
    "João", "Maria", "Jürgen", "Petr", "Ewa", "Abdul", "Nimal", "Thi", "Almaz", "Chidi", "Wanjiru",
    "Tomás", "Lucía", "Yusuf", "Fatima", "Ravi", "Sunita", "Pedro", "Ines",
)  # fmt: skip
AGAIN = "the same at the next look"
DOMAINS = ("gmail.com", "163.com", "qq.com", "yahoo.com")


def conflicts(tell: Callable[..., None]) -> None:
    """Print seconds for every rule there is, on people with few and therefore common names."""
    chance = random.Random(5)  # noqa: S311 - a made-up edition
    tree = _tree()
    people = [_somebody(chance, number) for number in range(REVIEWERS)]
    nominations = [_nominated(chance, number) for number in range(NOMINATIONS)]
    plan = load_plan((ROOT / "workflows/plans/anso-prize.toml").read_text(encoding="utf-8"))
    for name, rules in (
        ("every rule in force", [_rule(tie) for tie in Tie]),
        ("the shipped plan's rules", rules_in_force(plan.conflicts, plan.reviewing)),
        (AGAIN, rules_in_force(plan.conflicts, plan.reviewing)),
    ):
        if name != AGAIN:
            index_of.cache_clear()
        began, used = time.perf_counter(), time.process_time()
        found = detect(rules, tree, people, nominations, date(2027, 6, 1))
        took, cpu = time.perf_counter() - began, time.process_time() - used
        note = f"{cpu:.2f} s of processor; {len(found):,} found, {name}"
        tell(f"conflicts of interest, {NOMINATIONS:,} x {REVIEWERS}", took, note)


def _rule(tie: Tie) -> ConflictRule:
    distance = 2 if tie is Tie.NEAR_ORGANIZATION else None
    return ConflictRule(key=tie.value, label={}, tie=tie, binds=Binding.GENERAL, distance=distance)


def _tree() -> OrganizationTree:
    names = {f"i{n}": (f"Institute {n} of Applied Research",) for n in range(INSTITUTES)}
    names |= {f"a{n}": (f"Academy {n}",) for n in range(60)}
    return OrganizationTree(names, {f"i{n}": f"a{n % 60}" for n in range(INSTITUTES)})


def _name(chance: random.Random) -> str:
    return f"{chance.choice(GIVEN)} {chance.choice(GIVEN)} {chance.choice(FAMILIES)}"


def _place(chance: random.Random) -> Affiliation:
    number = chance.randrange(INSTITUTES)
    if chance.random() < 0.3:
        return Affiliation(f"University of Town {number}")
    return Affiliation(f"Institute {number} of Applied Research", f"i{number}")


def _email(chance: random.Random, number: int) -> str:
    public = chance.random() < 0.4
    domain = chance.choice(DOMAINS) if public else f"i{chance.randrange(INSTITUTES)}.ac.cn"
    return f"p{number}@{domain}"


def _somebody(chance: random.Random, number: int) -> Somebody:
    places = tuple(_place(chance) for _ in range(3))
    country = chance.choice(("CN", "KE", "BR", "IN", "DE", "NP", "MA", "TN", "LK", "PL"))
    return Somebody(f"r{number}", (_name(chance),), (_email(chance, number),), places, country)


def _nominated(chance: random.Random, number: int) -> Nominated:
    nominee = Party(
        Tie.NOMINEE,
        (_name(chance),),
        (_email(chance, 10_000 + number),),
        (_place(chance), _place(chance)),
        chance.choice(("CN", "KE", "BR", "IN", "DE", "NP", "MA", "TN", "LK", "PL")),
    )
    others = (Tie.NOMINATOR, Tie.REFEREE, Tie.REFEREE, *(Tie.CO_AUTHOR,) * 10, Tie.ADVISER)
    named = tuple(Party(tie, (_name(chance),), affiliations=(_place(chance),)) for tie in others)
    return Nominated(f"n{number}", (nominee, *named))
