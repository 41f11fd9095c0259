"""Checks that the pinned requirements are whole: every wish met, every pin hashed, no address.

Exit status: 0 when nothing is wrong, 1 with one line per fault otherwise.
"""

import re
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
SETS = ("requirements", "requirements-dev", "requirements-installer")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)


def wishes(path: Path) -> list[Requirement]:
    """What a .in file asks for, with the files it includes by ``-r``."""
    found: list[Requirement] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if text.startswith("-r "):
            found += wishes(path.parent / text.removeprefix("-r ").strip())
        elif text:
            found.append(Requirement(text))
    return found


def pins(text: str) -> dict[str, str]:
    """Package name in its canonical form -> pinned version."""
    return {canonicalize_name(pin["name"]): pin["version"] for pin in PIN.finditer(text)}


def is_met(wish: Requirement, pinned: dict[str, str]) -> bool:
    """Whether a pin exists and lies within what was asked for."""
    version = pinned.get(canonicalize_name(wish.name))
    return version is not None and wish.specifier.contains(version, prereleases=True)


def faults_of_set(name: str) -> list[str]:
    """What is wrong with one pair of .in and .txt file."""
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    pinned = pins(text)
    faults = [
        f"{name}.txt: {wish} of the .in file is not pinned; run make requirements"
        for wish in wishes(ROOT / f"{name}.in")
        if not is_met(wish, pinned)
    ]
    # A pin ends its line with a backslash exactly when a hash follows.
    bare = [line for line in text.splitlines() if PIN.match(line) and not line.endswith("\\")]
    faults += [f"{name}.txt: no hash for {line}" for line in bare]
    if "://" in text or "--index-url" in text or "--find-links" in text:
        faults.append(f"{name}.txt: holds an address; pins name versions and hashes only")
    return faults


def faults_between_sets() -> list[str]:
    """Where testing would use another version than running does."""
    run, test = (pins((ROOT / f"{name}.txt").read_text(encoding="utf-8")) for name in SETS[:2])
    return [
        f"requirements-dev.txt: {name} is {test.get(name, 'missing')}, running uses {version}"
        for name, version in run.items()
        if test.get(name) != version
    ]


def main() -> int:
    """Print what is wrong; return the exit status."""
    faults = [fault for name in SETS for fault in faults_of_set(name)] + faults_between_sets()
    print("\n".join(faults) or "Requirements: every wish is pinned, every pin has its hashes.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
