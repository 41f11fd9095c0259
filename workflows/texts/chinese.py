"""The engine's sentences in Chinese (simplified)."""

from __future__ import annotations

from typing import Final

from workflows.texts import chinese_nominations, chinese_nominees, chinese_sources

VERDICTS: Final = {
    "holds": "满足",
    "does-not-hold": "不满足",
    "unknown": "尚未确定",
}

ELIGIBILITY: Final = {
    "holds": "符合条件",
    "does-not-hold": "不符合条件",
    "unknown": "尚未确定",
}

ROLES: Final = {
    "nominator": "提名人",
    "reviewer": "评审人",
    "committee": "委员",
    "chair": "主席",
    "deputy": "副主席",
    "board": "理事会",
    "secretariat": "秘书处",
    "observer": "观察员",
    "system": "系统按日程",
    "external": "外部评审专家",
}

NOBODY: Final = "无"
QUOTED: Final = "“{text}”"

MONTHS: Final = tuple(str(number) for number in range(1, 13))

DAY: Final = "{year}年{month}月{day}日"
INSTANT: Final = "{date} {time}（{zone}）"
ZONES: Final = {"aoe": "地球任意地点时间", "utc": "协调世界时", "asia/shanghai": "北京时间"}
OTHER_ZONE: Final = "{place} 时间"

REFUSALS: Final = {
    "deadline_passed": "“{deadline}”为{at}，现已逾期。如因故未能按时完成，请联系秘书处。",
    "too_early": "须在“{deadline}”（{at}）之后方可进行。",
    "not_open_yet": "“{deadline}”（{at}）起方可进行，此前可先做准备。",
    "window_open": "须满 {days} 个整日，至{at}期满。",
    "form_incomplete": "表格中尚有 {faults} 处需补充或更正，均已在表中标出。",
    "conditions_open": "须先满足全部参评条件。不满足：{failed} 项；尚未确定：{unknown} 项。"
    "审查结果中列明每项所需。",
    "no_condition_fails": "目前没有确定不满足的参评条件，无从作此认定。尚未确定的事项须先核实。",
    "reviewers_missing": "已指派 {assigned} 位评审人，须有 {required} 位。请先指派其余评审人。",
    "reviews_missing": "已收到 {submitted} 份评审意见，须有 {required} 份。可催请其余评审人，"
    "或改请他人评审。",
    "panel_share_missed": "无利益冲突的 {assigned} 位评审人中已有 {scored} 位评分，"
    "须有 {needed} 位。可提醒其余评审人。",
    "not_ranked_yet": "本轮分数尚未锁定，入围名单尚未产生。",
    "not_picked": "依本轮入围规则，本提名未入围。",
    "picked": "依本轮入围规则，本提名入围。",
    "place_too_low": "仅排序前 {places} 名可进入下一步；本提名列第 {place} 名。",
    "not_ranked": "本提名没有任何评审人打分，故无名次；仅排序前 {places} 名可进入下一步。",
    "field_too_small": "本类别参评提名不足评定所需的 {minimum} 项；可转入下一年度。",
    "field_large_enough": "本类别参评提名已达到评定所需的 {minimum} 项，"
    "没有转入下一年度的理由。",
    "ballot_not_closed": "关于本提名的“{ballot}”尚未计票。",
    "too_many_recused": "回避本提名的委员过多，评议组不能作出决定，须先补充委员。",
    "quorum_missing": "{voted} 位委员投票，须有 {needed} 位。已回避本提名的委员不计在内。"
    "须重新投票。",
    "threshold_missed": "有效票 {votes} 张，赞成 {yes} 张，未达到方案规定的比例。",
    "not_elected": "“{ballot}”未选出本提名。",
    "no_award_left": "本类别的奖项均已评定。",
    "no_reserve_left": "本类别的候补名额均已用完。",
    "signed_before": "您曾提出或签署过这一决定，须由他人批准。",
    "not_yours": "“{action}”不由您在此办理。",
    "moved_on": "现在不能“{action}”：该提名处于“{stage}”。可能已有他人先行办理，请重新查看。",
    "role_needed": "此步骤由{roles}办理。您在本提名中的身份：{yours}。",
    "starts_elsewhere": "“{action}”须从{starts}开始；该提名处于“{stage}”。",
    "second_missing": "“{action}”须由两人办理：一人提出，另一人同意。",
    "own_motion": "这是您本人提出的，须由另一人同意。",
    "own_nomination": "本提名由您提出。须由两人办理的步骤，应由另外两人办理。",
    "criterion_open": "“{criterion}”尚未打分。请打分；允许弃权的，也可弃权。",
    "no_abstention": "“{criterion}”不允许弃权，请打分。",
    "points_out_of_range": "{points} 分不在“{criterion}”的评分范围（{lowest} 至 {highest}）之内。",
    "points_reason_missing": "您对“{criterion}”打了 {points} 分，请用一句话说明理由。",
    "abstention_reason_missing": "您对“{criterion}”弃权，请用一句话说明理由。",
    "confidence_unknown": "请从所列把握程度中选择一项。",
    "review_late": "本项评审已于 {until} 截止。您所写内容已存为草稿。"
    "如需提交，请向秘书处申请延期。",
    "all_abstained": "您对所有指标均弃权。如无法评判本提名，请交还，以便改请他人评审。",
}  # fmt: skip

NOT_ASKED: Final = (
    "该提名所用表格未设“{question}”一项。由秘书处在资格审查时核实，或由提名人改用新表格。"
)

LIKE: Final = chinese_sources.LIKE
SCRIPTS: Final = chinese_sources.SCRIPTS
CREDIT: Final = chinese_sources.CREDIT
SETTLES: Final = chinese_sources.SETTLES
ESTABLISHED: Final = chinese_sources.ESTABLISHED
EVIDENCE: Final = {**chinese_nominees.FOUND, **chinese_nominations.FOUND}

DRAWING: Final = {
    "due": "截止 {day}",
    "start": "开始",
    "ends": "至此结束",
    "here": "当前位置",
    "standing": "{count} 项提名",
    "by": "办理：{roles}",
    "or": "或",
    "comma": "、",
    "from": "线旁主要路径上的各阶段均可",
    "all_at_once": "整个类别一并办理",
    "two_persons": "须两人办理",
    "prize_decides": "由评奖方决定",
    "came": "{count} 项由此到达",
    "way": "已经历：{stages}。",
    "then": "，然后",
    "sentences": "",
    "way_here": "目前处于：{stage}。",
    "exception": "例外",
    "description": "提名的流程，自上而下：共 {stages} 个阶段、{actions} 个步骤。从“{initial}”开始。"
    "粗线为通向“{goal}”的主要路径，旁支向左右分出，双线框为终点。",
    "legend_main": "主要路径",
    "legend_side": "旁支",
    "legend_system": "系统按日程办理",
    "legend_end": "终点",
    "legend_pointer": "转至同名阶段",
}  # fmt: skip
