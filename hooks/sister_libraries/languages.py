"""The site's languages: their codes, their gettext catalogues, and how each writes names, dates and lists."""

from __future__ import annotations

import gettext
import io
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable

_HERE = Path(__file__).parent
DOMAIN = "sister_libraries"


class Phrase(str):
    """A gettext message id: it is translated where it is shown, while any other text stays as it is."""

    __slots__ = ()


def N_(message: str) -> Phrase:
    """Mark `message` for extraction, to be translated where it is shown."""
    return Phrase(message)


@dataclass(frozen=True, eq=False)
class Language:
    """One language of the site; the fields are those of `languages.toml`.

    There is one object a language for as long as the program runs, so what CLDR says is remembered: pages repeat the
    same days, countries and languages thousands of times.
    """

    code: str
    tag: str
    locale: str
    name: str
    prefix: str
    script: str
    wide: bool
    alphabet: str

    @cached_property
    def cldr(self) -> Locale:
        """The language's CLDR locale."""
        return Locale.parse(self.locale)

    @cached_property
    def translations(self) -> gettext.NullTranslations:
        """The interface words; English is its own message ids."""
        catalogue = catalogue_path(self.code)
        if not catalogue.exists():
            return gettext.NullTranslations()
        with catalogue.open("rb") as file:
            words = read_po(file, locale=self.locale)
        compiled = io.BytesIO()
        write_mo(compiled, words)
        compiled.seek(0)
        return gettext.GNUTranslations(compiled)

    def say(self, message: str, **values: object) -> str:
        """Translate `message` and fill its `{named}` places with `values`."""
        text = self.phrase(message)
        return text.format(**values) if values else text

    @cache
    def phrase(self, message: str) -> str:
        """Translate `message` as it stands, with its places."""
        # Of an empty message gettext tells about the catalogue.
        return self.translations.gettext(message) if message else ""

    def plural(self, one: str, many: str, number: int) -> str:
        """Translate a phrase that depends on `number`; the phrase may hold `{number}`."""
        return self.translations.ngettext(one, many, number).format(number=self.number(number))

    @cache
    def number(self, number: int) -> str:
        """Write a whole number with the language's separators; a wide one has none (GB/T 15835: 5100, not 5,100)."""
        return str(format_decimal(number, locale=self.cldr, group_separator=not self.wide))

    @cache
    def day_in_words(self, day: date) -> str:
        """Write a day in words, as in “21 November 2026” or “2026年11月21日”."""
        return self.spaced(str(format_date(day, "long", locale=self.cldr)))

    @cache
    def month_in_words(self, day: date) -> str:
        """Write a month and its year, as in “May 2017” or “2017年5月”."""
        return self.spaced(str(format_skeleton("yMMMM", day, locale=self.cldr)))

    def join(self, items: Iterable[str]) -> str:
        """Join `items` as the language does: “A, B, and C” or “A、B和C”."""
        return str(format_list([*items], locale=self.cldr))

    def spaced(self, text: str) -> str:
        """CLDR's text in the house style: with Han a space beside digits, and full-width brackets."""
        if not self.wide:
            return text
        text = _BRACKETS.sub(r"（\1）", text)
        return _HAN_MEETS_LATIN.sub(" ", text)

    def listing(self, items: Iterable[str]) -> str:
        """`items` one after the other with nothing but commas, as for choices: “a, b, c” or “a、b、c”."""
        return ("、" if self.wide else ", ").join(items)

    def pair(self, names: Iterable[str]) -> str:
        """Names that belong together: “Aurora – Silistra” or “奥罗拉—锡利斯特拉” (GB/T 15834: one dash, no spaces)."""
        return ("—" if self.wide else " – ").join(names)

    @property
    def dash(self) -> str:
        """What stands between such names on a page, where a line may break only behind it."""
        return "—" if self.wide else "\u00a0– "

    def place(self, parts: Iterable[str]) -> str:
        """A place from its parts, smallest first: “Guangzhou, China” or “中国，广州”."""
        return "，".join(reversed([*parts])) if self.wide else ", ".join(parts)

    def clauses(self, parts: Iterable[str]) -> str:
        """Remarks that stand side by side: “a; b” or “a；b”."""
        return ("；" if self.wide else "; ").join(parts)

    def sentences(self, parts: Iterable[str]) -> str:
        """Whole sentences, one after the other."""
        return ("" if self.wide else " ").join(parts)

    @cache
    def country(self, code: str) -> str:
        """Name a country or region by its ISO 3166-1 alpha-2 code, after CLDR."""
        return str(self.cldr.territories.get(code, code))

    @cache
    def language(self, tag: str) -> str:
        """Name a language by its BCP 47 tag, after CLDR; in English where CLDR has no name in this language."""
        for names in (self.cldr.languages, Locale.parse("en").languages):
            if tag in names:
                return self.spaced(str(names[tag]))
        try:
            return self.spaced(str(Locale.parse(tag, sep="-").get_display_name(self.cldr) or tag))
        except (ValueError, UnknownLocaleError):
            return tag


def catalogue_path(code: str) -> Path:
    """The gettext catalogue (.po) of the language `code`."""
    return _HERE / "locales" / code / "LC_MESSAGES" / f"{DOMAIN}.po"


@lru_cache(maxsize=1)
def site_languages() -> tuple[Language, ...]:
    """All languages of the site, the default one first."""
    table = tomllib.loads((_HERE / "languages.toml").read_text(encoding="utf-8"))
    return tuple(Language(**entry) for entry in table["language"])


def language(code: str) -> Language:
    """The site's language `code`; a KeyError for any other."""
    return {each.code: each for each in site_languages()}[code]


_BRACKETS = re.compile(r" ?\(([^()]*)\)")
_HAN_MEETS_LATIN = re.compile(r"(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])")

# User-assigned and grouping codes that CLDR names but that are nobody's country or region (ISO 3166-1).
_NOT_PLACES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


@lru_cache(maxsize=1)
def country_codes() -> tuple[str, ...]:
    """The codes of every country or region that a record may name, sorted (CLDR, with XK)."""
    codes = [str(code) for code in Locale.parse("en").territories]
    return tuple(sorted(c for c in codes if len(c) == 2 and c.isalpha() and c not in _NOT_PLACES))


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """The names of time zones that a record may give (IANA database)."""
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def scripts() -> frozenset[str]:
    """The codes of ISO 15924 of the scripts that CLDR can name."""
    return frozenset(Locale.parse("en").scripts)


@lru_cache(maxsize=1)
def language_tags() -> frozenset[str]:
    """The primary language subtags and tags that CLDR can name."""
    return frozenset(Locale.parse("en").languages.keys()) | {"zh-Hans", "zh-Hant"}
