"""Kinds of conflict of interest that somebody can declare, in words."""

from enum import StrEnum


class ConflictKind(StrEnum):
    """How somebody is bound to a nominee or a nominator."""

    KIN = "kin"
    ADVISER = "adviser"
    CO_AUTHOR = "co-author"
    GRANT = "grant"
    INSTITUTION = "institution"
    PERSONAL = "personal"
    OTHER = "other"


KIND_WORDS = {
    ConflictKind.KIN: "Family, by blood or by marriage",
    ConflictKind.ADVISER: "Adviser or former student",
    ConflictKind.CO_AUTHOR: "Co-author or close collaborator",
    ConflictKind.GRANT: "A grant or a contract in common",
    ConflictKind.INSTITUTION: "The same institution, now or until recently",
    ConflictKind.PERSONAL: "A friendship or a quarrel",
    ConflictKind.OTHER: "Something else",
}
