"""The program itself, in a process of its own: streams, exit codes, help, and no traceback."""

from __future__ import annotations

import io
import runpy
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.workflows.shipped import PATH, changed
from workflows import __main__ as program
from workflows.commands import COMMANDS

ROOT = PATH.parent.parent.parent


def start(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the program as people do."""
    return subprocess.run(
        [sys.executable, "-m", "workflows", *words],
        input=stdin, capture_output=True, cwd=ROOT, check=False, timeout=30,
    )  # fmt: skip


def test_a_plan_that_holds_ends_with_0() -> None:
    done = start("check", str(PATH))

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"holds" in done.stdout


def test_faults_end_with_1_and_unusable_input_with_2() -> None:
    faulty = start("check", "-", stdin=changed(("weight = 35", "weight = 30")).encode())
    unusable = start("tally", "-", stdin=b"\xff\xfe")

    assert faulty.returncode == 1
    assert b"rubrics.individual.criteria: weights: weights make 95, not 100" in faulty.stdout
    assert (unusable.returncode, unusable.stdout) == (2, b"")
    assert unusable.stderr == b"-: byte 0 is not UTF-8; is this a text file?\n"


@pytest.mark.parametrize("words", [[], ["fly"], ["check"], ["check", "a", "b"], ["tally", "--rul"]])
def test_words_that_are_no_command(words: Sequence[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        program.main(words)

    assert ended.value.code == 2


def test_help_documents_the_formats(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            program.main([command.name, "--help"])
        told = capsys.readouterr().out
        assert ended.value.code == 0
        assert command.formats in told
        assert "Exit: 0 holds, 1 does not hold" in told


class _Stdin:
    """Standard input as the program sees it."""

    buffer = io.BytesIO(b"")


def test_main_prints_answer_and_remark(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", _Stdin())

    status = program.main(["check", "-"])

    told = capsys.readouterr()
    assert status == 1
    assert told.out.startswith("-: calendar: missing-key")
    assert told.err == "- does not hold: 11 faults. What to do:\n  missing-key: add it\n"


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    command = f"{shlex.quote(sys.executable)} -m workflows reference | head -c 10"

    done = subprocess.run(  # noqa: S602
        command, shell=True, capture_output=True, cwd=ROOT, check=False, timeout=30
    )

    assert (done.stdout, done.stderr) == (b"# Referenc", b"")


class _Closed(io.TextIOWrapper):
    """Standard output whose reader has gone."""

    def write(self, text: str) -> int:
        """Nobody reads this."""
        raise BrokenPipeError


def test_a_closed_pipe_is_left_quietly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "out").open("wb") as file, _Closed(file) as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        monkeypatch.setattr(sys, "stdin", _Stdin())

        assert program.main(["reference"]) == 0


def test_no_answer_is_no_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", _Stdin())

    assert program.main(["tally", "-"]) == 2
    assert capsys.readouterr().out == ""


def test_the_module_runs_as_a_program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", _Stdin())
    monkeypatch.setattr(sys, "argv", ["workflows", "reference"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(program.__file__), run_name="__main__")

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("# Reference")


def test_an_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "answer", interrupted)
    monkeypatch.setattr(sys, "stdin", _Stdin())

    assert program.main(["reference"]) == 130


def test_the_engine_starts_without_the_web() -> None:
    code = (
        "import sys, workflows.__main__, workflows.phrasing, workflows.machine;"
        "print([m for m in sys.modules if m.split('.')[0] in "
        "{'flask', 'sqlalchemy', 'jinja2', 'werkzeug', 'prize_app'}])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, timeout=30
    )

    assert done.stdout == b"[]\n"
