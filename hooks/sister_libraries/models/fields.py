"""The kinds of value that records hold. Each reads a text, and refuses with the code of the rule it breaks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, get_args

from pydantic import (
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from sister_libraries.languages import (
    N_,
    country_codes,
    language,
    language_tags,
    scripts,
    site_languages,
    zone_names,
)

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = (3, 64)
# Names that are a device on Windows or a page of the site.
_PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
RESERVED_IDS = {"aux", "con", "nul", "prn", "index", "assets", "search", "layouts"} | _PORTS


def refuse(code: str, **values: Any) -> PydanticCustomError:
    """The error for the rule `code`, to be raised; `values` fill its message."""
    return PydanticCustomError(code, code, values)


def as_text(value: Any) -> str:
    """The text that a file has here; E206 for a list or a group of fields."""
    if isinstance(value, str):
        return value
    found = N_("a list") if isinstance(value, list) else N_("a group of fields")
    raise refuse("E206", expected=N_("one value"), found=found)


@dataclass(frozen=True)
class Kind:
    """Says of a type what its values are, for those who check them without Python: the form in the browser."""

    name: str
    limits: tuple[tuple[str, Any], ...] = ()


# -- texts -------------------------------------------------------------------------------------------------


class Text:
    """Plain text in one or more of the site's languages; never changed after it is made."""

    __slots__ = ("_words",)
    EXTRA: ClassVar[dict[str, Any]] = {}  # what may stand beside the languages: names and types
    NEEDS: ClassVar[dict[str, str]] = {}  # of these, what is a text of its own, and what it must come with

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words

    def get(self, code: str) -> str | None:
        """The text in the language `code`, or None where it is not translated."""
        return self._words.get(code)

    def languages(self) -> list[str]:
        """The codes of the languages that it is written in, the site's default first."""
        return [each.code for each in site_languages() if each.code in self._words]

    def words(self) -> dict[str, str]:
        """What the record's file says, key by key."""
        return dict(self._words)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self._words == other._words

    def __hash__(self) -> int:
        return hash(frozenset(self._words.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._words!r})"

    @classmethod
    def read(cls, words: dict[str, str]) -> Text:
        """Make a text of checked words; at least one must be there (E220), with what it needs (E222)."""
        text = cls(words)
        for name, other in cls.NEEDS.items():
            if name in words and other not in words:
                raise refuse("E222", found=name, other=other, example=f"{other}: es")
        if not text.languages() and not words.keys() & cls.NEEDS.keys():
            raise refuse("E220", choices=[each.code for each in site_languages()])
        return text


@dataclass(frozen=True)
class Chars:
    """The form of a text: `low` to `high` characters, on one line; with `lines` a blank line parts paragraphs."""

    low: int
    high: int
    lines: bool = False

    def check(self, value: Any) -> str:
        """The text without spaces around it or at its lines' ends; E205 or E217 when it does not have this form."""
        text = "\n".join(line.rstrip() for line in as_text(value).strip().split("\n"))
        if not self.low <= len(text) <= self.high:
            raise refuse("E205", found=len(text), limit_low=self.low, limit_high=self.high)
        if not self.lines and "\n" in text:
            raise refuse("E217")
        return text

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        if not issubclass(source, Text):
            return core_schema.no_info_plain_validator_function(self.check, metadata=_json(**self._limits()))
        fields = {
            each.code: core_schema.typed_dict_field(self._in_language(each.code), required=False)
            for each in site_languages()
        }
        extra = {
            name: core_schema.typed_dict_field(handler.generate_schema(kind), required=False)
            for name, kind in source.EXTRA.items()
        }
        words = core_schema.typed_dict_schema({**fields, **extra}, extra_behavior="forbid")
        return core_schema.no_info_after_validator_function(
            source.read,
            words,
            serialization=core_schema.plain_serializer_function_ser_schema(Text.words),
            metadata=_json(
                type="object",
                properties={code: self._limits() for code in fields} | {k: {"type": "string"} for k in extra},
                minProperties=1,
                additionalProperties=False,
            ),
        )

    def _limits(self) -> dict[str, Any]:
        return {"type": "string", "minLength": self.low, "maxLength": self.high}

    def _in_language(self, code: str) -> core_schema.CoreSchema:
        def check(value: Any) -> str:
            text = self.check(value)
            check_script(code, text)
            return text

        return core_schema.no_info_plain_validator_function(check)


def _json(**schema: Any) -> dict[str, Any]:
    """Metadata by which pydantic writes `schema` into the JSON Schema."""
    return {"pydantic_js_functions": [lambda _schema, _handler: dict(schema)]}


_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0010ffff]")


def check_script(code: str, text: str) -> None:
    """Refuse a text whose letters cannot be those of the language `code` (E212)."""
    han = sum(map(str.isalpha, _HAN.findall(text)))
    written_in_han = language(code).script == "Hani"
    # Letters are counted only where there is something to compare them with.
    if han == 0 if written_in_han else han > 0 and han * 2 > sum(map(str.isalpha, text)):
        raise refuse("E212", found=text[:40], field=code)


def check_id(text: str) -> str:
    """An id: small letters, digits and single hyphens, not a reserved name (E219)."""
    value = as_text(text)
    low, high = ID_LENGTH
    if not re.fullmatch(ID_PATTERN, value) or not low <= len(value) <= high or value in RESERVED_IDS:
        raise refuse("E219", found=value, expected=slug(value))
    return value


def slug(text: str) -> str:
    """The id nearest to `text`, for a suggestion."""
    plain = plain_slug(text)
    return plain if len(plain) >= ID_LENGTH[0] else "guangzhou-library"


def plain_slug(text: str) -> str:
    """What of `text` can stand in an id; nothing where no letter of it can."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: ID_LENGTH[1]].strip("-")


# -- references: to records by id, to terms of a vocabulary --------------------------------------------------


@dataclass(frozen=True)
class Reference:
    """Marks a field that holds the id of a record in `folder`, or of a term of the vocabulary `vocabulary`."""

    folder: str = ""
    vocabulary: str = ""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        schema = {"type": "string", "pattern": ID_PATTERN}
        if self.folder:
            schema["x-folder"] = self.folder
        if self.vocabulary:
            schema["x-vocabulary"] = self.vocabulary
        return core_schema.no_info_plain_validator_function(check_id, metadata=_json(**schema))


def Term(vocabulary: str) -> Reference:
    """The id of a term of the vocabulary `vocabulary`."""
    return Reference(vocabulary=vocabulary)


def Ref(folder: str) -> Reference:
    """The id of a record in `data/<folder>`."""
    return Reference(folder=folder)


PlainId = Annotated[str, Reference()]


@dataclass(frozen=True)
class Items:
    """A list of `low` to `high` different values."""

    low: int = 1
    high: int = 20

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        inner = core_schema.no_info_before_validator_function(self._count, handler(source))
        return core_schema.no_info_after_validator_function(_differ, inner)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> Any:
        return {**handler(schema), "minItems": self.low, "maxItems": self.high, "uniqueItems": True}

    def _count(self, values: Any) -> Any:
        if not isinstance(values, list):
            found = N_("a group of fields") if isinstance(values, dict) else N_("one value")
            raise refuse("E206", expected=N_("a list"), found=found)
        if not self.low <= len(values) <= self.high:
            raise refuse("E221", found=len(values), limit_low=self.low, limit_high=self.high)
        return values


@dataclass(frozen=True)
class Derived:
    """Marks a choice of which `value` is worked out, and never written by hand (E218)."""

    value: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        choices = list(get_args(source))

        def check(value: Any) -> Any:
            if value == self.value:
                raise refuse("E218", found=value, choices=choices)
            return value

        return core_schema.no_info_before_validator_function(check, handler(source))


def _differ(values: tuple[Any, ...]) -> tuple[Any, ...]:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise refuse("E213", index=index)
    return values


# -- codes -------------------------------------------------------------------------------------------------


def _time_zone(value: Any) -> str:
    name = as_text(value)
    if name not in zone_names():
        raise refuse("E223", found=name[:40])
    return name


def _country(value: Any) -> str:
    code = as_text(value)
    if code not in country_codes():
        raise refuse("E210", found=code)
    return code


LANGUAGE_PATTERN = "([a-z]{2,3})(-[A-Z][a-z]{3})?(-[A-Z]{2})?"


def is_language_tag(text: str) -> bool:
    """Whether `text` is a BCP 47 tag of a language that CLDR can name, perhaps with a script and a region."""
    form = re.fullmatch(LANGUAGE_PATTERN, text)
    return (
        form is not None
        and form[1] in language_tags()
        and (not form[2] or form[2][1:] in scripts())
        and (not form[3] or form[3][1:] in country_codes())
    )


def _language(value: Any) -> str:
    tag = as_text(value)
    if not is_language_tag(tag):
        raise refuse("E211", found=tag)
    return tag


Country = Annotated[
    str,
    Kind("country"),
    PlainValidator(_country),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$", "x-codes": "countries"}),
]
TimeZone = Annotated[
    str,
    Kind("zone"),
    PlainValidator(_time_zone),
    WithJsonSchema({"type": "string", "pattern": "^[A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2}$"}),
]
LanguageTag = Annotated[
    str,
    Kind("language"),
    PlainValidator(_language),
    WithJsonSchema({"type": "string", "pattern": "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"}),
]


# -- places ------------------------------------------------------------------------------------------------


DEGREES_PATTERN = r"-?\d{1,3}\.\d{2}"


def _coordinates(value: Any) -> tuple[float, float]:
    if not isinstance(value, list):
        raise refuse("E206", expected=N_("a list"), found=N_("one value"))
    bad = refuse("E209", found=", ".join(map(str, value)))
    if len(value) != 2 or not all(
        isinstance(v, str) and re.fullmatch(DEGREES_PATTERN, v, re.ASCII) for v in value
    ):
        raise bad
    latitude, longitude = map(float, value)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad
    return latitude, longitude


Coordinates = Annotated[
    tuple[float, float],
    Kind("coordinates"),
    PlainValidator(_coordinates),
    PlainSerializer(list, return_type=list),
    WithJsonSchema({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}),
]


@dataclass(frozen=True)
class Identifier:
    """An identifier of another catalogue, of the form `pattern`."""

    pattern: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        def check(value: Any) -> str:
            text = as_text(value)
            if not re.fullmatch(self.pattern, text, re.ASCII):
                raise refuse("E215", found=text[:40])
            return text

        return core_schema.no_info_plain_validator_function(
            check, metadata=_json(type="string", pattern=f"^{self.pattern}$")
        )


# -- names -------------------------------------------------------------------------------------------------


class ProperName(Text):
    """A name in the site's languages and, in `local`, as its bearer writes it in another language."""

    EXTRA: ClassVar[dict[str, Any]] = {"local": Annotated[str, Chars(2, 160)], "local_language": LanguageTag}
    NEEDS: ClassVar[dict[str, str]] = {"local": "local_language"}


# Limits: a name fits one line of a phone twice over; a sentence is what search engines show; a paragraph is
# one screen; a story is one printed page.
Name = Annotated[ProperName, Chars(2, 120)]
Label = Annotated[Text, Chars(1, 80)]
Sentence = Annotated[Text, Chars(2, 240)]
Paragraph = Annotated[Text, Chars(2, 1_500, lines=True)]
Story = Annotated[Text, Chars(2, 6_000, lines=True)]
