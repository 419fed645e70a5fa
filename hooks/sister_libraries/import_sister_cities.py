"""Import ties between sister cities from Wikidata: `sisterlib import sister-cities FILE`.

FILE is what Wikidata's query service gives for the query on docs/en/import-sister-cities.md, downloaded as CSV, as
JSON or as verbose JSON. A file that is none of these, or lacks a column, changes nothing (rules E224 and E225). A row
that cannot be used is reported and left out (E226). Ties that were imported before and are not in the file stay, as
it may be about one country only, unless `--replace` is given. Ties by hand are in another file, which is not touched.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import opencc
from pydantic import TypeAdapter, ValidationError

from sister_libraries.clock import today
from sister_libraries.languages import N_, country_codes, site_languages
from sister_libraries.models.fields import Label
from sister_libraries.problems import Problem, ProblemsFound, Span
from sister_libraries.report import as_text
from sister_libraries.town_ties import COLUMNS, IMPORTED, read_town_ties, rows_of, table
from sister_libraries.town_ties import MAX_BYTES as LARGEST
from sister_libraries.yaml_reader import check_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import date

    from sister_libraries.languages import Phrase

MAX_BYTES = 64 * 1024 * 1024  # some twenty times the whole world's ties
TOLD = 20  # rows left out that are reported one by one

LONGEST = 10_000  # characters of a value; names and dates are shorter
NEEDED = ("town", "townCountry", "sister", "sisterCountry")
OPTIONAL = ("townEn", "townZh", "townPlace", "sisterEn", "sisterZh", "sisterPlace", "since", "until")

_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/entity/)?(Q[1-9]\d{0,11})", re.ASCII)
_POINT = re.compile(r"Point\((-?\d{1,3}(?:\.\d+)?) (-?\d{1,3}(?:\.\d+)?)\)", re.ASCII | re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})(?:-\d\d-\d\d(?:T[\d:.]+Z?)?)?", re.ASCII)
_LABEL = TypeAdapter(Label)
_Pair = tuple[str, str]  # two towns by their items in Wikidata, the smaller number first


def add_command(commands: Any) -> None:
    """Add `import sister-cities` to the command line."""
    whole = commands.add_parser("import", help="take data over from elsewhere")
    kinds = whole.add_subparsers(required=True, metavar="WHAT")
    each = kinds.add_parser(
        "sister-cities", help="ties between towns, as Wikidata's query service gives them"
    )
    each.add_argument("file", type=Path, metavar="FILE", help="the query's result as CSV or JSON")
    each.add_argument(
        "--replace", action="store_true", help="forget imported ties that the file does not have"
    )
    each.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    try:
        outcome = import_file(options.file, options.root, options.today or today(), replace=options.replace)
    except ProblemsFound as found:
        ours = found.problems[0].path != str(options.file)
        print(as_text(found.problems, options.root if ours else Path(), site_languages()))
        return 1
    if outcome.left_out:
        print(as_text(outcome.left_out[:TOLD], Path(), site_languages()), end="\n\n")
    for each in site_languages():
        print(
            each.sentences(
                each.say(message, number=each.number(number)) for message, number in outcome.said()
            )
        )
    return 0


# -- reading the result -------------------------------------------------------------------------------------


@dataclass
class _Town:
    """A town as all rows together give it."""

    countries: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    place: str = ""


@dataclass
class Outcome:
    """What an import did."""

    added: int = 0
    updated: int = 0
    kept: int = 0
    dropped: int = 0
    ended: int = 0
    domestic: int = 0
    left_out: list[Problem] = field(default_factory=list)

    def said(self) -> Iterator[tuple[Phrase, int]]:
        """The counts in sentences; what did not happen is left unsaid, save that nothing was added."""
        yield N_("Ties added: {number}."), self.added
        for message, number in (
            (N_("Ties seen again: {number}."), self.updated),
            (N_("Ties from earlier imports that the file does not have, kept: {number}."), self.kept),
            (N_("Ties from earlier imports that the file does not have, dropped: {number}."), self.dropped),
            (N_("Left out because they have ended: {number}."), self.ended),
            (N_("Left out because both towns are in one country or region: {number}."), self.domestic),
            (N_("Rows left out because they could not be used: {number}."), len(self.left_out)),
        ):
            if number:
                yield message, number


def import_file(file: Path, root: Path, day: date, *, replace: bool = False) -> Outcome:
    """Bring `data/sister-cities.csv` of the project at `root` up to date with `file`.

    Raises ProblemsFound, and writes nothing, when the file is no result of the query or the data file is damaged.
    """
    target = root / "data" / IMPORTED
    _, damaged = read_town_ties(root / "data")
    if damaged:
        raise ProblemsFound(damaged)
    old = {}
    if target.exists():
        for _, row, _ in rows_of(target.read_text(encoding="utf-8"), COLUMNS):
            if row:
                old[row["wikidata"], row["sister_wikidata"]] = row
    outcome = Outcome()
    new, ended = _ties(_rows(file), str(file), day, outcome)
    for pair, row in new.items():
        if pair in old:
            outcome.updated += 1
            row["since"] = row["since"] or old[pair]["since"]
        else:
            outcome.added += 1
    gone = {pair: row for pair, row in old.items() if pair not in new}
    kept = {} if replace else {pair: row for pair, row in gone.items() if pair not in ended}
    outcome.kept, outcome.dropped = len(kept), len(gone) - len(kept)
    new |= kept
    content = table(new.values()).encode("utf-8")
    if len(content) > LARGEST:  # which nothing could read any more
        values = {"found": len(content), "limit": LARGEST}
        raise ProblemsFound([Problem("E102", f"data/{IMPORTED}", values=values)])
    partial = target.with_name(f".{IMPORTED}.partial")
    partial.write_bytes(content)
    partial.replace(target)
    return outcome


def _refused(
    name: str, found: str, span: Span | None = None, code: str = "E224", **values: Any
) -> ProblemsFound:
    return ProblemsFound([Problem(code, name, span, {"found": found, **values})])


def _rows(file: Path) -> list[tuple[Span | None, dict[str, str]]]:
    """The rows of a query's result with their places, values by column."""
    name = str(file)
    try:
        with file.open("rb") as opened:
            raw = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise ProblemsFound(
            [Problem("E119", name, values={"found": error.strerror or type(error).__name__})]
        ) from None
    if len(raw) > MAX_BYTES:
        raise ProblemsFound([Problem("E102", name, values={"found": len(raw), "limit": MAX_BYTES})])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"0x{raw[error.start]:02X}"
        raise ProblemsFound([Problem("E101", name, Span(line, 1, 2), {"found": found})]) from None
    rows = _from_json(text, name) if text.lstrip()[:1] in ("{", "[") else _from_csv(text, name)
    if not rows:  # with --replace it would empty the data file
        raise _refused(name, N_("it has no rows"))
    columns = {column for _, row in rows for column in row}
    for column in NEEDED:
        if column not in columns:
            raise _refused(name, column, code="E225", choices=[*NEEDED, *OPTIONAL])
    return rows


def _from_csv(text: str, name: str) -> list[tuple[Span | None, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[Span | None, dict[str, str]]] = []
    try:
        columns = reader.fieldnames or []
        for column in NEEDED:
            if column not in columns:
                # The first line of what is no such table at all says more than the name of a column.
                if not set(columns) & {*NEEDED, *OPTIONAL}:
                    raise _refused(name, text.strip()[:60] or N_("nothing"), Span(1, 1, 2))
                raise _refused(name, column, Span(1, 1, 2), "E225", choices=[*NEEDED, *OPTIONAL])
        for row in reader:
            span = Span(reader.line_num, 1, 2)
            if None in row or None in row.values():  # more or fewer than the first line has: half a file
                raise _refused(name, N_("a row with another number of columns"), span)
            if (
                max(map(len, row.values())) > LONGEST
            ):  # csv's own limit is the whole process', and others set it
                raise _refused(name, N_("a quotation mark that is not closed"), span)
            rows.append((span, row))
    except csv.Error as error:
        raise _refused(name, str(error), Span(max(1, reader.line_num), 1, 2)) from None
    return rows


def _from_json(text: str, name: str) -> list[tuple[Span | None, dict[str, str]]]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _refused(name, error.msg, Span(error.lineno, error.colno, error.colno + 1)) from None
    except (
        RecursionError,
        ValueError,
    ) as error:  # lists within lists without end; numbers of thousands of digits
        raise _refused(name, type(error).__name__) from None
    if isinstance(data, dict):  # as the service itself answers: SPARQL 1.1 Query Results JSON
        results = data.get("results")
        data = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
        raise _refused(name, N_("it has no list of rows"))
    rows: list[tuple[Span | None, dict[str, str]]] = []
    for each in data:
        values = {
            key: value.get("value") if isinstance(value, dict) else value for key, value in each.items()
        }
        rows.append((None, {key: value for key, value in values.items() if isinstance(value, str)}))
    return rows


# -- from rows to ties --------------------------------------------------------------------------------------


class _Unusable(Exception):
    """A row cannot be used; the reason, and the value that is to blame."""

    def __init__(self, reason: Phrase, value: str) -> None:
        super().__init__(reason)
        self.reason, self.value = reason, value


def _ties(
    rows: list[tuple[Span | None, dict[str, str]]], name: str, day: date, outcome: Outcome
) -> tuple[dict[_Pair, dict[str, str]], set[_Pair]]:
    """The rows of the data file by the two towns' items, and the pairs whose tie has ended."""
    towns: dict[str, _Town] = {}
    for _, row in rows:  # one row may name a town in English, another in Chinese
        for prefix in ("town", "sister"):
            _gather(row, prefix, towns)
    new: dict[_Pair, dict[str, str]] = {}
    ended: set[_Pair] = set()
    domestic: set[_Pair] = set()
    for number, (span, row) in enumerate(rows, 1):
        try:
            items = sorted((_item(row, "town"), _item(row, "sister")), key=lambda item: int(item[1:]))
            pair = (items[0], items[1])
            if pair[0] == pair[1]:
                raise _Unusable(N_("a town cannot be its own sister city"), pair[0])
            if _has_ended(row.get("until", ""), day):
                ended.add(pair)
                continue
            one, other = (_columns(item, towns[item]) for item in pair)
        except _Unusable as fault:
            values = {"first": number, "found": fault.reason, "other": fault.value}
            outcome.left_out.append(Problem("E226", name, span, values))
            continue
        if one["country"] == other["country"]:
            domestic.add(pair)
            continue
        told = (_year(row.get("since", "")), new.get(pair, {}).get("since", ""))
        years = sorted(each for each in told if each and each <= str(day.year))
        new[pair] = {
            **one,
            **{f"sister_{key}": value for key, value in other.items()},
            "since": years[0] if years else "",
            "seen": day.isoformat(),
        }
    ended -= set(new)
    outcome.ended = len(ended)
    outcome.domestic = len(domestic)
    return new, ended


def _has_ended(until: str, day: date) -> bool:
    """Whether a tie with this end is over; an end of which only its being there is known is one, too."""
    return bool(until) and _year(until) <= str(day.year)


def _gather(row: dict[str, str], prefix: str, towns: dict[str, _Town]) -> None:
    """Add what a row says of one of its towns to what others say."""
    found = _ITEM.fullmatch(row.get(prefix, ""))
    if not found:
        return
    town = towns.setdefault(found[1], _Town())
    country = row.get(f"{prefix}Country", "")
    if country:
        town.countries.add(country)
    for code in ("en", "zh"):
        label = _label(row.get(f"{prefix}{code.capitalize()}", ""), code)
        if label:
            town.names.setdefault(code, label)
    town.place = town.place or _place(row.get(f"{prefix}Place", ""))


def _item(row: dict[str, str], prefix: str) -> str:
    found = _ITEM.fullmatch(row.get(prefix, ""))
    if not found:
        raise _Unusable(N_("it does not name two items of Wikidata"), row.get(prefix, ""))
    return found[1]


def _columns(item: str, town: _Town) -> dict[str, str]:
    """A town's columns of the data file."""
    if len(town.countries) > 1:
        raise _Unusable(
            N_("Wikidata has the town in several countries or regions"), ", ".join(sorted(town.countries))
        )
    country = next(iter(town.countries), "")
    if country not in country_codes():
        raise _Unusable(N_("its country or region has no code that is known here"), country or item)
    if not town.names:
        raise _Unusable(N_("the town has no name in English or Chinese that could be used"), item)
    names = {code: town.names.get(code, "") for code in ("en", "zh")}
    return {"wikidata": item, "country": country, **names, "coordinates": town.place}


def _label(text: str, code: str) -> str:
    """A name in one of the site's languages, in NFC and in Simplified characters; nothing when it is none."""
    text = unicodedata.normalize("NFC", " ".join(text.split(" ")).strip())
    if code == "zh":
        text = _simplifier().convert(text)
    # The query service gives the item's number where there is no name; a spreadsheet would run the other signs.
    if _ITEM.fullmatch(text) or text.startswith(("=", "+", "-", "@")) or check_text(text, ""):
        return ""
    try:
        _LABEL.validate_python({code: text})
    except ValidationError:
        return ""
    return text


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _place(text: str) -> str:
    """Latitude and longitude with two decimals; nothing for what is no place on the earth."""
    found = _POINT.fullmatch(text)
    if not found:
        return ""
    longitude, latitude = map(float, found.groups())
    if abs(latitude) > 90 or abs(longitude) > 180:
        return ""
    return f"{latitude:.2f} {longitude:.2f}"


def _year(text: str) -> str:
    """The year of a date; the query's result does not tell whether Wikidata knows more than that."""
    found = _YEAR.fullmatch(text)
    return found[1] if found and found[1] > "0000" else ""
