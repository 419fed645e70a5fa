"""An organization that helps libraries to find or keep a partner."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sister_libraries.languages import N_
from sister_libraries.models.addresses import ProgrammeMailbox, Url
from sister_libraries.models.base import Listed, Record, Sources, listed_field, sources_field
from sister_libraries.models.dates import PartialDate
from sister_libraries.models.fields import Chars, Country, Items, Name, Paragraph, Sentence, Term, Text


class Organization(Record):
    """An association, programme or network, and what to ask it for."""

    FOLDER: ClassVar[str] = "organizations"

    name: Name = Field(
        title=N_("Name"),
        description=N_("The organization's name."),
        examples=[{"en": "Sister Cities International", "zh": "国际姐妹城市"}],
    )
    abbreviation: Annotated[str, Chars(2, 20)] | None = Field(
        default=None,
        title=N_("Abbreviation"),
        description=N_("The letters by which it is known."),
        examples=["IFLA"],
    )
    kind: Annotated[str, Term("organization-kinds")] = Field(
        title=N_("Kind of organization"),
        description=N_("What kind of organization it is."),
        examples=["association"],
    )
    status: Literal["active", "ended"] = Field(
        default="active",
        title=N_("Status"),
        description=N_("Whether it is still at work."),
        examples=["active"],
    )
    website: Url | None = Field(
        default=None,
        title=N_("Website"),
        description=N_("Its own website."),
        examples=["https://www.ifla.org/"],
    )
    countries: Annotated[tuple[Country, ...], Items(high=60)] | None = Field(
        default=None,
        title=N_("Countries or regions"),
        description=N_("The countries or regions that it can help in; left out when everywhere."),
        examples=[["US", "BG"]],
    )
    email: ProgrammeMailbox | None = Field(
        default=None,
        title=N_("E-mail"),
        description=N_("The program's own public address."),
        examples=["office@example.org"],
    )
    summary: Sentence = Field(
        title=N_("In one sentence"),
        description=N_("The organization in one sentence."),
        examples=[{"en": "The worldwide federation of library associations."}],
    )
    description: Paragraph | None = Field(
        default=None,
        title=N_("Description"),
        description=N_("What it is and what has become of it."),
        examples=[{"en": "Founded in …"}],
    )
    help: Paragraph = Field(
        title=N_("What to ask it for"),
        description=N_("What to ask it for."),
        examples=[{"en": "Ask for the contact of the library association of the country you look for."}],
    )
    listed: Listed = listed_field()
    confirmed: PartialDate | None = Field(
        default=None,
        title=N_("Newest source"),
        description=N_("The date of the newest source."),
        examples=["2025"],
    )
    sources: Sources = sources_field()

    @property
    def label(self) -> Text:
        """The name that lists show."""
        return self.name
