"""A checklist: sections of steps, each step with an id that a saved tick refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from sister_libraries.languages import N_
from sister_libraries.models.base import Listed, Part, Record, Sources, listed_field, sources_field
from sister_libraries.models.fields import Items, Label, Paragraph, PlainId, Ref, Sentence, Text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Step(Part):
    """One thing to do."""

    id: PlainId = Field(
        description=N_("The step's id, for ever: saved ticks refer to it."), examples=["analyse-needs"]
    )
    text: Sentence = Field(
        description=N_("What to do, as one sentence."), examples=[{"en": "Ask what your library would gain."}]
    )
    detail: Paragraph | None = Field(
        default=None,
        description=N_("How, or why, in a few sentences."),
        examples=[{"en": "Write down three things, and for whom."}],
    )


class Section(Part):
    """A group of steps that belong together."""

    id: PlainId = Field(description=N_("The section's id."), examples=["before-you-begin"])
    title: Label = Field(description=N_("The section's title."), examples=[{"en": "Before you begin"}])
    steps: Annotated[tuple[Step, ...], Items(high=40)] = Field(
        description=N_("The steps, in order."),
        examples=[[{"id": "analyse-needs", "text": {"en": "Ask what your library would gain."}}]],
    )


class Checklist(Record):
    """Steps to tick, alone or with a partner."""

    FOLDER: ClassVar[str] = "checklists"

    title: Label = Field(description=N_("The checklist's title."), examples=[{"en": "Getting started"}])
    summary: Sentence = Field(
        description=N_("What it is for, in one sentence."),
        examples=[{"en": "From first idea to first letter."}],
    )
    after: Annotated[str, Ref("checklists")] | None = Field(
        default=None,
        description=N_("The checklist to go through before this one; lists show them in this order."),
        examples=["getting-started"],
    )
    sections: Annotated[tuple[Section, ...], Items()] = Field(
        description=N_("The sections, in order."),
        examples=[
            [
                {
                    "id": "before-you-begin",
                    "title": {"en": "Before you begin"},
                    "steps": [{"id": "analyse-needs", "text": {"en": "Ask what your library would gain."}}],
                }
            ]
        ],
    )
    listed: Listed = listed_field()
    sources: Sources = sources_field()

    def way_back(self, checklists: Mapping[str, Checklist]) -> list[str]:
        """The ids of this checklist, the one before it, and so on.

        It ends with the first one, with one that comes after a checklist that is not there, and where a circle closes.
        """
        found = {self.id: self}
        before = checklists.get(self.after or "")
        while before and before.id not in found:
            found[before.id] = before
            before = checklists.get(before.after or "")
        return [*found]

    @property
    def label(self) -> Text:
        """The name that lists show."""
        title: Text = self.title
        return title
