"""The best partners to suggest to each library that asks for one, and their reasons as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sister_libraries.languages import N_
from sister_libraries.letter import inside
from sister_libraries.matching.candidates import Candidates
from sister_libraries.matching.score import asks, load_weights, may_be_suggested, side
from sister_libraries.once import once_per_catalogue
from sister_libraries.parallel import shared_out
from sister_libraries.profiles import profiles
from sister_libraries.time_zones import offset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.kept import Kept
    from sister_libraries.languages import Language
    from sister_libraries.matching.score import Match, Reason, Side, Weights
    from sister_libraries.reader import Reader

_FILE = "all"  # in which a build keeps them
BEST = 5  # suggestions for one library
SHOWN = 4  # reasons shown for one suggestion, the weightiest; what speaks against it is always shown

# What each reason says to the library that looks (“you”) about the candidate (“they”).
SENTENCES = {
    "sister-cities": N_("Your towns are sister cities."),
    "town-tie": N_("Libraries of your two towns are partners already."),
    "they-offer": N_("They offer what you look for: {things}."),
    "they-seek": N_("They look for what you offer: {things}."),
    "both-give": N_("Each of you has something to give to the other."),
    "activities": N_("Both of you would like to do this: {things}."),
    "languages": N_("Both of you work in {languages}."),
    "english-theirs": N_("No language in common, but they work in English: put your letter into English."),
    "english-yours": N_("No language in common, but you work in English: add a version in their language."),
    "no-language": N_("No language in common: both of you would depend on translation."),
    "their-country": N_("They would like a partner in your country or region."),
    "your-country": N_("They are where you would like a partner: {country}."),
    "their-language": N_("They would like a partner who works in {languages}, as you do."),
    "your-language": N_("They work in {languages}, as you would like."),
    "their-type": N_("They would like a partner of your type."),
    "your-type": N_("They are of a type that you would like: {types}."),
    "their-other-type": N_("They would rather have a partner of another type."),
    "your-other-type": N_("You would rather have a partner of another type."),
    "same-type": N_("Both of you are of one type: {types}."),
    "kin-types": N_("Your types have readers in common: {types}."),
    "same-size": N_("You serve communities of the same size."),
    "like-size": N_("You serve communities of nearly the same size."),
    "same-commitment": N_("You want to give the same amount of time."),
    "near-commitment": N_("You want to give nearly the same amount of time."),
    "far-commitment": N_("One of you wants to give much more time than the other: talk about that first."),
}
# What a list shows of every candidate beside its name, and so not as a sentence.
UNSPOKEN = {"seeking", "open", "not-asked", "fresh", "due", "reachable"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate: its id, whether it has asked for a partner, and how it fits."""

    id: str
    asked: bool
    match: Match


class Suggestions:
    """The suggestions of one build: looked for when a page first needs them, and then remembered."""

    def __init__(self, sides: Mapping[str, Side], weights: Weights) -> None:
        self._sides = sides
        self._weights = weights
        self._kept: dict[str, Sequence[Suggestion]] = {}

    @cached_property
    def _asking(self) -> Candidates:
        return Candidates(filter(asks, self._sides.values()), self._weights)

    @cached_property
    def _others(self) -> Candidates:
        others = (each for each in self._sides.values() if may_be_suggested(each) and not asks(each))
        return Candidates(others, self._weights)

    def find_all(self, kept: Kept | None = None) -> None:
        """Look for those of every library that asks, so that processes forked from this one find them found.

        `kept` has those of an earlier build, if they are the same, and gets these.
        """
        known = kept.load(_FILE) if kept else None
        if known is not None:
            self._kept = known
            return
        wanted = [each.id for each in self._sides.values() if asks(each)]
        for each in wanted[:1]:
            self.of(each)  # makes what all of them share
        self._kept |= zip(wanted, shared_out(self.of, wanted), strict=True)
        if kept:
            kept.save(_FILE, self._kept)

    def of(self, library_id: str) -> Sequence[Suggestion]:
        """The best for one library: those that ask; where they are too few, then those that have not asked."""
        if library_id not in self._kept:
            here = self._sides[library_id]
            found = self._asking.best(here, BEST)
            if len(found) < BEST:
                found += self._others.best(here, BEST - len(found))
            self._kept[library_id] = tuple(Suggestion(each.id, asks(each), match) for each, match in found)
        return self._kept[library_id]


@once_per_catalogue
def suggestions(catalogue: Catalogue) -> Suggestions:
    """The suggestions for the libraries of a catalogue."""
    return Suggestions(sides(catalogue), load_weights())


@once_per_catalogue
def sides(catalogue: Catalogue) -> Mapping[str, Side]:
    """All libraries as the score looks at them, by id."""
    found = profiles(catalogue).values()
    zones = {each.zone for each in found if each.zone}
    offsets = {zone: offset(zone, catalogue.today) for zone in zones}
    return {each.id: side(each, offsets.get(each.zone or "")) for each in found}


def sentences(match: Match, reader: Reader) -> list[str]:
    """Why a candidate fits: the weightiest reasons, and all that speaks against it, in the reader's language."""
    return [sentence(each, reader) for each in shown(match.reasons)]


def shown(reasons: Sequence[Reason]) -> list[Reason]:
    """The reasons that are told, in their own order; the browser chooses in the same way."""
    spoken = [each for each in reasons if each.code not in UNSPOKEN]
    best = sorted((each for each in spoken if each.points > 0), key=lambda each: -each.points)[:SHOWN]
    return [each for each in spoken if each.points < 0 or each in best]


def sentence(reason: Reason, reader: Reader) -> str:
    """One reason in words; remembered, since the same few sentences stand on most pages."""
    kept = _sentences(reader.catalogue)
    key = (reader.language.code, reason.code, reason.values)
    if key not in kept:
        kept[key] = _sentence(reason, reader)
    return kept[key]


@once_per_catalogue
def _sentences(_catalogue: Catalogue) -> dict[tuple[str, str, tuple[str | int, ...]], str]:
    return {}


def _sentence(reason: Reason, reader: Reader) -> str:
    here = reader.language
    values = [str(each) for each in reason.values]
    if reason.code == "hours":
        return hours(here, int(values[0]))
    said: dict[str, str] = {}
    if reason.code in ("they-offer", "they-seek"):
        said["things"] = here.join(inside(here, reader.term("exchanges", each)) for each in values)
    elif reason.code == "activities":
        said["things"] = here.join(inside(here, reader.term("activities", each)) for each in values)
    elif reason.code in ("languages", "their-language", "your-language"):
        said["languages"] = here.join(reader.languages(values))
    elif reason.code == "your-country":
        said["country"] = reader.country(values[0])
    elif reason.code in ("your-type", "same-type", "kin-types"):
        said["types"] = here.listing(reader.terms("library-types", values))
    return reader.say(SENTENCES[reason.code], **said)


def hours(here: Language, number: int) -> str:
    """By how many hours working days overlap, in words."""
    return here.plural(
        "Your working hours overlap by {number} hour a day.",
        "Your working hours overlap by {number} hours a day.",
        number,
    )
