"""Countries and regions in the world: which part each belongs to, a place that stands for it, and its time zones."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

from sister_libraries.languages import country_codes
from sister_libraries.time_zones import Zone, offset, zones_by_country

Part = Literal["africa", "americas", "asia", "europe", "oceania"]

# The parts of the world by the codes under which CLDR names them (UN M49).
PARTS: dict[Part, str] = {
    "africa": "002",
    "americas": "019",
    "asia": "142",
    "europe": "150",
    "oceania": "009",
}

# UN M49's macro regions as Unicode CLDR 48 keeps them (supplemental data, territoryContainment), which also places
# the codes that M49 leaves out: AQ, TW and XK. Babel does not carry this table. It is about where a place lies on
# the globe and nothing else.
_CODES: dict[Part, str] = {
    "africa": """
        AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ
        NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW""",
    "americas": """
        AG AI AR AW BB BL BM BO BQ BR BS BV BZ CA CL CO CR CU CW DM DO EC FK GD GF GL GP GS GT GY HN HT JM KN KY LC
        MF MQ MS MX NI PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI""",
    "asia": """
        AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH
        PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE""",
    "europe": """
        AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK
        MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK""",
    "oceania": """
        AQ AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS""",
}
_PARTS: dict[str, Part] = {code: part for part, codes in _CODES.items() for code in codes.split()}

# In zone.tab the first zone of a country is mostly that of its largest place. Not of these: there, an island or an
# outlying province stands first, because the table goes from east to west or from west to east.
_MAIN_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
}
# Zones that are not part of the range of times shown for a country or region: in use there beside the official time
# (Asia/Urumqi), or not set by the authorities whose other zones stand beside it (Europe/Simferopol).
_NOT_SHOWN = {"Asia/Urumqi", "Europe/Simferopol"}

# Codes that zone.tab lacks, with a place and, where people live, a zone whose time is kept there.
_MISSING = {
    "BV": Zone("", -54.42, 3.36),
    "HM": Zone("", -53.1, 73.5),
    "XK": Zone("Europe/Belgrade", 42.67, 21.17),
}


def part_of_world(country: str) -> Part:
    """The part of the world in which a country or region lies; a KeyError for what is no code of one."""
    return _PARTS[country]


@lru_cache(maxsize=1)
def countries_by_part() -> dict[Part, tuple[str, ...]]:
    """All codes of countries and regions by part of the world."""
    return {part: tuple(code for code in country_codes() if _PARTS[code] == part) for part in PARTS}


def place_of(country: str) -> Zone:
    """The place that stands for a country or region in distances: that of its main time zone."""
    zones = zones_by_country().get(country)
    if not zones:
        return _MISSING[country]
    main = _MAIN_ZONES.get(country, zones[0].name)
    return next(each for each in zones if each.name == main)


def zones_of(country: str) -> tuple[str, ...]:
    """The names of the time zones whose time is shown for a country or region; none where nobody lives."""
    zones = zones_by_country().get(country) or (_MISSING[country],)
    return tuple(each.name for each in zones if each.name and each.name not in _NOT_SHOWN)


def offsets(country: str, day: date) -> tuple[int, int] | None:
    """The least and the most minutes by which a country or region is ahead of UTC on `day`."""
    found = [offset(zone, day) for zone in zones_of(country)]
    return (min(found), max(found)) if found else None


def changes_clocks(country: str, year: int) -> bool:
    """Whether any place of a country or region has another time in July than in January."""
    winter, summer = date(year, 1, 1), date(year, 7, 1)
    return any(offset(zone, winter) != offset(zone, summer) for zone in zones_of(country))
