"""Where evidence came from, and what would settle what is not known, in Chinese."""

from __future__ import annotations

from typing import Final

LIKE: Final = {
    "laureates": "获奖者名录中的“{like}”与该姓名相近。是否为同一人，秘书处将予核实。",
    "offices": "任职名录中的“{like}”与该姓名相近。是否为同一人，秘书处将予核实。",
    "organizations": "组织名录中的“{like}”与之相近。是否为同一组织，秘书处将予核实。",
    "nominations": "提名中的“{like}”与之相近。是否相同，秘书处将予核实。",
    "accounts": "提名人账户中的“{like}”与之相近。是否相同，秘书处将予核实。",
    "field": "表中的“{like}”与之相近。是否相同，秘书处将予核实。",
    "plan": "方案中的“{like}”与之相近。是否相同，秘书处将予核实。",
}  # fmt: skip

SOURCES: Final = {
    "field": "来自提名表",
    "document": "来自所附文件",
    "laureates": "获奖者名录",
    "offices": "委员会、理事会及工作人员名录",
    "organizations": "组织名录",
    "nominations": "本奖的提名",
    "accounts": "提名人账户",
    "nominee": "被提名人的答复",
    "plan": "来自方案",
    "secretariat": "秘书处核实",
    "register": "来自名录",
    "nominator": "提名人账户",
    "nominee's answer": "被提名人的答复",
}  # fmt: skip

INPUTS: Final = {
    "line": "名录条目",
    "nominator": "提名人",
    "nominator-institution": "提名人单位",
    "nominations-in-category": "本类别的提名数",
    "nominations-of-body": "该单位在本类别的提名数",
    "consent": "同意",
    "bodies": "人员不得参评的单位",
    "evidence": "依据",
    "document": "文件",
}  # fmt: skip

LINES: Final = {
    "active": "正常运作",
    "not active": "已停止运作",
    "member": "成员",
}  # fmt: skip

NOTHING: Final = {
    "line": "没有相符条目",
    "": "未作答",
}  # fmt: skip

CONSENT: Final = {
    "not-asked": "尚未询问",
    "awaited": "已询问，尚未答复",
    "given": "同意",
    "refused": "不同意",
}  # fmt: skip

CREDIT: Final = {
    "credit": "已扣除休假 {credit} 天。",
}  # fmt: skip

YES: Final = "是"

NO: Final = "否"

SCRIPTS: Final = {
    "latin": "拉丁字母",
    "cjk": "汉字",
    "cyrillic": "西里尔字母",
    "arabic": "阿拉伯字母",
    "devanagari": "天城文",
}  # fmt: skip

ESTABLISHED: Final = {
    "holds": "提名本身不足以判断；秘书处于{on}核实：满足。",
    "does-not-hold": "提名本身不足以判断；秘书处于{on}核实：不满足。",
    "unknown": "秘书处于{on}进行了核实。",
}  # fmt: skip

SETTLES: Final = {
    "age_below": "护照或其他载明出生日期的证件。",
    "years_since_at_most": "学位证书，或所在单位出具的日期证明。",
    "living": "被提名人或其单位的说明。",
    "consent_given": "被提名人通过专用链接的答复，或签署的书面同意。",
    "date_between": "载明具体日期的文件。",
    "country_admitted": "护照，或所在单位的说明。",
    "resident_at_least": "居留许可、合同，或所在单位对起始日期的证明。",
    "not_office_holder": "名录所载是否为被提名人：比对单位、国家和邮箱。",
    "nominator_in_office": "名录所载是否为提名人。",
    "nominator_not_in_office": "名录所载是否为提名人。",
    "no_row_by_office": "名录所载是否为所列人员。",
    "organization_active": "公开登记信息、最近年报，或该组织的答复。",
    "organization_is_member": "成员名单（按该组织的各种名称查找）。",
    "nominator_of_member": "成员名单（按该单位的各种名称查找）。",
    "institution_of_kind": "该单位的章程或公开登记信息。",
    "not_employed_at": "被提名人的合同，或所在单位的说明。",
    "active_years_at_least": "章程或成立文件。",
    "countries_at_least": "载明合作方的协议或联合成果。",
    "not_own_organization": "两个名称是否指同一组织。",
    "not_own_staff": "两个名称是否指同一单位。",
    "not_self_nominated": "两个姓名是否指同一人。",
    "declared": "提名人签署的声明。",
    "within_quota": "该提名人的提名清单。",
    "body_within_quota": "提名人代表哪个单位，该单位还提名了谁。",
    "answer_is": "提名人或被提名人的说明。",
    "rows_between": "提名人补充的清单。",
    "some_row_elsewhere": "信头：每封信来自哪个单位和国家。",
    "rows_differ_at_least": "相近的名称是否为同一单位。",
    "rows_by_others": "两个姓名是否指同一人。",
    "rows_since_at_least": "成果本身及其年份。",
    "words_at_most": "提名人补充的文字。",
    "answered": "提名人的答复。",
    "written_in": "提名人补充的文字。",
    "language_is": "文字本身。",
    "files_at_least": "提名人补充的文件。",
    "pages_at_most": "提名人补充的文件。",
    "not_laureate_before": "名录所载获奖者是否为被提名人：比对单位、国家和领域。",
    "nominator_is_laureate": "名录所载获奖者是否为提名人。",
    "valid_for_editions": "以往的提名是否为同一被提名人。",
    "renewed_when_nominated_before": "提名人对以往提名之后新内容的说明。",
    "in_categories_at_most": "另一提名是否为同一被提名人。",
}  # fmt: skip
