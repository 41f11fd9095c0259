"""What going over to another plan is told in, in Chinese (simplified)."""

from __future__ import annotations

from typing import Final

from workflows.plan.evaluation import Trait

PARTS: Final = {
    "calendar": "日程",
    "conditions": "参评条件",
    "workflows": "流程",
    "rubrics": "评分表",
    "rounds": "评审轮次",
    "reviewing": "评审安排",
    "blindness": "匿名评审",
    "conflicts": "利益冲突",
    "panels": "委员会与投票",
    "categories": "奖项",
    "forms": "表格",
    "incentives": "经费",
    "prize": "奖项信息",
    "themes": "研究主题",
    "certificates": "证书",
    "terms": "条款",
    "proposals": "待确认事项",
    "translations": "已核对的译文",
}

TRAITS: Final = {
    Trait.EDITABLE: "提名人可填写",
    Trait.SCREENING: "待资格审查",
    Trait.ASSIGNABLE: "可分配评审人",
    Trait.REVIEWING: "评审中",
    Trait.RANKED: "已有名次",
    Trait.IN_THE_RUNNING: "仍在评选中",
    Trait.RESERVE: "列为候补",
    Trait.DECIDED: "已作决定",
    Trait.ANNOUNCED: "已公示",
    Trait.KEPT: "保留至下一届",
    Trait.HONOURED: "已授奖",
    Trait.DISCUSSING: "评审人讨论中",
    Trait.REVISABLE: "已提交的评审可修改",
}
COMMA: Final = "、"
NOTHING: Final = "无"
REVIEWS: Final = "评审"

LANDING: Final = {
    "category-gone": "{category}：该奖项已有提名，不能从方案中删除。",
    "unmapped": "“{stage}”：此阶段有提名，而新方案没有该阶段。请指明其去向。",
    "other-workflow": "{category}，“{stage}”：该奖项改用另一流程。请逐阶段指明提名的去向。",
    "unknown-target": "“{stage}”：新方案没有“{target}”阶段。请另选。",
    "needless": "“{stage}”：此阶段无须指明去向，提名留在原处。",
    "out-of-an-end": "“{stage}”→“{target}”：流程在此已经结束，不能通过对应关系重新开始。",
    "into-an-end": "“{stage}”→“{target}”：这将结束尚无人作出决定的提名。",
    "into-a-trap": "“{stage}”→“{target}”：从该阶段没有任何操作通向终点。",
    "past-a-decision": "“{stage}”→“{target}”：这将代替他人作出决定。获得：{gained}；失去：{lost}。",
}

CONSEQUENCES: Final = {
    "open-ballot": "{category}：“{ballot}”投票正在进行，其规则将改变。请先结束并计票。",
    "ballot-gone": "{category}：已举行过“{ballot}”投票。方案须保留该投票，以便查阅计票结果。",
    "other-scale": "评分表“{rubric}”：已有评审提交，其分值范围或问题在新评分表中不存在，"
    "分数将无法解读。",
    "number-taken": "{category}：提名编号由其序号构成，序号不能更改。",
    "counted-ballot": "{category}：“{ballot}”投票已计票，其规则改变。已有计票结果不变，"
    "此后的投票适用新规则。",
    "reviewed-rubric": "评分表“{rubric}”：已有评审提交，而指标或权重改变。"
    "已交评审保持不变，未评分的指标按弃评计。",
    "decided-award": "{category}：委员会已对提名作出决定，而奖励内容改变。",
    "deadline-closes": "“{deadline}”将改为 {new}，该时间已过：尚有时间者将立即失去机会。",
    "deadline-reopens": "“{deadline}”原为 {old}，已过。现重新开放至 {new}，"
    "对已按时提交者同样适用。",
    "deadline-rewritten": "“{deadline}”已于 {old} 到期。方案将改称其为 {new}。",
    "deadline-moves": "“{deadline}”由 {old} 改为 {new}。",
    "begun-reviews": "评分表“{rubric}”：有评审正在撰写。评审人再次打开页面时将看到新的指标。",
    "round-under-way": "{category}，“{round}”：该轮评审正在进行，已有评审内容。"
    "锁定之前方案须保留该轮，否则已写内容将全部作废。",
    "round-left-behind": "{category}，“{round}”：该轮评审将从方案中删除。"
    "其中已写和已锁定的内容仍留存，但此后不再计入。",
    "round-given-out": "{category}，“{round}”：该轮已指派评审人，而该轮将从方案中删除。"
    "这些指派随之终止；尚无人撰写评审。",
    "round-other-method": "{category}，“{round}”：评审人已开始评审，而评审方式将改变。"
    "分数、排序和两两比较不能互相换算。请先锁定该轮。",
    "round-method-since": "{category}，“{round}”：该轮已锁定，而评审方式改变。其排名不变。",
    "round-other-people": "{category}，“{round}”：改由其他人评审。"
    "已获指派者在撤回之前仍保留其提名。",
    "round-rule-afterwards": "{category}，“{round}”：排名已锁定，而入围规则改变。"
    "尚未进入下一步的提名适用新规则。",
}
