"""Regions of the world: which of the five of the United Nations a country lies in.

UN Statistics Division, Standard Country or Area Codes for Statistical Use (M49), by the codes of
ISO 3166-1; Taiwan, which M49 leaves out, with Asia. Antarctica belongs to none.
"""

from __future__ import annotations

from typing import Final

_COUNTRIES: Final = {
    "Africa": "DZ AO BJ BW IO BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET TF GA GM GH GN GW "
    "KE LS LR LY MG MW ML MR MU YT MA MZ NA NE NG RE RW SH ST SN SC SL SO ZA SS SD TZ TG TN UG "
    "EH ZM ZW",
    "Americas": "AI AG AR AW BS BB BZ BM BO BQ BV BR CA KY CL CO CR CU CW DM DO EC SV FK GF GL "
    "GD GP GT GY HT HN JM MQ MX MS NI PA PY PE PR BL KN LC MF PM VC SX GS SR TT TC US UY VE VG VI",
    "Asia": "AF AM AZ BH BD BT BN KH CN CY KP GE HK IN ID IR IQ IL JP JO KZ KW KG LA LB MO MY MV "
    "MN MM NP OM PK PH QA KR SA SG LK PS SY TW TJ TH TL TR TM AE UZ VN YE",
    "Europe": "AX AL AD AT BY BE BA BG HR CZ DK EE FO FI FR DE GI GR GG VA HU IS IE IM IT JE LV "
    "LI LT LU MT MC ME NL MK NO PL PT MD RO RU SM RS SK SI ES SJ SE CH UA GB",
    "Oceania": "AS AU CX CC CK FJ PF GU HM KI MH FM NR NC NZ NU NF MP PW PG PN WS SB TK TO TV UM "
    "VU WF",
}

_REGION: Final = {
    country: region for region, countries in _COUNTRIES.items() for country in countries.split()
}


def region_of(country: str) -> str:
    """The region of a country by its alpha-2 code; empty where it is unknown."""
    return _REGION.get(country, "")
