"""What a plan's keys and rules are called in Chinese (simplified)."""

from __future__ import annotations

from typing import Final

from workflows.plan.diffing.chinese_kinds import PARAMETERS

CHANGES: Final = {
    "changed": "{what} {old} → {new}",
    "reworded": "{what}（{language}）{old} → {new}",
    "added": "新增{what}：{new}",
    "removed": "删除{what}：{old}",
    "reordered": "“{what}”顺序 {old} → {new}",
}
CLAUSE: Final = "（{clause}）"
COLON: Final = "："
COMMA: Final = "、"
STEPS: Final = "，"
SPACE: Final = ""
UNCHANGED: Final = "两份方案内容相同。"
HEADLINE: Final = "{language}文字"
COUNTED: Final = "共 {number} 处变更，其中文字 {texts} 处"
LANGUAGES: Final = {"en": "英文", "zh": "中文", "fr": "法文", "es": "西班牙文"}
PLAIN: Final = {None: "无", True: "是", False: "否"}
PERCENT: Final = "{number}%"
AT_LEAST: Final = "至少 {part}"
MORE_THAN: Final = "超过 {part}"
ALL: Final = "全部"
NOT: Final = "并非：{rule}"
JOINS: Final = {"all": "；且", "any": "；或"}
BRACKETS: Final = "（{rule}）"
BRACKETS_AFTER: Final = "（{detail}）"
WAY: Final = "从{from}到{to}"
ONLY_ONE: Final = frozenset({
    "all", "Plan.prize", "Plan.reviewing", "Plan.incentives",
})  # fmt: skip

WHAT: Final = {
    "all": "全部奖项",
    "Plan.prize": "奖项信息",
    "Plan.themes": "主题",
    "Plan.calendar": "日程",
    "Plan.forms": "表格",
    "Plan.conditions": "参评条件",
    "Plan.rubrics": "评分表",
    "Plan.panels": "评议组",
    "Plan.reviewing": "评审安排",
    "Plan.workflows": "流程",
    "Plan.categories": "奖项",
    "Plan.incentives": "经费",
    "Plan.certificates": "证书署名",
    "Plan.proposals": "待确认事项",
    "Plan.translations": "已核对的译文",
    "Prize.name": "全称",
    "Prize.short_name": "简称",
    "Prize.giver": "颁发机构",
    "Prize.purpose": "宗旨",
    "Prize.code": "编号前缀",
    "Prize.year": "年份",
    "Prize.edition": "届次名称",
    "Prize.languages": "语言",
    "Prize.zone": "时区",
    "Prize.currency": "币种",
    "Theme.label": "名称",
    "Deadline.label": "名称",
    "Deadline.at": "时间",
    "Deadline.grace_minutes": "宽限分钟数",
    "Deadline.after": "须晚于",
    "Deadline.at_least_days": "距前一截止的最少天数",
    "Deadline.at_most_days": "距前一截止的最多天数",
    "Form.label": "名称",
    "Form.sections": "部分",
    "Section.label": "标题",
    "Section.fields": "问题",
    "Field.label": "问题文字",
    "Field.kind": "答案类型",
    "Field.hint": "填写说明",
    "Field.required": "必填",
    "Field.max_words": "词数上限",
    "Field.max_length": "字符上限",
    "Field.minimum": "最小值",
    "Field.maximum": "最大值",
    "Field.options": "选项",
    "Field.columns": "列",
    "Field.means": "系统含义",
    "Field.hidden_from_reviewers": "对评审人隐藏",
    "Option.label": "名称",
    "Column.label": "列标题",
    "Column.kind": "内容类型",
    "Column.required": "必填",
    "EntryCondition.label": "名称",
    "EntryCondition.clause": "条款",
    "EntryCondition.rule": "参评条件",
    "Rubric.label": "名称",
    "Rubric.lowest": "最低分",
    "Rubric.highest": "最高分",
    "Rubric.may_abstain": "评审人可弃评",
    "Rubric.criteria": "指标",
    "Criterion.label": "名称",
    "Criterion.question": "评判问题",
    "Criterion.weight": "权重",
    "Criterion.anchors": "分值说明",
    "Criterion.judged_from": "评判依据的问题",
    "Anchor.means": "文字",
    "Panel.label": "名称",
    "Panel.members": "人数",
    "Panel.ballots": "投票",
    "Panel.most_recusals": "可作决定的最多回避人数",
    "BallotSpec.label": "名称",
    "BallotSpec.rule": "计票方法",
    "BallotSpec.quorum": "法定人数",
    "BallotSpec.threshold": "通过比例",
    "BallotSpec.places": "名额",
    "BallotSpec.least_votes": "最少投票人数",
    "BallotSpec.tie_break": "平局处理顺序",
    "Reviewing.reviews_per_nomination": "每项提名的评审数",
    "Reviewing.most_per_reviewer": "每位评审人的提名上限",
    "Reviewing.shared_institution": "同单位评审人回避",
    "Reviewing.shared_country": "同国评审人回避",
    "Reviewing.hides_nominator": "对评审人隐藏提名人",
    "Workflow.label": "名称",
    "Workflow.initial": "起始阶段",
    "Workflow.stages": "阶段",
    "Workflow.actions": "操作",
    "Stage.label": "名称",
    "Stage.public_label": "对提名人显示的名称",
    "Stage.final": "为终点",
    "Stage.traits": "阶段属性",
    "Stage.ballot": "在此举行的投票",
    "Stage.frees_quota": "释放提名名额",
    "Stage.due": "到期日程",
    "Stage.tone": "显示色调",
    "Stage.on_strip": "显示在流程条上",
    "Action.label": "名称",
    "Action.from": "起始阶段",
    "Action.to": "去往阶段",
    "Action.by": "操作角色",
    "Action.guards": "前提",
    "Action.asks": "所需内容",
    "Action.records": "存档内容",
    "Action.extraordinary": "可离开终点",
    "Action.collective": "对整个类别一次执行",
    "Action.seconded": "须由第二人同意",
    "Action.notifies": "通知对象",
    "Action.explanation": "说明",
    "Category.number": "序号",
    "Category.name": "名称",
    "Category.kind": "授予对象",
    "Category.honours": "表彰内容",
    "Category.form": "表格",
    "Category.conditions": "参评条件",
    "Category.rubric": "评分表",
    "Category.panel": "评议组",
    "Category.workflow": "流程",
    "Category.minimum_field": "评定所需的最少提名数",
    "Award.awards": "奖项数",
    "Award.shared_by_at_most": "每个奖项的获奖者上限",
    "Award.amount": "奖金",
    "Award.reserve": "候补人数",
    "Award.splits": "多人分享的分配",
    "Split.shares": "各人份额",
    "Incentives.fund": "经费总额",
    "Incentives.medal": "每位获奖者的奖章与证书",
    "Incentives.activities": "活动经费",
    "Incentives.reserve": "预留",
    "Office.role": "职务",
    "Office.name": "任职者",
    "Proposal.at": "所指位置",
    "Proposal.range_seen": "其他奖项的做法",
    "Confirmation.at": "文本位置",
    "Confirmation.leading": "主语言文本标记",
    **PARAMETERS,
}
