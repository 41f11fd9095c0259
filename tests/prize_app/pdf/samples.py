"""Words for certificates and reports: invented people, real shapes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from prize_app.pdf.rendering import environment
from prize_app.pdf.report import (
    CategoryReport,
    DecisionLine,
    EditionReport,
    LaureateLine,
    RankedLine,
)
from workflows.citations import CertificateWords, Signatory, serial_number

ENV = environment(Path(__file__).parents[3] / "templates")
SERIAL = serial_number("ANSO", 2027, 3, 1)

HOSTILE = (
    '<script>alert("x")</script>',
    "</p></main><h1>Nobel Prize</h1>",
    "{{ 7 * 7 }}{% raw %}",
    "</title><meta name=author content=evil>",
    '<link rel="attachment" href="file:///etc/passwd"><img src="file:///etc/passwd">',
    "<style>* { display: none }</style>",
    "\u202egnitseretni\u202c \u2066x\u2069\u200f\u200b\ufeff",
    "a\x00b\x07c\x1b[31m\ud800\ufffe",
    "]]>&amp;&#x202e;&lt;!--",
    "Z̸̡̛͇a̵l̷g̶o" * 20,
    "W" * 300,
    "Maria Anastasia " * 18 + "Maria Anasta",
    "龍" * 300,
    "\u200d" * 300,
    " \n\t ",
    "x" * 300,
)

SCRIPTS = (
    ("ar", "خالد المنصوري"),
    ("he", "יעל בן־ארי"),
    ("hi", "लक्ष्मी कृष्णमूर्ति"),
    ("th", "ศิริพร ไชยสิทธิ์"),
    ("ja", "渡邊 直子"),
    ("ko", "김서연"),
    ("zh", "赵明远"),
    ("zh-Hant", "陳冠宇"),
)

PLAIN = CertificateWords(
    prize={
        "en": "ANSO S&T Cooperation Prize for Development",
        "zh": "ANSO 科技合作促进发展奖",
    },
    award={"en": "Outstanding Women Award", "zh": "杰出女性奖"},
    presented={"en": "is presented to", "zh": "授予"},
    laureate="Amina Wanjiru Otieno",
    laureate_original=None,
    original_lang=None,
    organization=False,
    citation={
        "en": "For two decades of bringing hydrologists, farmers and governments of eleven"
        " countries together to share and protect the waters of the Nile.",
        "zh": "表彰其二十年来联合十一国的水文学家、农民和政府，共同保护尼罗河水资源。",
    },
    edition={"en": "Edition 2027", "zh": "二〇二七年度"},
    given_on=date(2027, 3, 18),
    place={"en": "Beijing", "zh": "北京"},
    signatories=(
        Signatory("Liang Wenhua", {"en": "President", "zh": "理事会主席"}),
        Signatory("Fatima el-Sayed", {"en": "Chair of the Prize Committee"}),
    ),
    serial=SERIAL,
    check_url=f"https://prize.example/check/{SERIAL}",
    demonstration=False,
)

EMPTY = EditionReport(
    prize="ANSO Prize",
    edition="Edition 2027",
    generated_on="20 March 2027",
    demonstration=False,
    figures=(),
    categories=(),
    findings=(),
    countries=(),
    score_histogram=(),
    audit_head="",
    plan_name="",
    plan_hash="",
)


def certificate(**changes: Any) -> CertificateWords:
    """The plain certificate with some words changed."""
    return replace(PLAIN, **changes)


def category(name: str = "Youth Leader Award", nominee: str = "Kim Seo-yeon") -> CategoryReport:
    """One category in which everything has happened, two nominees sharing the second place."""
    return CategoryReport(
        name=name,
        name_zh="青年领袖奖",
        stage_counts=(("In review", 3), ("Awarded", 1)),
        ranking=(
            RankedLine(1, nominee, "김서연", "Korea", Decimal("91.40"), 3, "Awarded", "ko"),
            RankedLine(2, "José Peña", None, "Chile", Decimal("88.25"), 3, "Ranked"),
            RankedLine(2, "Yael Ben-Ari", "יעל בן־ארי", "Israel", Decimal("88.25"), 4, "Ranked"),
            RankedLine(None, "Zhao Mingyuan", None, "China", None, 0, "Not eligible"),
        ),
        decisions=(
            DecisionLine(nominee, "Award", "Without equal.", "I. Solberg", "W. Liang", "2 March"),
            DecisionLine("José Peña", "Reserve", "", "I. Solberg", None, "2 March"),
        ),
        laureates=(LaureateLine(nominee, "김서연", "For joining what was apart.", SERIAL, "ko"),),
    )


def report(**changes: Any) -> EditionReport:
    """A full report with some of it changed."""
    full = replace(
        EMPTY,
        figures=(("Nominations received", "184"), ("Countries", "59")),
        categories=(category(), CategoryReport("Outstanding Women Award", "杰出女性奖")),
        findings=(("Consent of the nominee", 170, 4, 10),),
        countries=(("China", 40), ("Kenya", 39)),
        score_histogram=(("80–90", 12), ("90–100", 5)),
        review_progress=(("Asked", 20), ("Handed in", 17)),
        audit_head="9f2c51e0b7d84a66" * 4,
        plan_name="anso-prize, version 3",
        plan_hash="4b1de0077ac9632f" * 4,
    )
    return replace(full, **changes)
