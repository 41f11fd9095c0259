"""What an e-mail address says about where somebody works."""

from __future__ import annotations

from workflows.conflicts.public_mail import NOBODYS, PUBLIC, SUFFIXES


def domain_of(email: str) -> str:
    """The domain of an address, in lower case; empty where it has none."""
    return email.strip().casefold().rpartition("@")[2].strip(".") if "@" in email else ""


def is_public_domain(domain: str) -> bool:
    """Whether anybody can get an address there, so that sharing it says nothing."""
    return domain.rpartition(".")[2] in NOBODYS or any(part in PUBLIC for part in _ends(domain))


def telling_domains(email: str) -> frozenset[str]:
    """The domain and those above it down to what is registered; none where it is public.

    Two addresses speak for one body where the domain of one is among those of the other. Suffixes
    under which bodies register (ac.uk, edu.cn, res.in) are shared by whole countries and left out.
    """
    domain = domain_of(email)
    if not domain or is_public_domain(domain):
        return frozenset()
    return frozenset(part for part in _ends(domain) if "." in part and not _is_suffix(part))


def _ends(domain: str) -> list[str]:
    labels = domain.split(".")
    return [".".join(labels[at:]) for at in range(len(labels))]


def _is_suffix(domain: str) -> bool:
    """Two labels, the second a country's and the first a class of bodies."""
    first, _, second = domain.partition(".")
    return first in SUFFIXES and len(second) == 2
