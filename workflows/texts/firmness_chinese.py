"""Sentences about calibrated scores and how firm a ranking is, in Chinese."""

from __future__ import annotations

from typing import Final

REMARKS: Final = {
    # Why there are no calibrated scores.
    "no_points": "尚无人打分，无从校准。",
    "too_few_nominations": "仅有 {nominations} 项提名有分数。至少要有两项，"
    "才能分辨是评审人偏严还是提名偏弱。",
    "points_all_equal": "每位评审人给自己所评的提名打了相同的分数，"
    "无法据此判断这 {nominations} 项提名孰优孰劣。",
    "reviews_too_few": "{reviewers} 位评审人对 {nominations} 项提名作了 {reviews} 份评审，"
    "仅够彼此相连，无法得知评审误差有多大。每项提名再增加一份评审即可。",
    "reviewers_apart": "评审分成互不相连的 {parts} 部分，没有评审人把它们联系起来："
    "例如一边是 {first}，另一边是 {second}。无法分辨是某一部分更好，还是其评审人较宽。"
    "请一位评审人同时评阅两部分的提名，即可解决。",
    # What to know about those that there are.
    "weakly_tied": "{part} 及其评审人与其他提名之间仅靠 {reviews} 份评审相连。"
    "跨越此处比较须谨慎；再增加几份共同评审即可弥补。",
    "tied_by": "再有 {missing} 份评审即可充分联系起来："
    "例如，请评阅 {read} 的一位评审人也评阅 {unread}。",
    "groups_weakly_tied": "{first}与{second}仅有 {reviewers} 位共同评审人。"
    "两组之间的差异可能只是评审人之间的差异。",
    "no_difference_measured": "各提名之间的差异不超过偶然所致，名次没有意义。"
    "请依据其他理由决定，或增加评审。",
    "criterion_not_by_itself": "单看“{criterion}”这一项，无法得知各评审人的宽严：该项评分过少、"
    "评审人之间联系太少，或所给分数全部相同。因此改按总分校正宽严。",
    "scales_unknown": "无法得知各评审人用分幅度的大小：至少须有三位评审人各评三份。"
    "分数按原样采用。",
    "scales_alike": "各评审人的用分幅度大致相同，无须拉平。",
    "unscored": "{count} 项提名无人打分：{names}。",
    # How firm a cut is.
    "cut_firm": "第 {places} 名之后的界线是稳固的：{last}（入围）确实优于 {first}（未入围）的"
    "概率为 {percent}%。",
    "cut_leaning": "第 {places} 名之后的界线有所倾向，但不稳固：{last}（入围）确实优于 "
    "{first}（未入围）的概率为 {percent}%。",
    "cut_in_noise": "第 {places} 名之后的界线落在误差范围之内：{last}（入围）确实优于 "
    "{first}（未入围）的概率仅为 {percent}%。单凭分数无法在两者之间作出取舍。",
    "cut_shared": "第 {places} 名之后无法按分数划线：{names} 的校准分数相等。",
    "cut_beyond": "第 {places} 名之后的界线使全部提名入围：提名共 {nominations} 项。",
    "in_play": "有 {count} 项提名可能在界线的任一侧：{names}。",
    "set_likely": "入围者确为最好、无一遗漏的概率为 {percent}%。",
    "without_one_same": "去掉 {reviewers} 位评审人中的任何一位，入围者都不变。",
    "without_one_other": "在 {reviewers} 位评审人中，去掉其中 {count} 位的任何一位，"
    "入围者就会改变：{names}。",
    "weights_same": "任一指标的权重增减百分之十，入围者都不变。",
    "weights_other": "权重增减百分之十，入围者会改变：{names}。",
    "rules_same": "按原始平均分、中位数、截尾平均分和波达计数，入围者都相同。",
    "rules_same_calibrated": "按校准分数、中位数、截尾平均分和波达计数，入围者都相同。",
    "rules_other": "换用其他规则，入围者不同：{names}。",
    "one_review": "改变结果所需的最小单份改动：若 {reviewer} 给 {nomination} 打 {to} 分"
    "而不是 {given} 分，则 {enters} 将取代 {leaves} 入围。",
    "no_single_review": "在评分范围之内，改动任何一份评审都不会改变入围者。",
    "not_varied": "提名超过 {most} 项时，不再逐一去掉评审人或改动单份评审。",
    "none_left_out": "提名和评审人过多，或只有一位评审人时，不再逐一去掉评审人。",
    "not_compared": "这些提名未全部相互比较：分为 {parts} 个部分，其中 {alone} 个只有一项提名，"
    "因而没有共同尺度。",
    # Which score makes the places.
    "ordered_by_orders": "名次由评审人各自独立作出的排序得出，即最可能产生这些排序的优劣程度。"
    "分数为每一百次比较中预期胜出的次数。",
    "ordered_by_pairs": "名次由两两比较的回答得出，即最可能产生这些回答的优劣程度。"
    "分数为每一百次比较中预期胜出的次数。",
    "ordered_by_mean": "名次按原始加权平均分排定。旁列的校准分数说明名次有多可靠，不改变任何名次。",
    "ordered_by_mean_alone": "名次按原始加权平均分排定。由于下述原因，没有校准分数可列。",
    "ordered_by_merit": "按方案规定，名次按校准分数排定，原始加权平均分列于其旁。",
    "ordered_by_mean_instead": "方案规定按校准分数排定名次。由于下述原因无法校准，"
    "名次改按原始加权平均分排定。",
}  # fmt: skip

RULES: Final = {
    "mean": "原始平均分",
    "median": "中位数",
    "trimmed": "截尾平均分",
    "borda": "波达计数",
    "calibrated": "校准分数",
}

PICTURE: Final = {
    "title": "校准分数及其名次的稳固程度",
    "dot": "校准分数及 {level}% 区间",
    "ring": "原始平均分",
    "inside": "入围 %",
    "cut_firm": "第 {places} 名之后：稳固（{percent}%）",
    "cut_leaning": "第 {places} 名之后：有所倾向（{percent}%）",
    "cut_in_noise": "第 {places} 名之后：误差之内（{percent}%）",
    "cut_shared": "第 {places} 名之后：名次并列",
    "calibrated": "校准分数",
    "raw-mean": "原始平均分",
    "under": "<1",
    "over": ">99",
    "more": "另有 {count} 项",
    "row": "第 {place} 名：{name}，{merit}，区间 {low} 至 {high}；原始平均分 {raw}；"
    "入围概率 {percent}%",
    "description": "{count} 项提名按{order}从高到低排列，每项以圆点及 {level}% 区间表示，"
    "标尺为 {low} 至 {high}。{cuts}",
}

COLUMNS: Final = {
    "variation": "{rule}（进：{enters}；出：{leaves}）",
    "more_weight": "“{criterion}”加权",
    "less_weight": "“{criterion}”减权",
}

COMPARED: Final = {
    "title": "优劣程度及其名次的稳固程度",
    "dot": "优劣程度及 {level}% 区间",
    "ring": "平均名次折分",
    "calibrated": "优劣程度",
    "row": "第 {place} 名：{name}，{merit}，区间 {low} 至 {high}；平均名次折分 {raw}；"
    "入围概率 {percent}%",
}
"""What the picture says otherwise where the order comes from orders or pairs."""
