"""A reader of one page: turns records into the words, links and dates that templates print."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sister_libraries.languages import N_, Language, language
from sister_libraries.models import Library, Organization, Partnership, Record
from sister_libraries.repository import change_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Checklist, Text
    from sister_libraries.models.base import Source
    from sister_libraries.models.dates import Known

    SortKey = tuple[bytes, bytes, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it is shown; `lang` is its BCP 47 tag when it is not in the page's language."""

    text: str
    lang: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """The text parted at blank lines."""
        return [each.strip() for each in self.text.split("\n\n") if each.strip()]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page of the site (relative) or elsewhere; `note` stands behind it."""

    url: str
    said: Said
    note: str = ""


class Reader:
    """Somebody who reads in `language`; `home` leads from their page to the root of that language's pages."""

    def __init__(self, here: Language, catalogue: Catalogue, home: str) -> None:
        self.language = here
        self.catalogue = catalogue
        self.home = home
        self.shown: dict[tuple[str, str], Link] = {}  # what a view has made of a field's value
        self._dates: dict[str, str] = {}
        self._labels: dict[tuple[str, str], str] = {}
        self._links: dict[tuple[str, str], Link] = {}
        self._entries: dict[str, tuple[SortKey, Link]] = {}

    @property
    def root(self) -> str:
        """Leads from the page to the root of the site, above all languages."""
        return self.home + "../" * self.language.prefix.count("/")

    def say(self, message: str, **values: object) -> str:
        """An interface phrase."""
        return self.language.say(message, **values)

    # -- texts -----------------------------------------------------------------------------------------------

    def text(self, text: Text | None) -> Said | None:
        """A record's text in the page's language, else in the first language that it has."""
        if text is None:
            return None
        own = text.get(self.language.code)
        if own is not None:
            return Said(own)
        for code in text.languages():
            return Said(text.get(code) or "", language(code).tag)
        words = text.words()
        return Said(words["local"], words["local_language"])

    def name(self, record: Record) -> Said:
        """The name that lists show; a partnership is called by its libraries' names."""
        if isinstance(record, Partnership):
            names = [self.name(self.catalogue.libraries[each]) for each in record.libraries]
            return Said(self.language.pair(each.text for each in names))
        said = self.text(record.label)  # type: ignore[attr-defined]  # all but partnerships have one
        assert said
        return said

    def other_names(self, record: Library | Organization) -> list[Said]:
        """The names of a record that the page does not use as its title."""
        shown = self.name(record).text
        words = record.name.words()
        others = []
        for code in record.name.languages():
            if words[code] != shown:
                others.append(Said(words[code], language(code).tag))
        if words.get("local", shown) not in (shown, *(each.text for each in others)):
            others.append(Said(words["local"], words["local_language"]))
        return others

    # -- places, languages, terms ----------------------------------------------------------------------------

    def country(self, code: str) -> str:
        """The name of a country or region."""
        return self.language.country(code)

    def town(self, library: Library) -> str:
        """The library's town and country or region, as in “Guangzhou, China”."""
        parts = [said.text for said in (self.text(library.city),) if said]
        parts.append(self.country(library.country))
        return self.language.place(parts)

    def term(self, vocabulary: str, term_id: str) -> str:
        """The label of a vocabulary's term."""
        key = (vocabulary, term_id)
        if key not in self._labels:
            said = self.text(self.catalogue.term(vocabulary, term_id).label)
            self._labels[key] = said.text if said else term_id
        return self._labels[key]

    def terms(self, vocabulary: str, ids: Iterable[str] | None) -> list[str]:
        """The labels of several terms."""
        return [self.term(vocabulary, each) for each in ids or ()]

    def languages(self, tags: Iterable[str] | None) -> list[str]:
        """The names of languages."""
        return [self.language.language(each) for each in tags or ()]

    # -- dates -----------------------------------------------------------------------------------------------

    def date(self, day: date | None) -> str:
        """A day in words, or nothing."""
        return self.language.day_in_words(day) if day else ""

    def known(self, when: Known | None) -> str:
        """A date as precisely as it is known, as in “by 2019” or “2017年5月”."""
        if when is None:
            return ""
        if when.text not in self._dates:
            self._dates[when.text] = self._known(when)
        return self._dates[when.text]

    def _known(self, when: Known) -> str:
        if when.precision == "day":
            shown = self.language.day_in_words(when.first)
        elif when.precision == "month":
            shown = self.language.month_in_words(when.first)
        elif when.precision == "decade":
            shown = self.say(N_("the {year}s"), year=when.first.year)
        else:
            shown = self.say(N_("{year}"), year=when.first.year)
        pattern = _QUALIFIED.get(when.qualifier)
        return self.say(pattern, date=shown) if pattern else shown

    # -- links -----------------------------------------------------------------------------------------------

    def url(self, path: str) -> str:
        """The relative address of the page `path` below this language's root."""
        return self.home + path or "./"

    def change(self, title: str, entry: str, what: str) -> str:
        """The address of GitHub's form for changes, filled in."""
        return change_address(self.language.code, title=title, entry=entry, what=what)

    def link(self, record: Record, note: str = "") -> Link:
        """A link to a record's page; remembered, since many pages name the same records."""
        key = (record.path, note)
        if key not in self._links:
            self._links[key] = Link(self.url(record.path), self.name(record), note)
        return self._links[key]

    def library(self, library: Library) -> Link:
        """A link to a library, with its town."""
        return self._entry(library)[1]

    def libraries(
        self, libraries: Iterable[Library], place: Callable[[Library], str] | None = None
    ) -> list[Link]:
        """Links to libraries in the order of the language's alphabet, with their towns or what `place` says."""
        entries = sorted(((*self._entry(each), each) for each in libraries), key=itemgetter(0))
        return [replace(link, note=place(each)) if place else link for _key, link, each in entries]

    def _entry(self, library: Library) -> tuple[SortKey, Link]:
        """A library as a list shows it, and where it stands there; remembered, since it is in many lists."""
        entry = self._entries.get(library.id)
        if entry is None:
            link = self.link(library, self.town(library))
            entry = self._entries[library.id] = ((*self.sort_key(link.said.text), library.id), link)
        return entry

    def summary(self, record: Checklist | Organization) -> dict[str, object]:
        """A checklist or an organization as a list shows it: its link, and what it is for in a sentence."""
        return {"link": self.link(record), "summary": self.text(record.summary)}

    def partnerships(self, partnerships: Iterable[Partnership]) -> list[dict[str, object]]:
        """Partnerships as a list shows them, newest known date first."""
        ordered = sorted(partnerships, key=lambda each: (_latest(each), each.id), reverse=True)
        return [
            {
                "link": self.link(each),
                "names": [self.name(self.catalogue.libraries[library]) for library in each.libraries],
                "dash": self.language.dash,
                "summary": self.text(each.summary),
                "when": self.when(each),
                "ended": each.status == "ended",
            }
            for each in ordered
        ]

    def when(self, partnership: Partnership) -> str:
        """From when to when a partnership has lasted, as far as is known."""
        since, until = self.known(partnership.since), self.known(partnership.until)
        if since and until:
            return self.say(N_("{since} – {until}"), since=since, until=until)
        if since and partnership.since and partnership.since.qualifier:
            return self.say(N_("begun {date}"), date=since)
        if since:
            return self.say(N_("since {date}"), date=since)
        return self.say(N_("until {date}"), date=until) if until else ""

    def sources(self, sources: Iterable[Source] | None) -> list[Link]:
        """Sources as links that name the host, with the dates that are known."""
        shown = []
        for each in sources or ():
            dates = []
            if each.dated:
                dates.append(self.say(N_("dated {date}"), date=self.known(each.dated)))
            if each.seen:
                dates.append(self.say(N_("read {date}"), date=self.known(each.seen)))
            note = self.language.clauses(dates)
            if each.url:
                host = (urlsplit(each.url).hostname or "").removeprefix("www.")
                shown.append(Link(each.url, Said(f"{each.title} ({host})" if each.title else host), note))
            if each.document:
                shown.append(Link("", Said(self.term("source-documents", each.document)), note))
        return shown

    def sort_key(self, text: str) -> tuple[bytes, bytes]:
        """Where a text stands in the language's alphabet.

        GB 18030 keeps the order of GB 2312, whose common characters stand by pinyin; other scripts go by their
        letters without accents.
        """
        plain = unicodedata.normalize("NFKD", text).casefold().translate(_STROKES)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
        return (plain.encode(self.language.alphabet), text.encode())


# Letters with a stroke, which Unicode does not take apart, stand where readers look for them.
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"}
)

_QUALIFIED = {
    "by": N_("by {date}"),
    "before": N_("before {date}"),
    "after": N_("after {date}"),
    "about": N_("about {date}"),
}


def _latest(partnership: Partnership) -> str:
    dates = [
        each.last.isoformat()
        for each in (partnership.since, partnership.until, partnership.confirmed)
        if each
    ]
    return max(dates, default="")
