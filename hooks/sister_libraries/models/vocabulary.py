"""A vocabulary: the fixed choices of a field, with a label and a description in each language."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from sister_libraries.languages import N_
from sister_libraries.models.base import Listed, Part, Record, Sources, listed_field
from sister_libraries.models.fields import Items, Label, Paragraph, PlainId, Ref, Text


class VocabularyTerm(Part):
    """One choice."""

    id: PlainId = Field(description=N_("The choice's id, as records write it."), examples=["public"])
    label: Label = Field(
        description=N_("The words that readers see."), examples=[{"en": "Public library", "zh": "公共图书馆"}]
    )
    description: Paragraph | None = Field(
        default=None,
        description=N_("What is meant, in a sentence or two."),
        examples=[{"en": "Open to everyone."}],
    )
    group: PlainId | None = Field(
        default=None, description=N_("The group that it stands in."), examples=["people"]
    )


class Vocabulary(Record):
    """The choices of one field."""

    FOLDER: ClassVar[str] = "vocabularies"

    title: Label = Field(description=N_("The vocabulary's title."), examples=[{"en": "Types of library"}])
    description: Paragraph | None = Field(
        default=None,
        description=N_("What the choices are for."),
        examples=[{"en": "What kind of library it is."}],
    )
    terms: Annotated[tuple[VocabularyTerm, ...], Items(high=80)] = Field(
        description=N_("The choices, in the order in which they are shown."),
        examples=[[{"id": "public", "label": {"en": "Public library"}}]],
    )
    groups: Annotated[str, Ref("vocabularies")] | None = Field(
        default=None,
        description=N_("The vocabulary that the choices' groups come from."),
        examples=["activity-groups"],
    )
    listed: Listed = listed_field()
    sources: Sources | None = Field(
        default=None,
        description=N_("Where the choices come from."),
        examples=[[{"document": "programme-brochure"}]],
    )

    @property
    def label(self) -> Text:
        """The name that lists show."""
        title: Text = self.title
        return title

    def term(self, term_id: str) -> VocabularyTerm | None:
        """The choice `term_id`, or None."""
        return next((term for term in self.terms if term.id == term_id), None)
