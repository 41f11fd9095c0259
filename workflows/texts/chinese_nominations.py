"""What entry conditions on nominations and their papers found, in Chinese."""

from __future__ import annotations

from typing import Final

FOUND: Final = {
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
        "does-not-hold": "该提名人在本类别有 {count} 项提名，至多 {most} 项。请择定，并撤回其余提"
        "名。",
        "unknown": "该提名人在本类别的提名数尚不清楚，至多 {most} 项。",
    },
    "body_within_quota": {
        "holds": "提名人所在单位在本类别有 {count} 项提名，至多 {most} 项。",
        "does-not-hold": "提名人所在单位在本类别有 {count} 项提名，至多 {most} 项。请与同事商定保"
        "留哪一项。",
        "unknown": "提名人单位不详。请在账户中填写；每个单位至多 {most} 项提名。",
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
    "some_row_elsewhere": {
        "holds": "有 {count} 封信来自被提名人单位和国家以外，要求至少 {fewest} 封。",
        "does-not-hold": "有 {count} 封信来自被提名人单位和国家以外，要求至少 {fewest} 封。请补充"
        "外部的推荐信。",
        "unknown": "推荐信、单位或国家尚未填写完整，或两个单位名称相近。至少 {fewest} 封须来自被"
        "提名人单位和国家以外，请补充。",
    },
    "rows_differ_at_least": {
        "holds": "共 {count} 个不同来源，要求至少 {fewest} 个。",
        "does-not-hold": "共 {count} 个不同来源，要求至少 {fewest} 个。请另请他处。",
        "unknown": "确定不同的有 {count} 个，要求至少 {fewest} 个。尚有缺漏或名称相近，请填写全称"
        "。",
    },
    "rows_by_others": {
        "holds": "所列人员均非被提名人或提名人。",
        "does-not-hold": "{person}即被提名人或提名人。请另请他人撰写。",
        "unknown": "尚未列出人员，或缺少姓名。请填写全部姓名。",
    },
    "rows_since_at_least": {
        "holds": "{since} 年及以后的有 {count} 项，要求至少 {fewest} 项。",
        "does-not-hold": "{since} 年及以后的有 {count} 项，要求至少 {fewest} 项。请列出较近的成果"
        "。",
        "unknown": "确定为 {since} 年及以后的有 {count} 项，要求至少 {fewest} 项。请注明年份。",
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
    "written_in": {
        "holds": "{percent}% 的文字为{script}，要求至少 {fewest}%。",
        "does-not-hold": "{percent}% 的文字为{script}，要求至少 {fewest}%。请用规定语言撰写，仅人"
        "名和术语可用其他文字。",
        "unknown": "尚未填写，要求至少 {fewest}% 的文字为{script}。",
    },
    "language_is": {
        "holds": "语言符合要求。",
        "does-not-hold": "语言不符合要求。请随原文附上译文。",
        "unknown": "尚未填写语言。请选择。",
    },
    "files_at_least": {
        "holds": "已附 {count} 份文件，要求至少 {fewest} 份。",
        "does-not-hold": "已附 {count} 份文件，要求至少 {fewest} 份。请补充其余文件。",
        "unknown": "尚未附文件，请至少附 {fewest} 份。",
    },
    "pages_at_most": {
        "holds": "至多 {count} 页，允许 {most} 页（共 {files} 份文件）。",
        "does-not-hold": "共 {count} 页，至多允许 {most} 页。请改附较短的版本（现有 {files} 份文"
        "件）。",
        "unknown": "尚未附文件或页数不详（{files} 份文件）；至多允许 {most} 页。",
    },
    "not_laureate_before": {
        "holds": "获奖者名录中没有妨碍参评的奖项。",
        "does-not-hold": "获奖者名录载有 {year} 年的奖项。同一奖项只授予一次，其他奖项须间隔 "
        "{years} 年。",
        "unknown": "未填写被提名人姓名，无法查核获奖者名录。请填写姓名。",
    },
    "nominator_is_laureate": {
        "holds": "提名人载于获奖者名录。",
        "does-not-hold": "获奖者名录中没有提名人。",
        "unknown": "没有提名人姓名，无法查核获奖者名录。请完善您的账户信息。",
    },
    "valid_for_editions": {
        "holds": "本提名为第 {edition} 个年度，有效期为 {most} 个年度。",
        "does-not-hold": "本提名将进入第 {edition} 个年度，有效期为 {most} 个年度。可在以后的年度"
        "重新提名。",
        "unknown": "未填写被提名人姓名，无法查核以往提名。请填写姓名；提名有效期为 {most} 个年度"
        "，本次为第 {edition} 个。",
    },
    "renewed_when_nominated_before": {
        "holds": "无须说明新内容，或已说明新内容。",
        "does-not-hold": "提名未说明自 {year} 年以来的新内容。",
        "unknown": "被提名人曾经或可能曾被提名（{year}）。请说明此后的新内容。",
    },
    "in_categories_at_most": {
        "holds": "被提名人在 {count} 个类别中，至多 {most} 个。",
        "does-not-hold": "被提名人在本年度 {count} 个类别中，至多 {most} 个。秘书处将询问保留哪一"
        "类。",
        "unknown": "被提名人确定在 {count} 个类别中，至多 {most} 个。另有提名可能为同一人。",
    },
}  # fmt: skip
