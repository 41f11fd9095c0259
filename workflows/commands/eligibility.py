"""``eligibility PLAN NOMINATIONS``: verdict, findings and evidence for each nomination."""

from __future__ import annotations

import argparse
import dataclasses
from datetime import date
from typing import Any, Final

from workflows.commands.inputs import plan_and_hash_at, read_json
from workflows.commands.nominations import cases_of
from workflows.commands.outcome import Command, Outcome, Status, Surroundings, as_json, printable
from workflows.conditions import Evidence, Verdict
from workflows.eligibility import Finding, findings, fingerprint, verdict_of
from workflows.errors import UnusableInput
from workflows.instants import zone_named
from workflows.phrasing import eligibility_word, evidence_sentence, verdict_word, words_in
from workflows.plan.model import Plan
from workflows.telling import Telling, Told

_FORMATS: Final = """\
NOMINATIONS is one JSON object:
    {"nominations": [{"id": "N1", "category": "youth-leader",
                      "answers": {field: answer as the form stores it},
                      "files": {field: number of attached files},
                      "pages": {field: [pages of each file]},
                      "nominee", "nominee_email", "nominee_original": "…" (default: the answers),
                      "consent": "not-asked" | "awaited" | "given" | "refused",
                      "nominator": {"name", "email", "institution", "country", "original_name"},
                      "nominations_in_category": 1, "nominations_of_body": 1,
                      "established": {condition: {"holds", "evidence", "document", "by", "on",
                                                  "settles": the finding's fingerprint}}}],
     "laureates": [{"name", "original_name", "email", "category", "year"}],
     "offices": [{"name", "original_name", "email", "role", "last_year": if it ended}],
     "organizations": [{"name", "original_name", "country", "kind", "is_active", "is_member"}],
     "nominated": [{"name", "original_name", "email", "category", "year", "is_kept", "id"}]}
Only id and category must be there; what is missing makes the conditions on it unknown. Dates are
texts as 2027-04-30, rows are lists of objects, declarations are true or false.
--json answers {"plan": hash, "nominations": [{"id", "category", "verdict": "holds" |
"does-not-hold" | "unknown", "findings": [{"condition", "label", "clause", "verdict",
"fingerprint", "evidence": [{"rule", "verdict", "sentence", "settles", "facts", "inputs": [{"name",
"value", "source", "words": [what, value, where from]}]}]}]}]}; without it, each nomination is
listed with the conditions that do not hold or are not known yet, and what that rests on.
Exit: 0 all are eligible, 1 some are not or not known yet, 2 a file is unusable."""


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="TOML document that holds")
    parser.add_argument("nominations", metavar="NOMINATIONS", help="JSON; - for standard input")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.add_argument("--language", metavar="TAG", default="en", help="of the sentences: en, zh")
    parser.add_argument(
        "--today", metavar="DATE", help="the day of the screening; today in the prize's time zone"
    )


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    if arguments.plan == arguments.nominations == "-":
        raise UnusableInput("-", "only one of the two files can come from standard input")
    plan, digest = plan_and_hash_at(arguments.plan, outside)
    today = _day(arguments.today, plan, outside)
    document = read_json(arguments.nominations, outside)
    judged = [
        (key, case.category, findings(plan, case.category, case))
        for key, case in cases_of(plan, document, today)
    ]
    is_eligible = all(verdict_of(found) is Verdict.HOLDS for _, _, found in judged)
    status = Status.HOLDS if is_eligible else Status.DOES_NOT_HOLD
    if arguments.json:
        told = [_as_dict(plan, *one, arguments.language) for one in judged]
        return Outcome(as_json({"plan": digest, "nominations": told}), status)
    lines = [line for one in judged for line in _lines(plan, *one, arguments.language)]
    return Outcome(printable("\n".join(lines)), status)


def _day(given: str | None, plan: Plan, outside: Surroundings) -> date:
    if given is None:
        return outside.now.astimezone(zone_named(plan.prize.zone)).date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UnusableInput("--today", f"{given!r} is no date as 2027-04-30") from None


def _lines(
    plan: Plan, key: str, category: str, found: tuple[Finding, ...], language: str
) -> list[str]:
    name = words_in(plan.categories[category].name, language)
    lines = [f"{key}\t{eligibility_word(verdict_of(found), language)}\t{name}"]
    telling = Telling(plan, category, language)
    for finding in found:
        if finding.verdict is not Verdict.HOLDS:
            word, label = verdict_word(finding.verdict, language), words_in(finding.label, language)
            lines.append(f"    {finding.clause}\t{word}\t{label}")
            for each in finding.evidence:
                lines.append(f"        {evidence_sentence(each, language, telling.line)}")
                lines += [f"            {_told(one)}" for one in telling.inputs(each)]
    return lines


def _told(told: Told) -> str:
    return f"{told.name}: {told.value} [{told.source}]"


def _as_dict(
    plan: Plan, key: str, category: str, found: tuple[Finding, ...], language: str
) -> dict[str, Any]:
    telling = Telling(plan, category, language)
    return {
        "id": key,
        "category": category,
        "verdict": verdict_of(found),
        "findings": [
            {
                "condition": finding.condition,
                "label": words_in(finding.label, language),
                "clause": finding.clause,
                "verdict": finding.verdict,
                "fingerprint": fingerprint(finding.evidence),
                "evidence": [_evidence(e, telling) for e in finding.evidence],
            }
            for finding in found
        ],
    }


def _evidence(evidence: Evidence, telling: Telling) -> dict[str, Any]:
    is_open = evidence.verdict is Verdict.UNKNOWN
    inputs = [
        {"name": i.name, "value": i.value, "source": i.source, "words": dataclasses.astuple(told)}
        for i, told in zip(evidence.inputs, telling.inputs(evidence), strict=True)
    ]
    return {
        "rule": evidence.rule,
        "verdict": evidence.verdict,
        "sentence": evidence_sentence(evidence, telling.language, telling.line),
        "settles": telling.settles(evidence) if is_open else "",
        "facts": dict(evidence.facts),
        "inputs": inputs,
    }


COMMAND: Final = Command(
    "eligibility",
    "judge nominations by the entry conditions, with the evidence",
    _FORMATS,
    _declare,
    _run,
)
