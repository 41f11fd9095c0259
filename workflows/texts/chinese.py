"""The engine's sentences in Chinese (simplified)."""

from __future__ import annotations

from typing import Final

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
    "place_too_low": "仅排序前 {places} 名可进入下一步；本提名列第 {place} 名。",
    "not_ranked": "本提名没有任何评审人打分，故无名次；仅排序前 {places} 名可进入下一步。",
    "field_too_small": "本类别现有 {size} 项提名参评，须有 {minimum} 项方可评定；可转入下一年度。",
    "field_large_enough": "本类别现有 {size} 项提名参评，已达到所需的 {minimum} 项，"
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
    "all_abstained": "您对所有指标均弃权。如无法评判本提名，请交还，以便改请他人评审。",
}  # fmt: skip

EVIDENCE: Final = {
    "age_below": {
        "holds": "截至{on}年满 {age} 岁，未满 {years} 岁。",
        "does-not-hold": "截至{on}已满 {age} 岁；被提名人须未满 {years} 岁。"
        "请考虑是否适合其他类别。",
        "unknown": "出生日期未填写，或晚于{on}。请填写；被提名人当日须未满 {years} 岁。",
    },
    "years_since_at_most": {
        "holds": "截至{on}，未超过 {years} 年（另加休假 {leave} 个月）。",
        "does-not-hold": "截至{on}，已超过 {years} 年（另加休假 {leave} 个月）。"
        "育儿、病假或服役的月数可延长期限，请如数填写。",
        "unknown": "起算日期未填写，或晚于{on}。请填写；截至当日不得超过 {years} 年。",
    },
    "living": {
        "holds": "至{on}终了，未见被提名人逝世的记载。",
        "does-not-hold": "被提名人已于{on}或之前逝世。本奖不追授，谨致歉意。",
        "unknown": "逝世日期格式有误。请更正；被提名人在世者请留空。",
    },
    "not_laureate_before": {
        "holds": "获奖者名录中没有妨碍参评的奖项。",
        "does-not-hold": "获奖者名录载有 {year} 年的奖项。同一奖项只授予一次，"
        "其他奖项须间隔 {years} 年。",
        "unknown": "未填写被提名人姓名，无法查核获奖者名录。请填写姓名。",
    },
    "not_office_holder": {
        "holds": "被提名人未在本奖机构任职。",
        "does-not-hold": "被提名人在本奖机构任职（{role}），任职期间不得被提名。",
        "unknown": "未填写被提名人姓名，无法查核任职名录。请填写姓名。",
    },
    "consent_given": {
        "holds": "被提名人已同意。",
        "does-not-hold": "被提名人不愿被提名。请予尊重，并撤回提名。",
        "unknown": "被提名人尚未答复。请确认表中的电子邮箱无误，并请被提名人留意来信。",
    },
    "active_years_at_least": {
        "holds": "已成立 {active} 年，要求至少 {years} 年。",
        "does-not-hold": "已成立 {active} 年，要求至少 {years} 年。可在以后的年度提名该组织。",
        "unknown": "成立年份未填写，或尚未到来。请填写；要求成立至少 {years} 年。",
    },
    "countries_at_least": {
        "holds": "列出 {named} 个国家，要求至少 {count} 个。",
        "does-not-hold": "列出 {named} 个国家，要求至少 {count} 个。请列出所有参与的国家。",
        "unknown": "尚未列出国家。请列出所有参与的国家，至少 {count} 个。",
    },
    "not_own_organization": {
        "holds": "提名人不属于被提名的组织。",
        "does-not-hold": "提名人属于被提名的组织。请由组织以外的人士提名。",
        "unknown": "组织名称或提名人的单位未填写。请将两者填写完整。",
    },
    "not_self_nominated": {
        "holds": "提名人与被提名人不是同一人。",
        "does-not-hold": "提名人与被提名人的姓名或电子邮箱相同。请由同行提名。",
        "unknown": "被提名人或提名人的姓名未填写。请将两者填写完整。",
    },
    "declared": {
        "holds": "已作声明。",
        "does-not-hold": "未作声明。",
        "unknown": "尚未作声明。请阅读声明，如属实请勾选。",
    },
    "within_quota": {
        "holds": "该提名人在本类别有 {count} 项提名，至多 {most} 项。",
        "does-not-hold": "该提名人在本类别有 {count} 项提名，至多 {most} 项。"
        "请择定，并撤回其余提名。",
        "unknown": "该提名人在本类别的提名数尚不清楚，至多 {most} 项。",
    },
    "answer_is": {
        "holds": "所选答案符合本类别要求。",
        "does-not-hold": "所选答案不符合本类别要求。请考虑是否适合其他类别。",
        "unknown": "尚未作答。请选择。",
    },
    "rows_between": {
        "holds": "列出 {count} 项，要求 {fewest} 至 {most} 项。",
        "does-not-hold": "列出 {count} 项，要求 {fewest} 至 {most} 项。请增加或删减。",
        "unknown": "尚未列出，要求 {fewest} 至 {most} 项。",
    },
    "files_at_least": {
        "holds": "已附 {count} 份文件，要求至少 {fewest} 份。",
        "does-not-hold": "已附 {count} 份文件，要求至少 {fewest} 份。请补充其余文件。",
        "unknown": "尚未附文件，请至少附 {fewest} 份。",
    },
    "some_row_elsewhere": {
        "holds": "有 {count} 封信来自被提名人单位和国家以外。",
        "does-not-hold": "没有来自被提名人单位和国家以外的信。请至少补充一封。",
        "unknown": "推荐信或被提名人本身的单位和国家尚未列出。请填写。",
    },
    "words_at_most": {
        "holds": "共 {count} 个词，至多 {most} 个。",
        "does-not-hold": "共 {count} 个词，至多 {most} 个。请缩短。",
        "unknown": "尚未填写，至多 {most} 个词。",
    },
    "answered": {
        "holds": "已作答。",
        "does-not-hold": "未作答。",
        "unknown": "尚未作答。请填写。",
    },
}  # fmt: skip

DRAWING: Final = {
    "start": "开始",
    "ends": "至此结束",
    "here": "当前位置",
    "by": "办理：{roles}",
    "or": "或",
    "comma": "、",
    "from": "线旁主要路径上的各阶段均可",
    "all_at_once": "整个类别一并办理",
    "two_persons": "须两人办理",
    "prize_decides": "由评奖方决定",
    "standing": "{count} 项提名",
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
