"""The first letter: its sentences in each of the site's languages, and the model with blanks.

The browser fills them in (`overrides/assets/javascripts/letter.js`) with what two libraries' records say; a test
holds its letter for two unknown libraries and the model here together.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sister_libraries.languages import N_, language_tags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sister_libraries.languages import Language

# The whole letter. A line whose sentences are all left out is left out too. Six full-width spaces or more at the
# beginning of a line, which the Chinese letter has, set it to the right in print and in Word.
FRAME: Mapping[str, str] = {
    "subject": N_("A sister library in {town}?"),
    "body": N_(
        "Dear colleagues at {to},\n\n"
        "{who} {size} {own}\n\n"
        "{found} {reason} {asked}\n\n"
        "{proposal} {offer} {hope}\n\n"
        "{languages} {way_out}\n\n"
        "With kind regards,\n\n"
        "{signer}\n{library}\n{contact}"
    ),
}

# The sentences, some in several forms: the letter takes the one that fits what is known.
SENTENCES: Mapping[str, str] = {
    "who": N_("We are {library} in {place}."),
    "who-type": N_("We are {library}, {type} in {place}."),
    "size": N_("We serve {community}."),
    "own": N_("[One sentence that only your library could write.]"),
    "found": N_("We found you in the directory of the Sister Libraries website."),
    "found-elsewhere": N_("We found you through [a sister city, a reader, your website]."),
    "reason-sister-cities": N_(
        "Our towns are sister cities, and we should like our libraries to be friends, too."
    ),
    "reason-wish": N_("Like you, we would like to try this: {activity}."),
    "reason-both": N_(
        "We thought of you because each of us is looking for something that the other can give."
    ),
    "reason-give": N_("We thought of you because you are looking for something that we can give."),
    "reason-take": N_("We thought of you because you offer something that we have been looking for."),
    "reason-story": N_("We read about your partnership with {partner}, and liked [what you liked about it]."),
    "reason": N_("We thought of you because [one reason that would fit no other library]."),
    "asked-never": N_(
        "Your entry does not say that you are looking for a partner, so please take this simply as a friendly question."
    ),
    "asked-long-ago": N_(
        "Your request in the directory dates from {year}; we do not know whether it still stands."
    ),
    "proposal": N_("May we suggest one small thing to start with? In {month}, {step}."),
    "offer": N_("We can offer {things}."),
    "offer-wanted": N_("We can offer {things}, which you are looking for."),
    "hope": N_("In return we would be glad of {things}."),
    "hope-offered": N_("In return we would be glad of {things}, which you offer."),
    "languages": N_("We can write in {languages}."),
    "way-out": N_(
        "If this letter should go to someone else, please pass it on. A short answer is very welcome, even if it is "
        "“no” or “later.” If we hear nothing, we shall write once more in about three weeks."
    ),
}

# What stands where nothing is known; the writer sees it and fills it in.
BLANKS: Mapping[str, str] = {
    "to": N_("[library]"),
    "library": N_("[your library]"),
    "place": N_("[your town, country or region]"),
    "town": N_("[your town]"),
    "type": N_("a [public/school/academic] library"),
    "community": N_("about [number] people"),
    "month": N_("[month]"),
    "step": N_("we could [activity]"),
    "offer": N_("[what you can give]"),
    "hope": N_("[what you hope for]"),
    "languages": N_("[languages]"),
    "signer": N_("[name and position]"),
    "website": N_("[website]"),
    "mailbox": N_("[shared mailbox]"),
    "date": N_("[date]"),
}

# A small first step for an activity (a term of the vocabulary), the easiest first: of several activities that two
# libraries have in common the letter proposes the one that stands highest here.
FIRST_STEPS: Mapping[str, str] = {
    "library-portrait": N_(
        "we could each send the other ten pictures of our library, with a line about each"
    ),
    "video-meeting": N_("we could meet by video call for half an hour and show each other around"),
    "holiday-exchange": N_("we could send each other cards for a holiday that is dear to our readers"),
    "display-board": N_("each of us could put up a board with pictures of the other library"),
    "childrens-art": N_("we could exchange ten children’s drawings and show them in both libraries"),
    "pen-pals": N_("five readers on each side could begin to write to each other"),
    "reading-club": N_("a reading club in each library could read one book and write to the other about it"),
    "shared-reading": N_("a few readers in each library could read the same short book and compare notes"),
    "story-exchange": N_("we could each choose a folk tale and read the other’s to our children"),
    "book-exchange": N_("we could each send the other five books by local authors"),
    "local-materials": N_(
        "we could exchange a local newspaper and a few things that show how people live here"
    ),
    "share-plans": N_("we could each describe one program that our readers liked"),
    "newsletter-exchange": N_("we could exchange our latest newsletters"),
    "staff-discussion": N_("we could take one question from our daily work and compare how we deal with it"),
    "regular-contact": N_("we could each send a short message about how the month has been"),
    "exhibition": N_("we could open the same small photo exhibition in both libraries"),
    "theme-programme": N_("we could choose one theme and each fill a shelf with books about it"),
    "reading-promotion": N_("we could each record someone reading a page aloud for the other’s readers"),
    "training-materials": N_("we could exchange one handout that we use to train our staff"),
    "reference-help": N_("each of us could ask one question that the other library can answer best"),
    "digital-resources": N_("we could show each other one digital collection that is open to everyone"),
    "genealogy": N_("each of us could help one reader of the other library to look for family roots"),
    "interlibrary-loan": N_("we could try one free search for each other"),
    "shared-training": N_("one colleague on each side could join an online course of the other"),
    "arts-and-crafts": N_("we could exchange pictures of local crafts and put them on show"),
    "native-speakers": N_(
        "each of us could invite a neighbor from the other’s part of the world to talk about home"
    ),
    "cultural-events": N_("each of us could hold an afternoon with the other’s music and stories"),
    "publicity": N_("each of us could tell our readers about the other in our newsletter"),
}
# Any other activity is too much for a beginning; a talk about it is not.
OTHER_STEP = N_("we could talk by video call about this: {activity}")

# The activity that goes with what a library seeks or offers (a term of `exchanges`), where no activity is named.
ACTIVITY_FOR: Mapping[str, str] = {
    "books": "book-exchange",
    "picture-books": "book-exchange",
    "periodicals": "local-materials",
    "local-history": "genealogy",
    "digital-collections": "digital-resources",
    "document-delivery": "interlibrary-loan",
    "technology-advice": "staff-discussion",
    "staff-expertise": "staff-discussion",
    "staff-training": "training-materials",
    "visits": "video-meeting",
    "language-practice": "video-meeting",
    "pen-friends": "pen-pals",
    "programme-ideas": "share-plans",
    "exhibitions": "exhibition",
    "cultural-materials": "local-materials",
    "reading-partners": "reading-club",
    "work-with-children": "childrens-art",
    "services-for-migrants": "native-speakers",
    "joint-projects": "video-meeting",
    "funding-contacts": "staff-discussion",
}

# What suits nearly every library, and those that are for children.
DEFAULT_ACTIVITY = "library-portrait"
DEFAULT_FOR_TYPE: Mapping[str, str] = {"school": "childrens-art", "children": "childrens-art"}

# When to write again, in days after the letter. The second lies between six and seven weeks even when it is put
# off to a Monday (docs/…/first-letter.md).
REMINDERS = (21, 45)
MOVE_ON = 91

# The steps of the checklist `first-year` that the twelve months suggest.
FIRST_YEAR = "first-year"
MONTHS = (
    "exchange-portraits",
    "meet-on-screen",
    "agree-scope",
    "first-small-activity",
    "show-it-in-the-library",
    "look-back-at-the-trial",
    "readers-meet",
    "share-a-skill",
    "think-of-a-visit",
    "check-contacts",
    "evaluate-together",
    "plan-next-year",
)


def said(here: Language, phrases: Mapping[str, str]) -> dict[str, str]:
    """The phrases in the language `here`."""
    return {key: here.say(phrase) for key, phrase in phrases.items()}


def fill(here: Language, pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its `{named}` places filled; spaces and lines that nothing stands in go."""
    lines = []
    for line in pattern.split("\n"):
        filled = re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], ""), line)
        filled = re.sub(r" {2,}", " ", filled).strip(" ")
        if filled.strip() or not line.strip():
            lines.append(filled)
    return here.spaced("\n".join(lines))


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as plain text."""

    subject: str
    body: str

    @property
    def paragraphs(self) -> list[list[str]]:
        """The body as paragraphs of lines."""
        return [part.split("\n") for part in self.body.split("\n\n")]


def model(here: Language) -> Letter:
    """The letter of a library that nobody knows to a library that nobody knows: all blanks."""
    sentences, blanks = said(here, SENTENCES), said(here, BLANKS)

    def sentence(name: str, **values: str) -> str:
        return fill(here, sentences[name], {**blanks, **values})

    values = {
        **blanks,
        "who": sentence("who-type"),
        "size": sentence("size"),
        "own": sentence("own"),
        "found": sentence("found-elsewhere"),
        "reason": sentence("reason"),
        "proposal": sentence("proposal"),
        "offer": sentence("offer", things=blanks["offer"]),
        "hope": sentence("hope", things=blanks["hope"]),
        "languages": sentence("languages"),
        "way_out": sentence("way-out"),
        "contact": f"{blanks['website']} · {blanks['mailbox']}",
    }
    frame = said(here, FRAME)
    return Letter(fill(here, frame["subject"], values), fill(here, frame["body"], values))


@lru_cache(maxsize=1)
def phrases() -> dict[str, dict[str, str]]:
    """Ready phrases by language: greeting, thanks, answer, closing."""
    table = tomllib.loads(Path(__file__).with_name("letter_phrases.toml").read_text(encoding="utf-8"))
    unknown = table.keys() - language_tags()
    assert not unknown, f"letter_phrases.toml: no such language: {sorted(unknown)}"
    return table


def inside(here: Language, label: str) -> str:
    """A vocabulary's label as it stands inside a sentence: in English it begins small, unless names follow."""
    plain = here.code != "en" or label[1:] != label[1:].lower()
    return label if plain else label[:1].lower() + label[1:]


def kind(here: Language, label: str) -> str:
    """A type of library as “who we are” says it, as in “an academic library”; nothing where that reads badly."""
    if here.code == "en":
        words = inside(here, label)
        return f"{'an' if words[0] in 'aeiouAEIOU' else 'a'} {words}"
    return label if label.endswith("馆") else ""  # 是一所…: a committee or a system is no 所
