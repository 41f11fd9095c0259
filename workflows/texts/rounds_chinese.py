"""Sentences about rounds of review, in Chinese."""

from __future__ import annotations

from typing import Final

SHORTLIST: Final = {
    "rule": "入围规则：{lines}。",
    "and": "，且",
    "first": "排序前 {places} 名",
    "least": "不低于 {points} 分",
    "above": "分数高于中位数",
    "with_noise": "分数无法与末位区分者一并入围。",
    "outcome": "{total} 项提名中 {going} 项入围。",
    "cut": "依规则入围的末位为 {points} 分。",
    "median": "中位数为 {points} 分。",
    "kept": "另有 {count} 项因分数无法与末位区分而一并入围。",
    "no_noise": "各提名均不足两份评审，无法估计分数误差，仅同分者一并入围。",
}
