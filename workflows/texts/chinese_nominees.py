"""What entry conditions on nominees and organizations found, in Chinese."""

from __future__ import annotations

from typing import Final

FOUND: Final = {
    "age_below": {
        "holds": "截至{on}年满 {age} 岁，未满 {years} 岁。",
        "does-not-hold": "截至{on}已满 {age} 岁；被提名人须未满 {years} 岁。请考虑是否适合其他类"
        "别。",
        "unknown": "出生日期未填写，或晚于{on}。请填写；被提名人当日须未满 {years} 岁。",
    },
    "years_since_at_most": {
        "holds": "截至{on}，未超过 {years} 年。",
        "does-not-hold": "截至{on}，已超过 {years} 年。表中列有育儿、病假或服役的，可延长期限，请"
        "如数填写。",
        "unknown": "起算日期未填写，或晚于{on}。请填写；截至当日不得超过 {years} 年。",
    },
    "living": {
        "holds": "至{on}终了，未见被提名人逝世的记载。",
        "does-not-hold": "被提名人已于{on}或之前逝世。本奖不追授，谨致歉意。",
        "unknown": "逝世日期格式有误。请更正；被提名人在世者请留空。",
    },
    "consent_given": {
        "holds": "被提名人已同意。",
        "does-not-hold": "被提名人不愿被提名。请予尊重，并撤回提名。",
        "unknown": "被提名人尚未答复。请确认表中的电子邮箱无误，并请被提名人留意来信。",
    },
    "date_between": {
        "holds": "日期在{first}至{last}之间。",
        "does-not-hold": "日期不在{first}至{last}之间。请核对日期，或考虑是否适合其他类别。",
        "unknown": "日期未填写，或仅有年份不足以判断。须在{first}至{last}之间，请填写具体日期。",
    },
    "country_admitted": {
        "holds": "该国家（地区）符合要求。",
        "does-not-hold": "该国家（地区）不符合本类别要求。请考虑是否适合其他类别。",
        "unknown": "尚未填写国家（地区）。请选择。",
    },
    "resident_at_least": {
        "holds": "截至{on}，已在符合要求的国家（地区）居住或工作满 {years} 年。",
        "does-not-hold": "截至{on}，未满 {years} 年，或该国家（地区）不计入。请考虑是否适合其他类"
        "别。",
        "unknown": "尚不清楚被提名人自何时起在该地。截至{on}须满 {years} 年，请填写国家和日期。",
    },
    "not_office_holder": {
        "holds": "被提名人未在本奖机构任职。",
        "does-not-hold": "被提名人载于任职名录（{role}），任职期间及离任后的间隔期内不得被提名。",
        "unknown": "未填写被提名人姓名，无法查核任职名录。请填写姓名。",
    },
    "nominator_in_office": {
        "holds": "提名人载于任职名录（{role}）。",
        "does-not-hold": "提名人未担任可提名的职务。",
        "unknown": "没有提名人姓名，无法查核任职名录。请完善您的账户信息。",
    },
    "nominator_not_in_office": {
        "holds": "提名人未担任评审职务。",
        "does-not-hold": "提名人载于任职名录（{role}）。评审人员不得提名，请由他人提名。",
        "unknown": "没有提名人姓名，无法查核任职名录。请完善您的账户信息。",
    },
    "no_row_by_office": {
        "holds": "所列人员均未担任评审职务。",
        "does-not-hold": "所列人员中有人载于任职名录（{role}），将参与评审。请另请他人。",
        "unknown": "尚未列出人员，或缺少姓名。请填写全部姓名。",
    },
    "organization_active": {
        "holds": "组织名录显示其正常运作。",
        "does-not-hold": "组织名录显示其已停止运作。如信息已过时，请与我们联系。",
        "unknown": "组织名录尚无该组织。您无须操作，秘书处将予核实。",
    },
    "organization_is_member": {
        "holds": "组织名录显示其为成员。",
        "does-not-hold": "组织名录显示其并非成员。",
        "unknown": "组织名录尚无该组织。您无须操作，秘书处将予核实。",
    },
    "nominator_of_member": {
        "holds": "组织名录显示提名人单位为成员。",
        "does-not-hold": "组织名录显示提名人单位并非成员。请由成员单位人员提名。",
        "unknown": "组织名录尚无提名人单位。请确认账户中的单位全称。",
    },
    "institution_of_kind": {
        "holds": "组织名录所载单位类型符合要求。",
        "does-not-hold": "组织名录所载单位类型不符合要求。",
        "unknown": "组织名录未载明单位类型。您无须操作，秘书处将予核实。",
    },
    "not_employed_at": {
        "holds": "被提名人不属于不得参评的单位。",
        "does-not-hold": "被提名人供职于{body}，该单位人员不得参评。",
        "unknown": "未填写被提名人单位。请填写。",
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
    "not_own_staff": {
        "holds": "提名人与被提名人属于不同单位。",
        "does-not-hold": "提名人与被提名人属于同一单位。如方案允许，请作声明；否则请由单位以外的"
        "人士提名。",
        "unknown": "被提名人或提名人的单位未填写。请将两者填写完整。",
    },
}  # fmt: skip
