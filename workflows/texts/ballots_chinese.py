"""Sentences about a ballot tried by other rules, in Chinese."""

from __future__ import annotations

from typing import Final

READINGS: Final = {
    "of-the-voters": "按全部投票人计算比例，弃权视同反对",
    "of-the-members": "按全部未回避委员计算比例，缺席视同反对",
    "simple-majority": "赞成多于反对",
    "yes-less-no": "门槛不变，按赞成减反对排序",
}

HELD: Final = {
    "same": "相同",
    "other-order": "入选相同，次序不同",
    "tie": "取决于并列",
    "other": "结果不同",
    "not-counted": "未计",
}

SENTENCES: Final = {
    "purpose": "同一批选票按其他规则重新计数，仅用于检验结果是否稳固，不作任何决定；"
    "结果只由方案规定的规则决定。",
    "all_same": "其他规则：{rules} 种规则均选出相同结果。",
    "some_same": "其他规则：{rules} 种规则中有 {same} 种选出相同结果。",
    "withheld": "选票过少，不按其他规则试算：其次序可能透露个别委员如何投票。",
    "tie": "入选者是否相同取决于并列：{tied}。",
    "instead": "{enters} 将入选，{leaves} 将落选。",
    "enters": "{enters} 也将入选。",
    "leaves": "{leaves} 将落选。",
    "and_tied": "并列未决：{tied}。",
    "not-counted": "提名或并列过多，该规则无法全部推算。",
    "order": "次序：{order}。",
    "then": "；",
    "equal": " = ",
    "and": "、",
    "elsewhere": "已不在此处的提名",
}
