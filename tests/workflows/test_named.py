"""Rules by name: the registry, and uses as a plan writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from workflows.named import Registry
from workflows.plan.faults import FaultCode, Faults
from workflows.plan.reading import MISSING, spec


@dataclass(frozen=True, slots=True)
class Size:
    """Parameters of the rule below."""

    most: int = spec("how many", minimum=1)


def test_a_registry_reads_names_and_parameters() -> None:
    registry = Registry(FaultCode.UNKNOWN_GUARD)

    @registry.register
    def small(facts: int, rule: Size) -> bool:
        """Small enough.

        Indented lines keep their shape.
        """
        return facts <= rule.most

    use = registry.read_use({"small": {"most": 3}}, "x", Faults())

    assert [kind.name for kind in registry] == ["small"]
    assert "small" in registry
    assert use.kind.parameters is Size
    assert use.kind.doc == "Small enough.\n\nIndented lines keep their shape."
    assert use.kind.function(3, use.parameters)
    assert not small(4, use.parameters)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (7, FaultCode.WRONG_TYPE),
        ([], FaultCode.WRONG_TYPE),
        ({}, FaultCode.WRONG_TYPE),
        ({"a": {}, "b": {}}, FaultCode.WRONG_TYPE),
        ("large", FaultCode.UNKNOWN_CONDITION),
        ({"large": {}}, FaultCode.UNKNOWN_CONDITION),
    ],
)
def test_what_is_no_rule(written: Any, code: FaultCode) -> None:
    faults = Faults()

    assert Registry(FaultCode.UNKNOWN_CONDITION).read_use(written, "x", faults) is MISSING
    assert [fault.code for fault in faults.found] == [code]
