"""The one registry of kinds of entry condition."""

from workflows.named import Registry
from workflows.plan.faults import FaultCode

CONDITIONS = Registry(FaultCode.UNKNOWN_CONDITION)
condition = CONDITIONS.register
