"""Sentences of conflicts of interest in Chinese."""

from __future__ import annotations

from typing import Final

TIES: Final = {
    "nominee": "被提名人",
    "nominator": "提名人",
    "referee": "推荐信作者",
    "team": "共同完成工作者",
    "kin": "被提名人的亲属",
    "adviser": "被提名人的导师或学生",
    "co-author": "被提名人的合著者",
    "co-grant": "与被提名人共同承担项目者",
    "objected": "被提名人或提名人申请回避者",
    "same-organization": "同一单位",
    "near-organization": "相近单位",
    "same-country": "同一国家",
    "email-domain": "相同邮箱域名",
    "name-variant": "相似姓名",
}

SENTENCES: Final = {
    "nominee": "此人即被提名人。",
    "nominator": "此人即提名人。",
    "referee": "撰写了推荐信。",
    "team": "与被提名方共同完成工作。",
    "kin": "被列为被提名人的亲属。",
    "adviser": "被列为被提名人的导师或学生。",
    "co-author": "被列为被提名人的合著者。",
    "co-grant": "被列为与被提名人共同承担项目者。",
    "objected": "被提名人或提名人请求此人不参与评审。",
    "same-name": "与{who}同名：“{name}”。也可能是另一人。",
    "name-variant": "姓名“{own}”与“{name}”（{who}）相似。也可能是另一人。",
    "same-organization": "双方现在或曾经在同一单位工作：{name}。",
    "like-organization": "“{own}”与“{name}”可能是同一单位。",
    "near-organization": "{own}与{name}在机构树上相距{steps}级。",
    "email-domain": "双方的电子邮箱同属 {name}。",
    "same-country": "双方在同一国家工作：{country}。",
}

SOURCES: Final = {
    "account": "账户",
    "profile": "个人资料",
    "form": "提名表",
    "consent": "被提名人页面",
}

BINDINGS: Final = {"strict": "严格", "general": "一般"}
