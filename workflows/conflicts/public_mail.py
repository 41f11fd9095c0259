"""Domains at which anybody can have an e-mail address: they say nothing about a place of work.

Made by hand for the countries the prize works with: providers of free mail and of internet access.
Every domain of the first part stands also in the list of the npm package free-email-domains 1.12.6
(MIT licence, github.com/Kikobeats/free-email-domains), against which it was checked; the package
itself has 14,125 lines, most of them throw-away domains. Those of the second part are not in it and
are offered to the public by their providers (Tuta, Zoho, Heinlein, NetEase, 263, VK, Bouygues, TIM,
Globo, TalkTalk, Bell, Telus, MWEB, Telkom, Vodacom, Chunghwa, PChome, PCCW, Telmex, 37signals,
Riseup).
"""

from __future__ import annotations

from typing import Final

PUBLIC: Final = frozenset({
    "126.com", "139.com", "163.com", "188.com", "189.cn", "21cn.com", "abv.bg", "aim.com",
    "alice.it", "aliyun.com", "aol.com", "arcor.de", "atlas.cz", "att.net", "bellsouth.net",
    "bigmir.net", "bigpond.com", "bigpond.net.au", "bk.ru", "bluewin.ch", "blueyonder.co.uk",
    "bol.com.br", "btinternet.com", "centrum.cz", "charter.net", "citromail.hu", "comcast.net",
    "cox.net", "daum.net", "docomo.ne.jp", "duck.com", "earthlink.net", "email.com", "email.cz",
    "excite.com", "ezweb.ne.jp", "fastmail.com", "fastmail.fm", "foxmail.com", "free.fr",
    "freemail.hu", "freenet.de", "gazeta.pl", "gmail.com", "gmx.at", "gmx.ch", "gmx.com",
    "gmx.de", "gmx.fr", "gmx.net", "googlemail.com", "hanmail.net", "hetnet.nl", "home.nl",
    "hotmail.co.uk", "hotmail.com", "hotmail.com.br", "hotmail.de", "hotmail.es", "hotmail.fr",
    "hotmail.it", "hushmail.com", "i.ua", "icloud.com", "ig.com.br", "inbox.com", "inbox.lv",
    "inbox.ru", "indiatimes.com", "interia.pl", "iol.pt", "laposte.net", "lenta.ru", "libero.it",
    "list.ru", "live.cn", "live.co.uk", "live.com", "live.de", "live.fr", "live.it", "live.nl",
    "lycos.com", "mac.com", "mail.bg", "mail.com", "mail.ee", "mail.ru", "mailfence.com",
    "maktoob.com", "me.com", "meta.ua", "msn.com", "mynet.com", "nate.com", "naver.com",
    "neuf.fr", "nifty.com", "ntlworld.com", "o2.pl", "onet.pl", "op.pl", "optusnet.com.au",
    "orange.fr", "outlook.com", "outlook.com.br", "outlook.de", "outlook.es", "outlook.fr",
    "outlook.in", "outlook.jp", "planet.nl", "pm.me", "post.cz", "posteo.de", "proton.me",
    "protonmail.ch", "protonmail.com", "qq.com", "rambler.ru", "rediffmail.com", "rocketmail.com",
    "rogers.com", "runbox.com", "sapo.pt", "sbcglobal.net", "seznam.cz", "sfr.fr", "shaw.ca",
    "sify.com", "sina.cn", "sina.com", "singnet.com.sg", "sky.com", "skynet.be", "softbank.ne.jp",
    "sohu.com", "t-online.de", "telefonica.net", "telenet.be", "terra.com.br", "terra.es",
    "tiscali.it", "tlen.pl", "tom.com", "tuta.io", "ukr.net", "uol.com.br", "usa.com",
    "verizon.net", "vip.qq.com", "vip.sina.com", "virgilio.it", "virginmedia.com", "walla.co.il",
    "wanadoo.fr", "web.de", "webmail.co.za", "windowslive.com", "wp.pl", "xs4all.nl", "ya.ru",
    "yahoo.ca", "yahoo.co.id", "yahoo.co.in", "yahoo.co.jp", "yahoo.co.uk", "yahoo.com",
    "yahoo.com.ar", "yahoo.com.au", "yahoo.com.br", "yahoo.com.cn", "yahoo.com.hk",
    "yahoo.com.mx", "yahoo.com.ph", "yahoo.com.sg", "yahoo.com.tw", "yahoo.com.vn", "yahoo.de",
    "yahoo.es", "yahoo.fr", "yahoo.gr", "yahoo.ie", "yahoo.in", "yahoo.it", "yandex.by",
    "yandex.com", "yandex.kz", "yandex.ru", "yeah.net", "ymail.com", "ziggo.nl", "zoho.com",
    "zohomail.com",
    "example.com", "example.net", "example.org",  # RFC 2606
    # not in the list of the package
    "tutanota.com", "tutamail.com", "zohomail.in", "mailbox.org", "vip.163.com", "263.net",
    "internet.ru", "bbox.fr", "tin.it", "globo.com", "talktalk.net", "sympatico.ca", "telus.net",
    "mweb.co.za", "telkomsa.net", "vodamail.co.za", "hinet.net", "pchome.com.tw",
    "netvigator.com", "prodigy.net.mx", "hey.com", "riseup.net",
})  # fmt: skip

SUFFIXES: Final = frozenset({
    "ac", "co", "com", "edu", "ernet", "go", "gob", "gov", "govt", "gv", "mil", "ne", "net", "or",
    "org", "re", "res", "sch",
})  # fmt: skip
"""Names of classes of bodies below a country's domain: ac.uk, edu.cn, res.in, go.ke."""

NOBODYS: Final = frozenset({"example", "test", "invalid", "localhost"})
"""Last labels that are reserved for examples (RFC 2606, RFC 6761): nobody works there."""
