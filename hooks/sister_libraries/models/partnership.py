"""A partnership of two or more libraries, as far as sources tell of it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sister_libraries.languages import N_
from sister_libraries.models.base import Listed, Record, Sources, listed_field, sources_field
from sister_libraries.models.dates import PartialDate
from sister_libraries.models.fields import Items, Ref, Sentence, Story, Term


class Partnership(Record):
    """Two or more libraries that are, or were, each other's sisters."""

    FOLDER: ClassVar[str] = "partnerships"

    libraries: Annotated[tuple[Annotated[str, Ref("libraries")], ...], Items(low=2, high=12)] = Field(
        title=N_("Libraries"),
        description=N_("The libraries, by id."),
        examples=[["los-angeles-public-library", "guangzhou-library"]],
    )
    since: PartialDate | None = Field(
        default=None,
        title=N_("Since when"),
        description=N_("When it began, as precisely as is known."),
        examples=["2017"],
    )
    until: PartialDate | None = Field(
        default=None,
        title=N_("Until when"),
        description=N_("When it ended, if it has."),
        examples=["by 2013"],
    )
    kinds: Annotated[tuple[Annotated[str, Term("partnership-kinds")], ...], Items()] = Field(
        title=N_("Rests on"),
        description=N_("What it rests on."),
        examples=[["formal-agreement", "sister-cities"]],
    )
    programme: Annotated[str, Ref("organizations")] | None = Field(
        default=None,
        title=N_("Program"),
        description=N_("The program that brought the libraries together."),
        examples=["naple-sister-libraries"],
    )
    status: Literal["current", "unconfirmed", "ended"] = Field(
        title=N_("Status"),
        description=N_("Whether it goes on: current (confirmed of late), unconfirmed or ended."),
        examples=["unconfirmed"],
    )
    confirmed: PartialDate | None = Field(
        default=None,
        title=N_("Last known alive"),
        description=N_("The latest date at which a source or a library shows it alive."),
        examples=["2016"],
    )
    activities: Annotated[tuple[Annotated[str, Term("activities")], ...], Items()] | None = Field(
        default=None,
        title=N_("What they did"),
        description=N_("What the libraries did together."),
        examples=[["book-exchange"]],
    )
    summary: Sentence = Field(
        title=N_("In one sentence"),
        description=N_("The partnership in one sentence."),
        examples=[{"en": "Two sister cities' libraries send each other books and visitors."}],
    )
    story: Story = Field(
        title=N_("The story"),
        description=N_("What happened, as the sources tell it."),
        examples=[{"en": "In 2017 the two libraries signed an agreement."}],
    )
    lessons: Story | None = Field(
        default=None,
        title=N_("What others can learn from it"),
        description=N_("What others can learn from it."),
        examples=[{"en": "Two contacts on each side kept it going when one retired."}],
    )
    listed: Listed = listed_field()
    sources: Sources = sources_field()
