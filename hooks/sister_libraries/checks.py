"""The rules that hold between records, each one function; `CHECKS` is the specification, in order. And what holds for
one record but needs more than its models know.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sister_libraries.folding import simplified, traditional
from sister_libraries.languages import N_, site_languages
from sister_libraries.models import KINDS, Checklist, Library, Partnership, Record, Vocabulary
from sister_libraries.models.dates import Known
from sister_libraries.problems import FieldPath, Problem
from sister_libraries.references import references, texts, vocabularies_of
from sister_libraries.validate import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from sister_libraries.store import Store
    from sister_libraries.yaml_reader import Document


SIMPLIFIED = "-Hans"  # how the tag of a language in Simplified Chinese ends
# Fields whose day must have come; of a list of groups, those of each group.
DATED = (
    ("listed",), ("requested",), ("confirmed",), ("since",), ("until",), ("sources", "dated"), ("sources", "seen"),
)  # fmt: skip
PERIOD = ("since", "until")
ASKING = ("seeking", "open")
# An e-mail address, and nine digits or more that are told like a telephone number; scripts read them, too.
MAIL_PATTERN = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,24}"
PHONE_PATTERN = r"[0-9](?:[ ()./-]{0,2}[0-9]){8,}"
BOOK_PATTERN = r"\b97[89](?:[ -]?[0-9]){10}\b"  # the number of a book (ISBN) is no telephone number
_MAIL, _PHONE = re.compile(MAIL_PATTERN), re.compile(PHONE_PATTERN)
_BOOK = re.compile(BOOK_PATTERN, re.ASCII)  # as scripts read it: Chinese may stand right beside the digits
WISHES = ("seeks", "offers", "activities", "requests", "description")


@dataclass(frozen=True)
class Context:
    """What a check may look at: all that was read, and the day of the build."""

    store: Store
    today: date

    def all(self, kind: type[Record]) -> Iterator[Any]:
        """The records of one kind, by id."""
        yield from self.store.records[kind.FOLDER].values()

    def problem(self, code: str, record: Record, at: FieldPath, **values: Any) -> Problem:
        """A problem at the field `at` of `record`."""
        span = self.store.document(record.file).span(at)
        return Problem(code, record.file, span, values, at)


def vocabularies_are_there(context: Context) -> Iterator[Problem]:
    """E204: every vocabulary that a field takes its terms from is a file."""
    store = context.store
    for each in vocabularies_of(KINDS.values()):
        if each not in store.records["vocabularies"] and ("vocabularies", each) not in store.broken:
            values = {"found": each, "folder": "data/vocabularies/"}
            yield Problem("E204", f"data/vocabularies/{each}.yml", None, values)


def references_lead_somewhere(context: Context) -> Iterator[Problem]:
    """E204, E203, E301: every id is that of a record or a term that is there."""
    vocabularies = _terms(context)
    for folder in KINDS:
        for record in context.store.records[folder].values():
            yield from _astray(context, record, vocabularies)


def _terms(context: Context) -> dict[str, list[str]]:
    """The ids of every vocabulary's terms."""
    return {each.id: [term.id for term in each.terms] for each in context.all(Vocabulary)}


def _astray(context: Context, record: Record, vocabularies: dict[str, list[str]]) -> Iterator[Problem]:
    """The references of a record that lead nowhere."""
    store = context.store
    for at, reference, found in references(record):
        if reference.vocabulary:
            terms = vocabularies.get(reference.vocabulary)
            if terms is not None and found not in terms:
                field = next(part for part in reversed(at) if isinstance(part, str))
                values = {"found": found, "field": field, "choices": terms, **suggestion(found, terms)}
                yield context.problem("E203", record, at, **values)
            continue
        there = store.records[reference.folder]
        if found in there or (reference.folder, found) in store.broken:
            continue
        move = store.moves.get(reference.folder, {}).get(found)
        if move:
            offered = {"suggestion": move.to} if move.to else {}
            yield context.problem("E301", record, at, found=found, moved=move.to or "–", **offered)
        else:
            folder = f"data/{reference.folder}/"
            yield context.problem("E204", record, at, found=found, folder=folder, **suggestion(found, there))


def groups_are_terms(context: Context) -> Iterator[Problem]:
    """E203: a term's group is a term of the vocabulary that `groups` names."""
    for vocabulary in context.all(Vocabulary):
        groups = context.store.records["vocabularies"].get(vocabulary.groups or "")
        if not isinstance(groups, Vocabulary):
            continue
        choices = [term.id for term in groups.terms]
        for index, term in enumerate(vocabulary.terms):
            if term.group and term.group not in choices:
                at = ("terms", index, "group")
                values = {"found": term.group, "field": "group", "choices": choices}
                yield context.problem("E203", vocabulary, at, **values, **suggestion(term.group, choices))


def ids_within_are_different(context: Context) -> Iterator[Problem]:
    """E213: no two terms of a vocabulary, and no two sections or steps of a checklist, have the same id."""
    for vocabulary in context.all(Vocabulary):
        yield from _twice(context, vocabulary, [(("terms", i), t.id) for i, t in enumerate(vocabulary.terms)])
    for checklist in context.all(Checklist):
        ids: list[tuple[FieldPath, str]] = []  # all are anchors on one page
        for i, section in enumerate(checklist.sections):
            ids.append((("sections", i), section.id))
            ids += [(("sections", i, "steps", j), step.id) for j, step in enumerate(section.steps)]
        yield from _twice(context, checklist, ids)


def checklists_have_a_first(context: Context) -> Iterator[Problem]:
    """E310: no checklist comes after itself, however many others lie between."""
    checklists = {each.id: each for each in context.all(Checklist)}
    for checklist in checklists.values():
        last = checklist.way_back(checklists)[-1]
        if checklists[last].after == checklist.id:
            yield context.problem("E310", checklist, ("after",), found=checklist.after)


def _twice(context: Context, record: Record, ids: list[tuple[FieldPath, str]]) -> Iterator[Problem]:
    seen = set()
    for at, each in ids:
        if each in seen:
            yield context.problem("E213", record, (*at, "id"), found=each)
        seen.add(each)


def dates_have_come(context: Context) -> Iterator[Problem]:
    """E303: nothing was listed, confirmed, begun or read in the future."""
    for folder, kind in KINDS.items():
        ways = [way for way in DATED if way[0] in kind.model_fields]
        for record in context.store.records[folder].values():
            for at, value in _reached(record, ways):
                first = value.first if isinstance(value, Known) else value
                if first > context.today:
                    values = {"found": str(value), "today": context.today.isoformat()}
                    yield context.problem("E303", record, at, **values)


def _reached(record: Record, ways: Sequence[tuple[str, ...]]) -> Iterator[tuple[FieldPath, Any]]:
    """The values in a record that some ways lead to, each with its place; what is left out is not there."""
    for name, *inner in ways:
        value = getattr(record, name)
        if value is None:
            continue
        if not inner:
            yield (name,), value
            continue
        for index, part in enumerate(value):
            if (found := getattr(part, inner[0])) is not None:
                yield (name, index, inner[0]), found


def ends_follow_beginnings(context: Context) -> Iterator[Problem]:
    """E304: a partnership does not end before it begins."""
    for partnership in context.all(Partnership):
        since, until = (getattr(partnership, each) for each in PERIOD)
        if since and until and until.last < since.first:
            yield context.problem("E304", partnership, (PERIOD[1],), found=str(until), other=str(since))


def libraries_can_be_found(context: Context) -> Iterator[Problem]:
    """E305: a library asks for a partner or has one."""
    paired = {each for partnership in context.all(Partnership) for each in partnership.libraries}
    for library in context.all(Library):
        if library.status is None and library.id not in paired:
            yield context.problem("E305", library, ("name",))


def requests_say_what(context: Context) -> Iterator[Problem]:
    """E306: a library that asks says what for."""
    for library in context.all(Library):
        if library.status in ASKING and not any(getattr(library, each) for each in WISHES):
            yield context.problem("E306", library, ("status",))


def libraries_are_listed_once(context: Context) -> Iterator[Problem]:
    """E302: two listings of one country with the same name, or the same website or identifier anywhere."""
    seen: dict[tuple[str, str], Library] = {}
    for library in context.all(Library):
        for what, key, at in _marks(library):
            other = seen.setdefault((what, key), library)
            if other is not library:
                yield context.problem("E302", library, at, found=other.file, same=what)
                break


def _marks(library: Library) -> Iterator[tuple[str, str, FieldPath]]:
    """What two listings of the same library would share."""
    if library.identifiers:
        for name in ("wikidata", "isil"):
            value = getattr(library.identifiers, name)
            if value:
                yield N_("the same identifier"), value, ("identifiers", name)
    for key, name in library.name.words().items():
        if key != "local_language":
            plain = re.sub(r"\W+", "", unicodedata.normalize("NFKC", name).casefold())
            city = next(iter(library.city.words().values()), "").casefold() if library.city else ""
            yield N_("the same name and place"), f"{library.country} {city} {plain}", ("name", key)
    if library.website:
        parts = urlsplit(library.website)
        address = (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")
        yield N_("the same website"), address, ("website",)


def moves_lead_somewhere(context: Context) -> Iterator[Problem]:
    """E307, E308: a tombstone names a record that is there, and no id is used again."""
    name = "data/moved.yml"
    document = context.store.document(name)
    for folder, moves in context.store.moves.items():
        there = context.store.records[folder]
        for old, move in moves.items():
            span = document.span((folder, old))
            if old in there:
                yield Problem("E308", name, span, {"found": old}, (folder, old))
            to, passed = move.to, {old}
            while to and to in moves and to not in passed:
                passed.add(to)
                to = moves[to].to
            # The way may end with a record that was taken down, but not with nothing or in a circle.
            if to and to not in there and (folder, to) not in context.store.broken:
                yield Problem("E307", name, span, {"found": old, "other": move.to}, (folder, old))


CHECKS: list[Callable[[Context], Iterator[Problem]]] = [
    vocabularies_are_there,
    references_lead_somewhere,
    groups_are_terms,
    ids_within_are_different,
    checklists_have_a_first,
    dates_have_come,
    ends_follow_beginnings,
    libraries_can_be_found,
    requests_say_what,
    libraries_are_listed_once,
    moves_lead_somewhere,
]


def check_record(document: Document, record: Record) -> list[Problem]:
    """E228, E229: no Traditional characters in Simplified texts, and nothing in a text by which a person is reached."""
    codes = {each.code for each in site_languages() if each.tag.endswith(SIMPLIFIED)}
    problems = []
    for at, text in texts(record):
        for code, words in text.words().items():
            here = (*at, code)
            reached = ("@" in words and _MAIL.search(words)) or _telephone(words)
            if reached:
                values = {"found": reached[0][:40]}
                problems.append(Problem("E229", record.file, document.span(here), values, here))
            found = traditional(words) if code in codes else ""
            if found:
                values = {"found": found[:40], "expected": simplified(words)[:80]}
                problems.append(Problem("E228", record.file, document.span(here), values, here))
    return problems


def _telephone(words: str) -> re.Match[str] | None:
    return _PHONE.search(words) and _PHONE.search(_BOOK.sub(" ", words))


def check_references(store: Store, today: date, record: Record) -> list[Problem]:
    """The references of one record in `store` that lead to nothing, or in a circle."""
    context = Context(store, today)
    circles = [each for each in checklists_have_a_first(context) if each.path == record.file]
    return [*_astray(context, record, _terms(context)), *circles]


def check_store(store: Store, today: date) -> list[Problem]:
    """Every problem between the records of `store` on the day `today`."""
    context = Context(store, today)
    return [problem for check in CHECKS for problem in check(context)]
