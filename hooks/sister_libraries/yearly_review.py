"""The yearly review of a partnership: what both sides write down, and the story that it can become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.languages import N_
from sister_libraries.outputs.letter_data import FOLDER, parts_of

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.reader import Reader

# What each side writes down, with a hint.
QUESTIONS = {
    "planned": (N_("What was planned"), N_("From the agreement, or from last year’s review.")),
    "done": (
        N_("What was done"),
        N_("Activities with month and place; also what was tried and did not work."),
    ),
    "counted": (
        N_("What was counted"),
        N_("Messages, meetings, books, visitors, readers who took part. “Not counted” is an answer, too."),
    ),
    "learned": (
        N_("What was learned"),
        N_("What you would do again, what you would change, and what readers said."),
    ),
}
STORY_FORM = "submit/"


def filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """The form for both sides, and the data of its script."""
    there = (root / "docs" / reader.language.code / f"{STORY_FORM.rstrip('/')}.md").exists()
    return {
        "questions": [
            (name, reader.say(title), reader.say(hint)) for name, (title, hint) in QUESTIONS.items()
        ],
        "submit": reader.url(STORY_FORM) if there else "",
        "data": {
            "here": reader.language.code,
            "tag": reader.language.tag,
            "folder": reader.root + FOLDER,
            "parts": parts_of(reader.catalogue),
            "questions": {name: reader.say(title) for name, (title, _) in QUESTIONS.items()},
            "submit": f"{reader.url(STORY_FORM)}?mode=story" if there else "",
        },
    }
