"""What the terminal and the issue forms ask for a record: a short list of fields, all else from the models."""

from __future__ import annotations

import re
import typing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from sister_libraries.languages import N_, Language, site_languages
from sister_libraries.models import KINDS
from sister_libraries.models.base import type_hints
from sister_libraries.models.fields import Chars, Reference, Text
from sister_libraries.validate import as_yaml, language_called, place_called, unwrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.fields import FieldInfo

    from sister_libraries.models import Library, Vocabulary
    from sister_libraries.problems import FieldPath

# The fields that are asked for, in order; a text is asked for in every language of the site.
ASKED: dict[str, tuple[str, ...]] = {
    "libraries": (
        "name", "country", "city", "type", "website", "work_languages", "status", "seeks", "offers", "activities",
        "description", "contact.role", "contact.page", "sources",
    ),
    "partnerships": (
        "libraries", "since", "kinds", "status", "activities", "summary", "story", "lessons", "sources",
    ),
}  # fmt: skip

# The words for values that no vocabulary holds; a value has the same words wherever it stands.
STATUSES: dict[str, str] = {
    "seeking": N_("Seeking a partner"),
    "open": N_("Open to a partner"),
    "paused": N_("Paused"),
    "withdrawn": N_("Withdrawn"),
    "current": N_("Going on"),
    "unconfirmed": N_("Not confirmed whether it goes on"),
    "ended": N_("Ended"),
}
BY_NAME = N_("The libraries, by their names on this site or their ids, with commas between them.")
LOCAL = {"local": N_("in the library's own language"), "local_language": N_("which language that is")}

Kind = Literal["line", "text", "choice", "choices", "country", "languages", "language", "ids", "addresses"]


@dataclass(frozen=True)
class Question:
    """One thing that is asked: where its answer stands in the record, and how it is said."""

    at: FieldPath
    title: str
    part: str  # of a text: the code of its language, or a key of LOCAL
    help: str
    example: str
    required: bool
    kind: Kind
    choices: tuple[tuple[str, Any], ...] = ()  # values, each with a phrase or a vocabulary's label
    libraries: typing.Mapping[str, Library] = field(default_factory=dict)  # which an answer may name, by id

    def label(self, here: Language) -> str:
        """The question's label, which no other question of the same record has."""
        if not self.part:
            return here.say(self.title)
        which = here.say(LOCAL[self.part]) if self.part in LOCAL else here.language(self.part)
        return here.say(N_("{field} ({which})"), field=here.say(self.title), which=which)

    def options(self, here: Language) -> list[tuple[str, str]]:
        """The choices: their values and the words for them."""
        return [(value, _words(said, here)) for value, said in self.choices]


def _words(said: Any, here: Language) -> str:
    if isinstance(said, Text):
        own = said.get(here.code)
        return own if own is not None else next(iter(said.words().values()))
    return here.say(said)


def questions(
    folder: str,
    vocabularies: typing.Mapping[str, Vocabulary],
    libraries: typing.Mapping[str, Library] | None = None,
) -> list[Question]:
    """What is asked for a record in `data/<folder>`, in order; answers may name the `libraries` that are there."""
    found: list[Question] = []
    for name in ASKED[folder]:
        found += _of_field(KINDS[folder], tuple(name.split(".")), vocabularies)
    return [
        replace(each, libraries=libraries or {}, help=BY_NAME) if each.kind == "ids" else each
        for each in found
    ]


def _of_field(
    model: Any, at: tuple[str, ...], vocabularies: typing.Mapping[str, Vocabulary]
) -> typing.Iterator[Question]:
    part: type[BaseModel] = model
    info: FieldInfo | None = None
    for name in at:
        info = part.model_fields[name]
        hint = type_hints(part)[name]
        inner = unwrap(info.annotation)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            part = inner
    assert info
    example: Any = info.examples[0] if info.examples else None
    shared: dict[str, Any] = {"title": info.title or at[-1], "help": info.description or ""}
    required = info.is_required()
    if isinstance(inner, type) and issubclass(inner, Text):
        kind: Kind = "text" if _is_long(hint) else "line"
        for each in [*(each.code for each in site_languages()), *inner.EXTRA]:
            yield Question(
                (*at, each), part=each, example=dict(example or {}).get(each, ""), required=False,
                kind="language" if each == "local_language" else kind, **shared,
            )  # fmt: skip
        return
    kind, choices = _kind(hint, at[-1], vocabularies)
    shown = (
        ""
        if example is None or isinstance(example, dict) or kind == "addresses"
        else as_yaml("", example).lstrip(": ").strip("[]")
    )
    yield Question(at, part="", example=shown, required=required, kind=kind, choices=choices, **shared)


def _is_long(hint: Any) -> bool:
    return any(each.lines for each in _marks(hint) if isinstance(each, Chars))


def _marks(hint: Any) -> typing.Iterator[Any]:
    yield from getattr(hint, "__metadata__", ())
    for inner in typing.get_args(hint):
        yield from _marks(inner)


def _kind(
    hint: Any, name: str, vocabularies: typing.Mapping[str, Vocabulary]
) -> tuple[Kind, tuple[tuple[str, Any], ...]]:
    many = "tuple[" in str(hint)
    for mark in _marks(hint):
        if isinstance(mark, Reference) and mark.vocabulary and name != "sources":
            terms = vocabularies[mark.vocabulary].terms
            return ("choices" if many else "choice"), tuple((term.id, term.label) for term in terms)
        if isinstance(mark, Reference) and mark.folder:
            return "ids", ()
    values = [value for each in _literals(hint) for value in each]
    if values:
        return "choice", tuple((value, STATUSES[value]) for value in values)
    kinds: dict[str, Kind] = {"country": "country", "work_languages": "languages", "sources": "addresses"}
    return kinds.get(name, "line"), ()


def _literals(hint: Any) -> typing.Iterator[tuple[str, ...]]:
    if typing.get_origin(hint) is Literal:
        yield typing.get_args(hint)
        return
    for inner in typing.get_args(hint):
        yield from _literals(inner)


# -- from answers to a record ------------------------------------------------------------------------------


def put(data: dict[str, Any], question: Question, answer: str) -> None:
    """Put an answer, which may be in words, where it belongs in `data`; an empty one nowhere."""
    answer = answer.replace("\r\n", "\n").strip()
    if not answer:
        return
    value = _value(question, answer)
    here = data
    for name in question.at[:-1]:
        here = here.setdefault(str(name), {})
    here[str(question.at[-1])] = value


def _value(question: Question, answer: str) -> Any:
    converted: dict[str, Callable[[], Any]] = {
        # What is not understood stays as it is, for the check to ask about: a guess would be an invention.
        "country": lambda: place_called(answer) or answer,
        "language": lambda: language_called(answer) or answer,
        "languages": lambda: list(dict.fromkeys(tag for each in _parted(answer) for tag in _languages(each))),
        "choice": lambda: _choices(question, answer)[0],
        "choices": lambda: _choices(question, answer),
        "ids": lambda: _records(question, answer),
        "addresses": lambda: [{"url": each} for each in _addresses(answer)],
    }
    return converted[question.kind]() if question.kind in converted else answer


def _languages(name: str) -> list[str]:
    """The tags of one language or of several with “and” between them; 古埃及语 and 和田语 are one each."""
    whole = language_called(name)
    if whole:
        return [whole]
    parts = [each.strip() for each in re.split(r"\s(?:and|&)\s|[和与及]", name)]
    return [language_called(each) or each for each in parts if each]


def _addresses(answer: str) -> list[str]:
    """The web addresses in `answer`, and in one piece what else it says, for the check to ask about."""
    words = answer.split()
    found = [each for each in words if each.startswith(("http://", "https://"))]
    rest = " ".join(each for each in words if each not in found)
    return [*found, rest] if rest else found


def _parted(answer: str) -> list[str]:
    return list(dict.fromkeys(each.strip() for each in re.split(r"[,，、;；\n]", answer) if each.strip()))


def _choices(question: Question, answer: str) -> list[str]:
    """The values that `answer` names by value or by words in any language."""
    values: dict[str, str] = {}
    for here in site_languages():
        for value, words in question.options(here):
            values |= {value.casefold(): value, words.casefold(): value}
    return _named(answer, values) or [answer]


def _records(question: Question, answer: str) -> list[str]:
    """The ids that `answer` names by id or by a library's name in any language.

    A name that several libraries have stays as it is, for the check to ask which is meant.
    """
    called: dict[str, set[str]] = {}
    for library in question.libraries.values():
        names = [text for key, text in library.name.words().items() if key != "local_language"]
        for each in {library.id, *names}:
            called.setdefault(each.casefold(), set()).add(library.id)
    return _named(answer, {name: min(ids) for name, ids in called.items() if len(ids) == 1})


def _named(answer: str, values: typing.Mapping[str, str]) -> list[str]:
    """What `answer` names, by the words for it in small letters; they may have commas in them.

    What is none of the words stays as it is.
    """
    lengths = sorted(set(map(len, values)), reverse=True)
    found = []
    rest = answer.strip()
    while rest:
        # By length and not by word: there can be ten thousand words, and as many in a hostile answer.
        size = next((each for each in lengths if _begins(rest, each, values)), None)
        word = re.split(r"[,，、;；\n]", rest, maxsplit=1)[0] if size is None else rest[:size]
        found.append(word.strip() if size is None else values[word.casefold()])
        rest = rest[len(word) :].lstrip(" ,，、;；\n")
    return list(dict.fromkeys(each for each in found if each))


def _begins(text: str, size: int, words: typing.Container[str]) -> bool:
    """Whether so many characters at the beginning of a text are one of the words, and whole."""
    return text[:size].casefold() in words and text[size : size + 1] in ("", *",，、;；\n")
