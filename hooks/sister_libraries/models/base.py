"""What all records share: an identity, and sources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Self, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sister_libraries.languages import N_
from sister_libraries.models.addresses import SourceUrl
from sister_libraries.models.dates import Day, PartialDate
from sister_libraries.models.fields import Chars, Items, Term, refuse


@cache
def type_hints(model: type[BaseModel]) -> dict[str, Any]:
    """The types of a model's fields with their marks. They never change, and Python works them out anew each time."""
    return get_type_hints(model, include_extras=True)


@dataclass(frozen=True)
class AnyOf:
    """A group of fields needs at least one of `fields` (E202)."""

    fields: tuple[str, ...]
    example: str

    def check(self, part: Part) -> None:
        """Refuse a group that has none."""
        if all(getattr(part, each) is None for each in self.fields):
            raise refuse("E202", found=self.fields[0], example=self.example)


@dataclass(frozen=True)
class Needs:
    """In a group of fields `field` is only understood together with `other` (E222)."""

    field: str
    other: str
    example: str

    def check(self, part: Part) -> None:
        """Refuse a group that has the one without the other."""
        if getattr(part, self.field) is not None and getattr(part, self.other) is None:
            raise refuse("E222", found=self.field, other=self.other, example=self.example)


class Part(BaseModel):
    """A group of fields; unknown fields are refused and nothing changes after it is made."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
    TOGETHER: ClassVar[tuple[AnyOf | Needs, ...]] = ()  # the rules between its fields, in order

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        for rule in self.TOGETHER:
            rule.check(self)
        return self


class Source(Part):
    """Where a fact comes from: a web address or one of the programme's documents."""

    TOGETHER = (AnyOf(("url", "document"), "url: https://www.example.org/page"),)

    url: SourceUrl | None = Field(
        default=None,
        title=N_("Web address"),
        description=N_("The web address of the page that says so."),
        examples=["https://www.gzlib.org.cn/"],
    )
    document: Annotated[str, Term("source-documents")] | None = Field(
        default=None,
        title=N_("Document of the program"),
        description=N_("Instead of an address: one of the program's own documents."),
        examples=["partnership-article"],
    )
    title: Annotated[str, Chars(2, 200)] | None = Field(
        default=None,
        title=N_("Title of the page"),
        description=N_("The page's own title, in its own language."),
        examples=["International partnerships"],
    )
    dated: PartialDate | None = Field(
        default=None,
        title=N_("Dated"),
        description=N_("The date that the source bears."),
        examples=["2015-08-24"],
    )
    seen: PartialDate | None = Field(
        default=None,
        title=N_("Read on"),
        description=N_("When it was read."),
        examples=["2026-11"],
    )


class Record(Part):
    """One file of `data/`: its name is its id, its address and its URL, for ever."""

    FOLDER: ClassVar[str]

    id: str = Field(exclude=True)

    # There is one object a record, so records are told apart by identity, which costs nothing.
    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @property
    def path(self) -> str:
        """The record's address below the root of each language's pages."""
        return f"{self.FOLDER}/{self.id}/"

    @property
    def file(self) -> str:
        """The record's file, from the project's root."""
        return f"data/{self.FOLDER}/{self.id}.yml"


Sources = Annotated[tuple[Source, ...], Items(1, 12)]


def sources_field() -> Any:
    """The list of sources that every record about the world must have."""
    return Field(
        title=N_("Sources"),
        description=N_(
            "Where the facts come from, each with an address or a document. Your own website will do."
        ),
        examples=[[{"url": "https://www.gzlib.org.cn/", "seen": "2026-11"}]],
    )


def listed_field() -> Any:
    """The day on which the record came onto this site."""
    return Field(
        default=None,
        title=N_("On this site since"),
        description=N_("The day on which the record came onto this site."),
        examples=["2026-11-21"],
    )


Listed = Day | None
