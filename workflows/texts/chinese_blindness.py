"""What is hidden from whom, in Chinese."""

from __future__ import annotations

from typing import Final

from workflows.plan.blinding import Blinded, Known, Subject
from workflows.plan.evaluation import Trait

ALIASES: Final = {"reviewer": "评审人{letters}", "member": "委员{letters}"}
COMMA: Final = "、"
LAST: Final = "和"
WHOM: Final = {
    Blinded.REVIEWER: "评审人",
    Blinded.COMMITTEE: "委员",
    Blinded.CHAIR: "主席及副主席",
    Blinded.BOARD: "理事",
}
SUBJECTS: Final = {
    Subject.NOMINEE: "被提名方名称",
    Subject.NOMINATOR: "提名人",
    Subject.INSTITUTION: "被提名方单位",
    Subject.COUNTRY: "被提名方国家",
}
TRAITS: Final = {
    Trait.EDITABLE: "填写表格",
    Trait.SCREENING: "资格审查",
    Trait.ASSIGNABLE: "分配评审人",
    Trait.REVIEWING: "评审",
    Trait.DISCUSSING: "评审人讨论",
    Trait.REVISABLE: "可修改已提交的评审",
    Trait.RANKED: "排序已出",
    Trait.IN_THE_RUNNING: "参评",
    Trait.RESERVE: "候补",
    Trait.DECIDED: "已作决定",
    Trait.ANNOUNCED: "决定已公布",
    Trait.HONOURED: "已获奖",
    Trait.KEPT: "保留至下届",
}
ALWAYS: Final = "在各阶段"
DURING: Final = "在“{stages}”期间"
UNTIL: Final = "在“{stages}”之前"
DURING_UNTIL: Final = "在“{during}”期间、“{until}”之前"
OR: Final = "”或“"
HIDDEN: Final = "{when}，{whom}看不到{things}。"
ANSWERS: Final = "{questions}的答复"
QUESTION: Final = "“{label}”"
REVIEWERS: Final = {
    Known.OPEN: "{when}，{whom}可见评审人姓名。",
    Known.ALIAS: "{when}，{whom}仅以代号（如“评审人C”）识别评审人。",
    Known.HIDDEN: "{when}，{whom}既不知评审人身份，也看不到评审意见。",
}
MEMBERS: Final = {
    Known.OPEN: "{when}，{whom}可见委员姓名。",
    Known.ALIAS: "{when}，{whom}仅以代号识别委员。",
    Known.HIDDEN: "{when}，{whom}不知各委员的具体行为。",
}
