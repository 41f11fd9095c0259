"""Amendments of the plan we ship, each with the sentence that tells it."""

from __future__ import annotations

from typing import Final

Pairs = tuple[tuple[str, str], ...]


WAY = "Workflow “Nomination to certificate”, "


COMMITTEE = "Panel “Prize Committee”, "


YOUTH = '{ any = [{ age_below = { born = "born-on", years = 45, on = 2027-01-01 } }, '


DOCTORATE = (
    '{ years_since_at_most = { since = "doctorate-on", years = 10, on = 2027-01-01, '
    'leave_months = "leave-months" } }'
)


TITLE = 'title = { label = { en = "Title", zh = "题目" }, kind = "text" }'


YEAR = 'year = { label = { en = "Year", zh = "年份" }, kind = "year" }'


AMENDMENTS: Final[list[tuple[Pairs, list[str], list[str] | None]]] = [
    ((("years = 45, on", "years = 40, on"),),
     ["Youth Leader Award: age limit 45 → 40 (§ 3 (4))"],
     ["青年领袖奖：年龄上限 45 → 40（§ 3 (4)）"]),
    ((("words = 25 }", "words = 30 }"),),
     ["All categories: most words of “Proposed citation” 25 → 30 (§ 8 (1))"],
     ["全部奖项：“拟用授奖词”的词数上限 25 → 30（§ 8 (1)）"]),
    ((('founded = "founded", years = 5, on = 2027-01-01',
       'founded = "founded", years = 3, on = 2027-07-01'),),
     ["STI Cooperation Outstanding Contribution Award, STI Cooperation Outstanding Progress "
      "Award: fewest years of activity 5 → 3 (§ 3 (5))",
      "STI Cooperation Outstanding Contribution Award, STI Cooperation Outstanding Progress "
      "Award: day on which years are counted 1 January 2027 → 1 July 2027 (§ 3 (5))"],
     ["科技创新合作杰出贡献奖，科技创新合作杰出进步奖：成立年数下限 5 → 3（§ 3 (5)）",
      "科技创新合作杰出贡献奖，科技创新合作杰出进步奖：年数计算日 2027年1月1日 → "
      "2027年7月1日（§ 3 (5)）"]),
    (((f"rule = {YOUTH}{DOCTORATE}] }}",
       'rule = { age_below = { born = "born-on", years = 45, on = 2027-01-01 } }'),),
     ["Youth Leader Award: entry condition younger than 45 on 1 January 2027 by “Date of birth”; "
      "or at most 10 years since “Date of the doctorate” on 1 January 2027, leave credited by "
      "“Months of parental, medical or service leave since” → younger than 45 on "
      "1 January 2027 by “Date of birth” (§ 3 (4))"],
     None),
    ((('before = [14, 7, 2], overdue = [1] } }', 'before = [14, 5, 2] } }'),
      ("hard_days = 14", "hard_days = 10")),
     ["Deadline “Nominations close”: days until the hard deadline 14 → 10",
      "Deadline “Corrected nominations due”, reminder “screening”: letter so many days before "
      "removed: 7",
      "Deadline “Corrected nominations due”, reminder “screening”: letter so many days before "
      "added: 5",
      "Deadline “Corrected nominations due”, reminder “screening”: letter so many days after "
      "removed: 1"],
     None),
    (((', leave_months = "leave-months" } }', " } }"),),
     ["Youth Leader Award: question with months of leave “Months of parental, medical or service "
      "leave since” → none (§ 3 (4))"],
     ["青年领袖奖：休假月数所在问题 “此后育儿、病假或服役月数” → 无（§ 3 (4)）"]),
    ((('one_of = ["female"]', 'one_of = ["female", "other"]'),),
     ["Outstanding Women Award: allowed answers to “Gender” added: “Another, or not stated” "
      "(§ 3 (3))"],
     ["杰出女性奖：新增“性别”的可选答案：“其他或未说明”（§ 3 (3)）"]),
    ((('"outputs", "women", "cooperation"]', '"outputs", "women"]'),),
     ["Outstanding Women Award: entry condition removed: “Cooperation of at least two countries”"],
     ["杰出女性奖：删除参评条件：“至少两个国家参与合作”"]),
    ((("amount = 60000000", "amount = 55000050"),),
     ["Lifetime Achievement Award: amount 600,000 CNY → 550,000.50 CNY"],
     ["终身成就奖：奖金 600,000 CNY → 550,000.50 CNY"]),
    ((("fund = 500000000", "fund = 600000000"),),
     ["Money: fund 5,000,000 CNY → 6,000,000 CNY"],
     ["经费：经费总额 5,000,000 CNY → 6,000,000 CNY"]),
    ((("weight = 35", 'weight = "32.5"'), ("weight = 30", 'weight = "32.5"')),
     ["Rubric “Individuals”, criterion “Cooperation”: weight 35 % → 32.5 %",
      "Rubric “Individuals”, criterion “Scientific achievement”: weight 30 % → 32.5 %"],
     ["评分表“个人奖评分表”，指标“合作”：权重 35% → 32.5%",
      "评分表“个人奖评分表”，指标“科学成就”：权重 30% → 32.5%"]),
    ((("at = 2027-04-30T23:59:59", "at = 2027-05-15T23:59:59"),),
     ["Deadline “Nominations close”: date 30 April 2027, 23:59 Anywhere on Earth → "
      "15 May 2027, 23:59 Anywhere on Earth"],
     ["日程“提名截止”：时间 2027年4月30日 23:59（地球任意地点时间） → "
      "2027年5月15日 23:59（地球任意地点时间）"]),
    ((('23:59:59\nzone = "AoE"\ngrace_minutes', "23:59:59\ngrace_minutes"),),
     ["Deadline “Nominations close”: date 30 April 2027, 23:59 Anywhere on Earth → "
      "30 April 2027, 23:59 Beijing time"],
     ["日程“提名截止”：时间 2027年4月30日 23:59（地球任意地点时间） → "
      "2027年4月30日 23:59（北京时间）"]),
    ((("grace_minutes = 15", "grace_minutes = 0"),),
     ["Deadline “Nominations close”: minutes of grace 15 → 0"],
     ["日程“提名截止”：宽限分钟数 15 → 0"]),
    ((('quorum = "2/3"', 'quorum = "3/4"'),),
     [f"{COMMITTEE}ballot “Order of preference for the shortlist”: quorum more than 2/3 → "
      "more than 3/4"],
     ["评议组“评审委员会”，投票“入围排序投票”：法定人数 超过 2/3 → 超过 3/4"]),
    ((('quorum = "2/3"', 'quorum = "1"\nquorum_is_strict = false'),),
     [f"{COMMITTEE}ballot “Order of preference for the shortlist”: quorum more than 2/3 → "
      "at least all"],
     ["评议组“评审委员会”，投票“入围排序投票”：法定人数 超过 2/3 → 至少 全部"]),
    ((('threshold = "2/3"', 'threshold = "3/5"'),),
     [f"{COMMITTEE}ballot “Approval of the award”: threshold at least 2/3 → at least 3/5"],
     ["评议组“评审委员会”，投票“授奖表决”：通过比例 至少 2/3 → 至少 3/5"]),
    ((('rule = "schulze"', 'rule = "borda"'),),
     [f"{COMMITTEE}ballot “Order of preference for the shortlist”: way of counting "
      "Schulze method → Borda count"],
     ["评议组“评审委员会”，投票“入围排序投票”：计票方法 舒尔茨法 → 波达计分法"]),
    ((("members = 6", "members = 9"),),
     ["Panel “Prize Committee”: members 6 → 9"],
     ["评议组“评审委员会”：人数 6 → 9"]),
    ((("shared_country = false", "shared_country = true"),
      ("reviews_per_nomination = 3", "reviews_per_nomination = 5")),
     ["Reviewing: reviews of each nomination 3 → 5",
      "Reviewing: reviewers of the same country refused no → yes"],
     ["评审安排：每项提名的评审数 3 → 5", "评审安排：同国评审人回避 否 → 是"]),
    ((("days = 30", "days = 45"),),
     [f"{WAY}action “Award after the notice”: days that must pass 30 → 45"],
     ["流程“从提名到颁证”，操作“公示期满授奖”：须满天数 30 → 45"]),
    ((('"minimum_field_met", "reviewers_assigned"]', '"minimum_field_met"]'),),
     [f"{WAY}action “Open the review”: guard removed: all reviewers are assigned"],
     ["流程“从提名到颁证”，操作“开始评审”：删除前提：评审人已全部指派"]),
    ((('guards = ["reviews_complete"]',
       'guards = ["reviews_complete", { after_deadline = { deadline = "reviews-due" } }]'),),
     [f"{WAY}action “Freeze the ranking”: guard added: only after “Reviews due”"],
     ["流程“从提名到颁证”，操作“锁定排序”：新增前提：限于“评审截止”之后"]),
    ((('by = ["chair", "deputy", "committee"]', 'by = ["committee", "chair"]'),),
     [f"{WAY}action “Propose for the award”: role that may take it removed: deputy chair"],
     ["流程“从提名到颁证”，操作“提议授奖”：删除操作角色：副主席"]),
    ((('from = ["proposed", "approved"]\nto = "shortlisted"',
       'from = ["proposed", "approved"]\nto = "ranked"'),),
     [f"{WAY}action “Send back to the committee”: leads to “Shortlisted, before the committee” "
      "→ “Ranked”"],
     ["流程“从提名到颁证”，操作“退回委员会”：去往阶段 “已入围，待委员会评议” → “已排序”"]),
    ((('[workflows.standard.actions.submit]', '[workflows.standard.actions.drop]\n'
       'label = { en = "Drop", zh = "放弃" }\nfrom = ["draft", "returned"]\nto = "withdrawn"\n'
       'by = ["secretariat"]\n\n[workflows.standard.actions.submit]'),),
     ["Workflow “Nomination to certificate”: action added: “Drop” (from “Draft”, “Returned for "
      "correction” to “Withdrawn”)"],
     ["流程“从提名到颁证”：新增操作：“放弃”（从“草稿”、“退回补正”到“已撤回”）"]),
    ((('due = "committee-meets", ', ""),
      ('traits = ["screening"]', 'traits = ["screening", "assignable"]')),
     [f"{WAY}stage “Handed in, to be screened”: trait added: assigning reviewers",
      f"{WAY}stage “Ranked”: due with “Committee meets” → none"],
     ["流程“从提名到颁证”，阶段“已提交，待资格审查”：新增阶段属性：可指派评审人",
      "流程“从提名到颁证”，阶段“已排序”：到期日程 “评审委员会会议” → 无"]),
    ((('disaster = { label = { en = "Disaster reduction", zh = "减灾" } }',
       'ocean = { label = { en = "Ocean", zh = "海洋" } }'),),
     ["Theme removed: “Disaster reduction”", "Theme added: “Ocean”"],
     ["删除主题：“减灾”", "新增主题：“海洋”"]),
    ((('clause = "§ 3 (4)"', 'clause = "§ 3 (6)"'),),
     ["Entry condition “Younger than 45 on 1 January, or doctorate at most ten years ago (leave "
      "credited)”: clause “§ 3 (4)” → “§ 3 (6)”"],
     ["参评条件“1 月 1 日未满 45 岁，或获博士学位不超过十年（扣除休假）”："
      "条款 “§ 3 (4)” → “§ 3 (6)”"]),
    ((('en = "Youth Leader Award"', 'en = "Young Leader Award"'),),
     ["Youth Leader Award: name in English “Youth Leader Award” → “Young Leader Award”"],
     ["青年领袖奖：名称（英文）“Youth Leader Award” → “Young Leader Award”"]),
    ((('role = { en = "President of ANSO", zh = "ANSO 主席" }',
       'role = { en = "President of ANSO", zh = "ANSO 主席" }\nname = "A. N. Other"'),),
     ["Signature on certificates “President of ANSO”: holder none → “A. N. Other”"],
     ["证书署名“ANSO 主席”：任职者 无 → “A. N. Other”"]),
    ((('medal = { at = "incentives.medal", range_seen = "estimate" }\n', ""),),
     ["Value to confirm removed: “incentives.medal”"],
     ["删除待确认事项：“incentives.medal”"]),
    (((f"{TITLE}, {YEAR}", f"{YEAR}, {TITLE}"),),
     ["Form “Nomination of an individual”, section “The work”, question “Key outputs”: order of "
      "“column” “Title”, “Year”, “Link” → “Year”, “Title”, “Link”"],
     ["表格“个人提名表”，部分“工作”，问题“主要成果”：“列”顺序 “题目”、“年份”、“链接” → "
      "“年份”、“题目”、“链接”"]),
    ((('languages = ["en", "zh"]', 'languages = ["zh", "en"]'),),
     ["The prize: languages “en”, “zh” → “zh”, “en”"],
     ["奖项信息：语言 “en”、“zh” → “zh”、“en”"]),
    ((('maximum = 3, hint = { en = "Two or three, at least one from outside the nominee',
       'maximum = 4, hint = { en = "Two to four, at least one from outside the nominee'),),
     ["Form “Nomination of an individual”, section “Letters and documents”, question “Letters of "
      "support”: help in English “Two or three, at least one from outside the nominee's "
      "institution and country.” → “Two to four, at least one from outside the nominee's "
      "institution and country.”",
      "Form “Nomination of an individual”, section “Letters and documents”, question “Letters of "
      "support”: largest number 3 → 4"],
     None),
    ((('rule = "consent_given"', 'rule = { not = { any = [{ not = "consent_given" }, '
       '{ all = ["not_office_holder", "consent_given"] }] } }'),),
     ["All categories: entry condition the nominee has agreed → not: ((the nominee has agreed; "
      "and holds no office of the prize); or (not: the nominee has agreed)) (§ 4 (1))"],
     None),
]  # fmt: skip
