"""A library: where it is, what it seeks and offers, and how to reach it without naming a person."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sister_libraries.languages import N_
from sister_libraries.models.addresses import Mailbox, Url
from sister_libraries.models.base import (
    AnyOf,
    Listed,
    Needs,
    Part,
    Record,
    Sources,
    listed_field,
    sources_field,
)
from sister_libraries.models.dates import Day, PartialDate
from sister_libraries.models.fields import (
    Coordinates,
    Country,
    Derived,
    Identifier,
    Items,
    Label,
    LanguageTag,
    Name,
    Paragraph,
    Sentence,
    Term,
    Text,
    TimeZone,
)


class Request(Part):
    """One thing that the library would like to do with somebody, without a whole partnership."""

    activity: Annotated[str, Term("activities")] = Field(
        title=N_("Activity"),
        description=N_("The activity that a partner is sought for."),
        examples=["reading-club"],
    )
    text: Sentence = Field(
        title=N_("What exactly"),
        description=N_("What exactly, for whom, at what age or level."),
        examples=[{"en": "A partner for linked reading clubs, ages 8–12."}],
    )


class Preferred(Part):
    """The partners that the library would like best; others are still welcome to write."""

    countries: Annotated[tuple[Country, ...], Items()] | None = Field(
        default=None,
        title=N_("Countries or regions"),
        description=N_("Countries or regions (ISO 3166-1 codes)."),
        examples=[["US", "CA"]],
    )
    languages: Annotated[tuple[LanguageTag, ...], Items()] | None = Field(
        default=None,
        title=N_("Languages"),
        description=N_("Languages that the partner works in (BCP 47)."),
        examples=[["es"]],
    )
    types: Annotated[tuple[Annotated[str, Term("library-types")], ...], Items()] | None = Field(
        default=None,
        title=N_("Types of library"),
        description=N_("Types of library."),
        examples=[["school", "children"]],
    )


class SisterCity(Part):
    """A town that is a sister city of the library's town."""

    city: Label = Field(
        title=N_("Town"), description=N_("The town's name."), examples=[{"en": "Los Angeles", "zh": "洛杉矶"}]
    )
    country: Country = Field(
        title=N_("Country or region"), description=N_("Its country or region (ISO 3166-1)."), examples=["US"]
    )
    since: PartialDate | None = Field(
        default=None,
        title=N_("Since"),
        description=N_("Since when the towns are sister cities."),
        examples=["1981"],
    )


class Contact(Part):
    """How to reach the library: a role, and a page or a mailbox of the institution. Never a person."""

    TOGETHER = (
        AnyOf(("page", "mailbox"), "page: https://www.example.org/contact"),
        Needs("mailbox", "consent", "consent: 2026-11-21"),
    )

    role: Label = Field(
        title=N_("Who answers, by role"),
        description=N_("Who answers, by role."),
        examples=[{"en": "International exchange desk", "zh": "国际交流部"}],
    )
    page: Url | None = Field(
        default=None,
        title=N_("Contact page"),
        description=N_("A contact page or form of the institution."),
        examples=["https://www.gzlib.org.cn/contact"],
    )
    mailbox: Mailbox | None = Field(
        default=None,
        title=N_("Shared mailbox"),
        description=N_("A mailbox of the institution that belongs to the role, published with its consent."),
        examples=["exchange@example.org"],
    )
    consent: Day | None = Field(
        default=None,
        title=N_("Consent given on"),
        description=N_("The day on which the institution agreed to the mailbox being published."),
        examples=["2026-11-21"],
    )


class Identifiers(Part):
    """The library's identifiers in other catalogues."""

    isil: Annotated[str, Identifier(r"[A-Z]{1,4}-[A-Za-z0-9/:\-]{1,11}")] | None = Field(
        default=None, title=N_("ISIL"), description=N_("ISIL (ISO 15511)."), examples=["US-CL"]
    )
    wikidata: Annotated[str, Identifier(r"Q[1-9]\d{0,11}")] | None = Field(
        default=None, title=N_("Wikidata"), description=N_("Item in Wikidata."), examples=["Q1341068"]
    )


class Library(Record):
    """A library that seeks a partner, is open to one, or is known as a partner."""

    FOLDER: ClassVar[str] = "libraries"

    name: Name = Field(
        title=N_("Name"),
        description=N_("The library's name: in English, in Chinese, or as it calls itself."),
        examples=[{"en": "Guangzhou Library", "zh": "广州图书馆"}],
    )
    type: Annotated[str, Term("library-types")] | None = Field(
        default=None, title=N_("Type of library"), description=N_("The type of library."), examples=["public"]
    )
    country: Country = Field(
        title=N_("Country or region"),
        description=N_("The country or region where it is (ISO 3166-1 alpha-2)."),
        examples=["CN"],
    )
    region: Label | None = Field(
        default=None,
        title=N_("State, province or county"),
        description=N_("State, province or county."),
        examples=[{"en": "Guangdong", "zh": "广东省"}],
    )
    city: Label | None = Field(
        default=None,
        title=N_("City or town"),
        description=N_("City or town."),
        examples=[{"en": "Guangzhou", "zh": "广州"}],
    )
    coordinates: Coordinates | None = Field(
        default=None,
        title=N_("Latitude and longitude"),
        description=N_("Latitude and longitude of the town, with two decimals."),
        examples=[[23.12, 113.25]],
    )
    time_zone: TimeZone | None = Field(
        default=None,
        title=N_("Time zone"),
        description=N_("Its time zone in the IANA database, where country and coordinates do not tell."),
        examples=["America/Denver"],
    )
    website: Url | None = Field(
        default=None,
        title=N_("Website"),
        description=N_("The library's own website."),
        examples=["https://www.gzlib.org.cn/"],
    )
    community: Annotated[str, Term("communities")] | None = Field(
        default=None,
        title=N_("Community served"),
        description=N_("How many people the library serves, by size."),
        examples=["up-to-20000"],
    )
    work_languages: Annotated[tuple[LanguageTag, ...], Items()] | None = Field(
        default=None,
        title=N_("Languages to write in"),
        description=N_("Languages in which the staff can write and talk to a partner (BCP 47)."),
        examples=[["en", "zh"]],
    )
    reader_languages: Annotated[tuple[LanguageTag, ...], Items()] | None = Field(
        default=None,
        title=N_("Languages of its readers"),
        description=N_("Languages that the library's readers read."),
        examples=[["zh"]],
    )
    status: Annotated[Literal["seeking", "open", "paused", "withdrawn"], Derived("paired")] | None = Field(
        default=None,
        title=N_("Does it look for a partner?"),
        description=N_(
            "Whether it looks for a partner: seeking, open (would answer a letter), paused or withdrawn. "
            "Left out for a library that is only known as a partner."
        ),
        examples=["seeking"],
    )
    seeks: Annotated[tuple[Annotated[str, Term("exchanges")], ...], Items()] | None = Field(
        default=None,
        title=N_("Seeks"),
        description=N_("What it would like to receive or learn."),
        examples=[["staff-expertise"]],
    )
    offers: Annotated[tuple[Annotated[str, Term("exchanges")], ...], Items()] | None = Field(
        default=None,
        title=N_("Offers"),
        description=N_("What it can give."),
        examples=[["picture-books", "language-practice"]],
    )
    activities: Annotated[tuple[Annotated[str, Term("activities")], ...], Items()] | None = Field(
        default=None,
        title=N_("Would like to do"),
        description=N_("What it would like to do together."),
        examples=[["pen-pals"]],
    )
    requests: Annotated[tuple[Request, ...], Items(high=5)] | None = Field(
        default=None,
        title=N_("Requests for one activity"),
        description=N_("Requests for one activity only."),
        examples=[[{"activity": "reading-club", "text": {"en": "A partner for reading clubs, ages 8–12."}}]],
    )
    preferred: Preferred | None = Field(
        default=None,
        title=N_("Partners that it would like best"),
        description=N_("Partners that it would like best."),
        examples=[{"countries": ["US"]}],
    )
    commitment: Annotated[str, Term("commitments")] | None = Field(
        default=None,
        title=N_("How much time it wants to give"),
        description=N_("How much time and effort it wants to give."),
        examples=["light"],
    )
    sister_cities: Annotated[tuple[SisterCity, ...], Items(high=60)] | None = Field(
        default=None,
        title=N_("Sister cities of its town"),
        description=N_("Sister cities of its town."),
        examples=[[{"city": {"en": "Los Angeles", "zh": "洛杉矶"}, "country": "US", "since": "1981"}]],
    )
    contact: Contact | None = Field(
        default=None,
        title=N_("How to write"),
        description=N_("How to reach it: a role with a page or mailbox of the institution."),
        examples=[{"role": {"en": "International exchange desk"}, "page": "https://www.example.org/contact"}],
    )
    listed: Listed = listed_field()
    requested: PartialDate | None = Field(
        default=None,
        title=N_("Requested elsewhere"),
        description=N_(
            "When an old request was published elsewhere, if the library has never confirmed it here."
        ),
        examples=["2007"],
    )
    confirmed: PartialDate | None = Field(
        default=None,
        title=N_("Confirmed on"),
        description=N_("When the library itself last said that all this is true."),
        examples=["2026-11-21"],
    )
    description: Paragraph | None = Field(
        default=None,
        title=N_("Description"),
        description=N_("What a partner should know, in a few sentences."),
        examples=[{"en": "The library serves a town of 15,000 with many young readers."}],
    )
    identifiers: Identifiers | None = Field(
        default=None,
        title=N_("Identifiers"),
        description=N_("Identifiers in other catalogues."),
        examples=[{"wikidata": "Q1341068"}],
    )
    sources: Sources = sources_field()

    @property
    def label(self) -> Text:
        """The name that lists show."""
        return self.name
