"""What the page “List your library” prints: forms made from the models, and what their script needs to know."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sister_libraries import duplicates
from sister_libraries.find_page import LANGUAGES
from sister_libraries.form_rules import FORMS, fields_and_terms, node
from sister_libraries.languages import N_, country_codes, language_tags, site_languages
from sister_libraries.models import KINDS
from sister_libraries.models.base import type_hints
from sister_libraries.outputs.letter_data import FOLDER as LIBRARIES
from sister_libraries.outputs.letter_data import parts_of
from sister_libraries.outputs.submit_data import FOLDER, PARTS, part_count
from sister_libraries.repository import change_address, edit_address, new_address
from sister_libraries.rules import RULES
from sister_libraries.validate import unwrap
from sister_libraries.views import library, partnership

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.reader import Reader

PROGRAMME = "ala-sister-libraries"  # the organization whose mailbox takes listings by e-mail
LONGEST_ADDRESS = (
    6_000  # characters; GitHub takes 8 191, and a reader who must sign in first needs some of them
)
LONGEST_MAIL = 1_800  # characters of a mailto: address that every mail program takes


@dataclass(frozen=True)
class Topic:
    """Fields that are asked for together; only the first topic of a form stands open."""

    title: str
    fields: tuple[str, ...]


TOPICS: dict[str, tuple[Topic, ...]] = {
    "libraries": (
        Topic(
            N_("Your library"),
            ("name", "country", "city", "type", "work_languages", "status", "seeks", "offers", "website"),
        ),
        Topic(N_("What you would like to do"), ("activities", "requests", "preferred", "commitment")),
        Topic(N_("More about the library"), ("description", "community", "reader_languages")),
        Topic(N_("How to write to you"), ("contact",)),
        Topic(N_("Where it is"), ("region", "coordinates", "time_zone", "sister_cities")),
        Topic(N_("Sources and identifiers"), ("sources", "identifiers")),
        Topic(N_("Dates"), ("listed", "requested", "confirmed")),
    ),
    "partnerships": (
        Topic(N_("Your story"), ("libraries", "kinds", "status", "summary", "story", "sources")),
        Topic(N_("From when to when"), ("since", "until", "confirmed")),
        Topic(N_("More to tell"), ("activities", "lessons", "programme")),
        Topic(N_("Dates"), ("listed",)),
    ),
}
# What the form says where a field's own help speaks of files, and what it adds to others.
HELP = {
    ("partnerships", "libraries"): N_("At least two: type a name or a town, and choose what is offered."),
    ("libraries", "status"): N_(
        "Seeking: it asks for a partner. Open: it would answer a letter. Nothing, if it is only known as a partner."
    ),
}
ASSUMED = {("libraries", "sources")}  # taken from the library's own website where nothing is typed
# Where the library's facts are to be checked; only who names another source can do without.
NEEDED = {("libraries", "website")}
NOTES = {
    ("libraries", "website"): N_(
        "People check the facts there: it is needed, unless you name another source under “Sources and identifiers”."
    )
}
CHOICES = {("libraries", "status"): library.STANDINGS, ("partnerships", "status"): partnership.STATUSES}


def filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """The forms, and the script's data."""
    here = reader.language
    return {
        "languages": [here, *(each for each in site_languages() if each != here)],
        "forms": {folder: _form(folder, reader) for folder in FORMS},
        "mailbox": _mailbox(reader),
        "data": _data(reader),
    }


def _form(folder: str, reader: Reader) -> list[dict[str, Any]]:
    model = KINDS[folder]
    fields = {each["name"]: each for each in _fields(model, folder, reader)}
    return [
        {"title": reader.say(topic.title), "fields": [fields[name] for name in topic.fields]}
        for topic in TOPICS[folder]
    ]


def _fields(model: type[BaseModel], folder: str, reader: Reader) -> list[dict[str, Any]]:
    """What the templates need of every field of a group."""
    hints = type_hints(model)
    shown = []
    for name, info in model.model_fields.items():
        if info.exclude:
            continue
        made = node(hints[name])
        inner = unwrap(info.annotation)
        of = made.get("of", made)
        help_text = reader.say(HELP[folder, name]) if (folder, name) in HELP else _help(info, reader)
        note = reader.say(NOTES.get((folder, name), ""))
        has_fields = isinstance(inner, type) and issubclass(inner, BaseModel)
        shown.append(
            {
                "name": name,
                "title": reader.say(info.title or name),
                "help": reader.language.sentences(each for each in (help_text, note) if each),
                "required": (info.is_required() and (folder, name) not in ASSUMED)
                or (folder, name) in NEEDED,
                "kind": made["kind"],
                "of": of,
                "example": _example(info.examples[0]) if info.examples else None,
                "groups": _choices(of, folder, name, reader),
                "fields": _fields(inner, "", reader) if has_fields else [],
            }
        )
    return shown


_CODES = re.compile(r"\s?[(（](?:ISO|BCP)[^)）]*[)）]")


def _help(info: FieldInfo, reader: Reader) -> str:
    """The field's description, where it says more than its label; codes are chosen here, not written."""
    text = _CODES.sub("", reader.say(info.description or ""))
    return "" if text.rstrip(".。") == reader.say(info.title or "") else text


def _example(value: Any) -> Any:
    """A field's example where it is a single value, a pair of numbers or a text; other fields show their choices."""
    if isinstance(value, list):
        return [str(each) for each in value] if all(isinstance(each, float) for each in value) else None
    return value


def _choices(of: dict[str, Any], folder: str, name: str, reader: Reader) -> list[tuple[str, list[Any]]]:
    """The choices of a field in groups; one group without a title where there are none."""
    catalogue = reader.catalogue
    if of["kind"] == "choice":
        labels = CHOICES[folder, name]
        return [("", [(each, reader.say(labels[each])) for each in of["choices"]])]
    if of["kind"] != "id":
        return []
    if of["folder"] == "organizations":
        named = [(each.id, reader.name(each).text) for each in catalogue.organizations.values()]
        return [("", sorted(named, key=lambda pair: reader.sort_key(pair[1])))]
    if of["folder"]:
        return []
    vocabulary = catalogue.vocabularies[of["vocabulary"]]
    groups: dict[str | None, list[Any]] = {}
    for term in vocabulary.terms:
        groups.setdefault(term.group, []).append((term.id, reader.term(vocabulary.id, term.id)))
    return [
        (reader.term(vocabulary.groups, group) if group and vocabulary.groups else "", terms)
        for group, terms in groups.items()
    ]


def _mailbox(reader: Reader) -> str:
    """The programme's address, as the records have it; nothing where they have none."""
    programme = reader.catalogue.organizations.get(PROGRAMME)
    return (programme.email if programme else None) or ""


def version(reader: Reader) -> str:
    """Changes whenever the fields or the choices do, so that an older draft is known for one."""
    made = fields_and_terms(reader.catalogue.vocabularies)
    return hashlib.sha256(json.dumps([*made.values()]).encode()).hexdigest()[:12]


def _data(reader: Reader) -> dict[str, Any]:
    """What the script must know beside the rules."""
    catalogue = reader.catalogue
    here = reader.language
    tags = {tag for tag in language_tags() if len(tag) == 2} | {*LANGUAGES, *catalogue.by_language}
    tags |= {"zh-Hans", "zh-Hant"}
    return {
        "code": here.code,
        "tag": here.tag,
        "home": reader.url(""),
        "folder": reader.root + FOLDER,
        "titles": {
            folder: {each: reader.name(record).text for each, record in catalogue.records(folder).items()}
            for folder in ("organizations", "checklists")
        },
        "parts": {folder: part_count(catalogue, folder) for folder in PARTS},
        "libraries": {"folder": reader.root + LIBRARIES, "parts": parts_of(catalogue)},
        "variants": f"{reader.root}assets/search-variants.json",
        "version": version(reader),
        "mailbox": _mailbox(reader),
        "longest_address": LONGEST_ADDRESS,
        "longest_mail": LONGEST_MAIL,
        "new": {folder: new_address(f"data/{folder}") for folder in FORMS},
        "edit": {folder: edit_address(f"data/{folder}/ID.yml") for folder in FORMS},
        "issue": change_address(here.code),
        "duplicates": duplicates.settings(),
        "reasons": {code: reader.say(text) for code, text in duplicates.REASONS.items()},
        "messages": {code: _message(code, reader) for code in RULES},
        "notices": [code for code, rule in RULES.items() if rule.notice],
        "countries": {code: reader.country(code) for code in country_codes()},
        "languages": {tag: here.language(tag) for tag in sorted(tags)},
        "order": {
            "countries": sorted(country_codes(), key=lambda code: reader.sort_key(reader.country(code))),
            "languages": sorted(tags, key=lambda tag: reader.sort_key(here.language(tag))),
        },
        "terms": {
            name: {term.id: reader.term(name, term.id) for term in each.terms}
            for name, each in catalogue.vocabularies.items()
        },
        "facts": [[reader.say(label), list(fields)] for label, fields in library.facts_in(reader.language)],
        "standings": {code: reader.say(text) for code, text in library.STANDINGS.items()},
        "statuses": {code: reader.say(text) for code, text in partnership.STATUSES.items()},
    }


def _message(code: str, reader: Reader) -> str:
    rule = RULES[code]
    if rule.form:
        return reader.say(rule.form)
    return reader.language.sentences([reader.say(rule.message), reader.say(rule.remedy)])
