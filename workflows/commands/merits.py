"""``merits COMPARISONS``: the merits behind orders or pairs, and how firm their order is."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any, Final

from workflows.commands.calibrating_asked import check_seed
from workflows.commands.comparisons import Compared, compared_in
from workflows.commands.inputs import read_text
from workflows.commands.outcome import Command, Outcome, Status, Surroundings, as_json, printable
from workflows.commands.ranking_method import cuts_in
from workflows.comparing import Unconnected, estimated, mean_shares
from workflows.errors import UnusableInput
from workflows.firmness import Firmness, cut_sentences, firmness_compared, firmness_document
from workflows.remarks import Remark, remark_sentence

_FORMATS: Final = """\
COMPARISONS is one JSON object, which the ranking page of a round judged by orders or pairs hands
out: the same file gives the same figures.
    {"method": {"scoring": "order", "interval": 95, "cuts": [3, 1]},
     "orders": {"R1": [["N1"], ["N2", "N3"]], "R2": [["N2"], ["N1"]]}}
    {"method": {"scoring": "pairs"}, "pairs": {"R1": [["N1", "N2", "first"]]}}
An order is groups from best to worst; what stands in one group is equal, what a reviewer was not
given is left out. The answer to a pair is first, second or equal. The rule: docs/rules/rounds.md.
--cut N (several times) in place of those of the file says how firm a cut after N places is.
--json answers {"scoring", "nominations": [{"id", "place", "mean_share", "merit", "low", "high"}],
"refusals": [{"code", "sentence"}], "firmness": as by `calibrate`, or null}. Exit: 0 found,
1 refused because nobody has compared some parts, 2 the file is unusable."""


def _declare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("comparisons", metavar="COMPARISONS", help="JSON; - for standard input")
    add("--cut", metavar="N", type=int, action="append", help="places inside; default: the file's")
    add("--language", metavar="TAG", default="en", help="of the sentences: en, zh")
    add("--seed", metavar="N", type=int, default=1, help="of the draws; default: 1")
    add("--json", action="store_true", help="answer in JSON")


def _run(arguments: argparse.Namespace, outside: Surroundings) -> Outcome:
    check_seed(arguments)
    path = arguments.comparisons
    read = compared_in(path, read_text(path, outside))
    cuts = cuts_in("--cut", arguments.cut) if arguments.cut else read.cuts
    try:
        found = _judged(path, read, cuts, arguments.seed)
    except Unconnected as apart:
        return _refused(apart.remark, read, arguments)
    if arguments.json:
        return Outcome(as_json(_document(read, found, [], arguments.language)))
    return Outcome(printable("\n".join(_lines(found, arguments.language))))


def _judged(path: str, read: Compared, cuts: tuple[int, ...], seed: int) -> Firmness:
    estimate = estimated(read.given)
    if not estimate.names:
        raise UnusableInput(path, "compares nothing with anything")
    means = {name: float(mean) for name, mean in mean_shares(read.given).items()}
    return firmness_compared(read.given, estimate, means, cuts, seed)


def _refused(remark: Remark, read: Compared, arguments: argparse.Namespace) -> Outcome:
    language = arguments.language
    told = [{"code": remark.code, "sentence": remark_sentence(remark, language)}]
    text = f"refused\t{told[0]['sentence']}"
    if arguments.json:
        text = as_json(_document(read, None, told, language))
    return Outcome(printable(text), Status.DOES_NOT_HOLD)


def _document(
    read: Compared, found: Firmness | None, refusals: list[dict[str, str]], language: str
) -> dict[str, Any]:
    return {
        "scoring": str(read.scoring),
        "nominations": list(_rows(found)) if found else [],
        "refusals": refusals,
        "firmness": firmness_document(found, language) if found else None,
    }


def _rows(found: Firmness) -> Iterator[Mapping[str, Any]]:
    for each in found.standings:
        figures = {"mean_share": each.raw_mean, "merit": each.merit}
        figures |= {"low": each.low, "high": each.high}
        rounded = {key: round(figure, 6) for key, figure in figures.items()}
        yield {"id": each.id, "place": each.place, **rounded}


def _lines(found: Firmness, language: str) -> Iterator[str]:
    wide = max([10, *(len(each.id) for each in found.standings)])
    yield (
        f"{'place':>5}  {'nomination':<{wide}}  {'mean share':>10}  {'merit':>6}  "
        f"{'95 % interval':>15}  {'places':>7}  this place or better"
    )
    for each in found.standings:
        interval, places = (
            f"{each.low:.2f} – {each.high:.2f}",
            f"{each.best_place}–{each.worst_place}",
        )
        yield (
            f"{each.place:>5}  {each.id:<{wide}}  {each.raw_mean:>10.2f}  {each.merit:>6.2f}  "
            f"{interval:>15}  {places:>7}  {100 * each.this_or_better:.0f} %"
        )
    for cut in found.cuts:
        yield ""
        for sentence in cut_sentences(cut, len(found.standings), language):
            yield f"cut {cut.places}\t{sentence}"


COMMAND: Final = Command(
    "merits", "find merits behind orders or pairs, and say how firm the order is", _FORMATS,
    _declare, _run,
)  # fmt: skip
