"""Make a project folder with a generated catalogue: the real pages, templates and vocabularies, and libraries that
do not exist, named `generated-library-00001` and so on.

The same number and seed give the same bytes; library 7 is the same in a catalogue of 100 as in one of 10 000.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.words import LANGUAGES, PATTERNS, TOWNS, WORDS
from sister_libraries.checks import DATED
from sister_libraries.pages_check import RECORD_LINK
from sister_libraries.yaml_reader import read_document

ROOT = Path(__file__).resolve().parent.parent
USED_AS_THEY_ARE = ("docs", "overrides", "hooks", "mkdocs.yml")
REAL_RECORDS = ("vocabularies", "organizations", "checklists")


def _newest_day() -> date:
    """The last day that a record of the project names: what is copied of them must not lie in the future."""
    names = {name for name, *_ in DATED} | {name for _, *inner in DATED for name in inner}
    said = re.compile(rf"\b(?:{'|'.join(sorted(names))}): [\"']?(\d{{4}}-\d\d(?:-\d\d)?)")
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "data").glob("*/*.yml"))
    days = {day for text in texts for day in said.findall(text)}
    return max(date.fromisoformat(day if len(day) == 10 else f"{day}-01") for day in days)


TODAY = max(date(2026, 11, 21), _newest_day())  # the day for which generated catalogues are built

# How likely a record has a field, the field's name, and its value; an empty value is left out.
Field = tuple[float, str, Any]

ROLE = {"en": "International exchange desk", "zh": "国际交流部"}
BLOCK = 20  # of so many libraries that follow one another, two or three have a partnership with each other


def write_project(folder: Path, libraries: int, seed: int = 1, root: Path = ROOT) -> None:
    """Write a project with `libraries` generated libraries into `folder`, which must not exist."""
    folder.mkdir(parents=True)
    ignored = shutil.ignore_patterns("__pycache__", ".*")
    for name in USED_AS_THEY_ARE:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=ignored)
        else:
            shutil.copyfile(root / name, folder / name)
    for name in REAL_RECORDS:
        shutil.copytree(root / "data" / name, folder / "data" / name, ignore=ignored)
    for name in ("libraries", "partnerships"):
        (folder / "data" / name).mkdir()
    for name in sorted(_linked_from_pages(root)):
        shutil.copyfile(root / name, folder / name)
    generator = Generator(terms(root), seed)
    for name, text in generator.files(libraries):
        (folder / "data" / name).write_text(text, encoding="utf-8", newline="\n")


def _linked_from_pages(root: Path) -> set[str]:
    """The real partnerships that hand-written pages link to, and their libraries: without them no build passes."""
    found = set()
    for page in (root / "docs").rglob("*.md"):
        for folder, record in RECORD_LINK.findall(page.read_text(encoding="utf-8")):
            found.add(f"data/{folder}/{record}.yml")
    for name in [each for each in found if each.startswith("data/partnerships/")]:
        found |= {f"data/libraries/{each}.yml" for each in _read(root / name)["libraries"]}
    return {each for each in found if each.split("/")[1] not in REAL_RECORDS}


def terms(root: Path) -> dict[str, list[str]]:
    """The ids of the terms of every real vocabulary."""
    files = sorted((root / "data" / "vocabularies").glob("*.yml"))
    return {path.stem: [term["id"] for term in _read(path)["terms"]] for path in files}


def _read(path: Path) -> dict[str, Any]:
    document, problems = read_document(path, path.name)
    if document is None:
        raise ValueError(f"{path}: {problems}")
    return document.data


class Generator:
    """Makes records from nothing but a seed and the terms of the vocabularies."""

    def __init__(self, vocabularies: dict[str, list[str]], seed: int) -> None:
        self._terms = vocabularies
        self._seed = seed

    def files(self, libraries: int) -> Iterator[tuple[str, str]]:
        """The files of a catalogue: names below `data/` and contents."""
        for number in range(1, libraries + 1):
            yield f"libraries/{library_id(number)}.yml", as_yaml(self.library(number, libraries))
        for block in range(libraries // BLOCK):
            yield f"partnerships/generated-partnership-{block + 1:05}.yml", as_yaml(self.partnership(block))

    def library(self, number: int, libraries: int) -> dict[str, Any]:
        """Library `number` of so many, as a mapping that can be written as YAML."""
        chance = random.Random(f"{self._seed} library {number}")
        said = _Sentences(chance)
        town = _town(chance)
        languages = ["en", *LANGUAGES.get(town["country"], [])]
        block = (number - 1) // BLOCK
        partner = block < libraries // BLOCK and number in self._partners(block)
        status = chance.choices(["seeking", "open", "paused", "withdrawn"], [60, 30, 7, 3])[0]
        if partner and chance.random() < 0.7:
            status = ""  # only known as a partner
        asks = status in ("seeking", "open")
        address = f"https://library-{number:05}.example/"
        name = {"en": f"Generated Library {number:05}", "zh": f"生成图书馆 {number:05}"}
        if town["country"] != "CN" and chance.random() < 0.25:
            del name["zh"]
        listed = TODAY - timedelta(days=chance.randint(0, 2500))
        confirmed = max(listed, TODAY - timedelta(days=_age(chance)))
        wishes = self._wishes(chance, said) if asks else []
        sources = [{"url": address, "seen": "2026-11"}]
        if chance.random() < 0.4:
            sources.append({"url": f"{address}report", "title": "Generated report", "dated": "2024"})
        fields: list[Field] = [
            (1.0, "name", name),
            (0.95, "type", _pick(chance, self._terms["library-types"])),
            (1.0, "country", town["country"]),
            (0.8, "region", town["region"]),
            (0.92, "city", town["city"]),
            (0.8, "coordinates", town["coordinates"]),
            (0.7, "website", address),
            (0.7, "community", _pick(chance, self._terms["communities"])),
            (0.85, "work_languages", languages[: chance.randint(1, len(languages))]),
            (0.4, "reader_languages", languages),
            (1.0, "status", status),
            *wishes,
            (0.15, "sister_cities", _sister_cities(chance)),
            (0.8, "contact", {"role": ROLE, "page": f"{address}contact"} if asks else None),
            (1.0, "listed", listed.isoformat()),
            (0.9, "confirmed", confirmed.isoformat() if asks else None),
            (1.0, "description", self._description(chance, said)),
            (0.2, "identifiers", {"isil": f"ZZ-{number:05}"}),
            (1.0, "sources", sources),
        ]
        return _some(chance, fields)

    def _wishes(self, chance: random.Random, said: _Sentences) -> list[Field]:
        """What a library that asks says it asks for."""
        request = {
            "activity": _pick(chance, self._terms["activities"]),
            "text": {code: said.text(code, 1) for code in ("en", "zh")},
        }
        countries = dict.fromkeys(_town(chance)["country"] for _ in range(chance.randint(1, 3)))
        return [
            (1.0, "seeks", _sample(chance, self._terms["exchanges"], 1, 4)),
            (1.0, "offers", _sample(chance, self._terms["exchanges"], 1, 3)),
            (0.7, "activities", _sample(chance, self._terms["activities"], 1, 4)),
            (0.2, "requests", [request]),
            (0.4, "preferred", {"countries": list(countries)}),
            (0.5, "commitment", _pick(chance, self._terms["commitments"])),
        ]

    def _description(self, chance: random.Random, said: _Sentences) -> dict[str, str]:
        """A description, short, of middling length or long, in both languages or in one."""
        sentences = chance.choices([1, 4, 10], [25, 45, 30])[0]
        written = chance.choices([("en", "zh"), ("en",), ("zh",)], [75, 17, 8])[0]
        opening = {"en": "Generated for a benchmark.", "zh": "为性能测试生成。"}
        return {code: said.join(code, [opening[code], said.text(code, sentences)]) for code in written}

    def partnership(self, block: int) -> dict[str, Any]:
        """The partnership of the block `block` of libraries."""
        chance = random.Random(f"{self._seed} partnership {block}")
        said = _Sentences(chance)
        since = chance.randint(1985, 2025)
        status = chance.choices(["current", "unconfirmed", "ended"], [35, 50, 15])[0]
        record: dict[str, Any] = {
            "libraries": [library_id(number) for number in self._partners(block)],
            "since": chance.choice([f"{since}", f"{since}-{chance.randint(1, 12):02}", f"about {since}"]),
        }
        if status == "ended":
            record["until"] = f"by {min(since + chance.randint(1, 20), TODAY.year)}"
        record["kinds"] = _sample(chance, self._terms["partnership-kinds"], 1, 2)
        record["status"] = status
        record["activities"] = _sample(chance, self._terms["activities"], 1, 6)
        for name, sentences in (("summary", 1), ("story", chance.randint(3, 9))):
            record[name] = {code: said.text(code, sentences) for code in ("en", "zh")}
        record["listed"] = (TODAY - timedelta(days=chance.randint(0, 2500))).isoformat()
        record["sources"] = [{"url": f"https://partnership-{block + 1:05}.example/", "seen": "2026-11"}]
        return record

    @cache  # noqa: B019 - a generator lives as long as the process
    def _partners(self, block: int) -> list[int]:
        """The numbers of the libraries of one block that are partners."""
        chance = random.Random(f"{self._seed} partners {block}")
        numbers = range(block * BLOCK + 1, (block + 1) * BLOCK + 1)
        return sorted(chance.sample(numbers, chance.choices([2, 3], [85, 15])[0]))


class _Sentences:
    """Sentences in one of the languages, by chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def text(self, code: str, sentences: int) -> str:
        """So many sentences; a blank line after every fourth."""
        said = [self._sentence(code) for _ in range(sentences)]
        paragraphs = [self.join(code, said[i : i + 4]) for i in range(0, sentences, 4)]
        return "\n\n".join(paragraphs)

    @staticmethod
    def join(code: str, sentences: list[str]) -> str:
        """Sentences one after the other, as the language writes them."""
        return ("" if code == "zh" else " ").join(sentences)

    def _sentence(self, code: str) -> str:
        pattern = self._chance.choice(PATTERNS[code])

        def word(found: re.Match[str]) -> str:
            slot = found[1].lower()
            if slot == "number":
                return str(self._chance.randint(12, 90_000))
            if slot == "town":
                return str(_town(self._chance)["city"][code])
            chosen = self._chance.choice(_words(code)[slot])
            return chosen[0].upper() + chosen[1:] if found[1][0].isupper() else chosen

        return re.sub(r"{(\w+)}", word, pattern)


@cache
def _words(code: str) -> dict[str, list[str]]:
    """The words for each slot of a pattern; those of several words are parted by a bar."""
    parted = {slot: text.split("|") if "|" in text else text.split() for slot, text in WORDS[code].items()}
    return {slot: [" ".join(each.split()) for each in words] for slot, words in parted.items()}


@cache
def _towns() -> tuple[list[dict[str, Any]], list[float]]:
    """All towns as the fields of a record, and how many libraries each takes beside the others."""
    towns = []
    for line in TOWNS.strip().splitlines():
        country, city, city_zh, region, region_zh, latitude, longitude = line.split(";")
        towns.append(
            {
                "country": country,
                "city": {"en": city, "zh": city_zh},
                "region": {"en": region, "zh": region_zh} if region else None,
                "coordinates": [latitude, longitude],
            }
        )
    return towns, [1 / (rank + 3) ** 0.7 for rank in range(len(towns))]


def _town(chance: random.Random) -> dict[str, Any]:
    towns, weights = _towns()
    return chance.choices(towns, weights)[0]


def _sister_cities(chance: random.Random) -> list[dict[str, Any]]:
    """One to three different towns."""
    towns = {town["city"]["en"]: town for town in (_town(chance) for _ in range(chance.randint(1, 3)))}
    return [
        {"city": each["city"], "country": each["country"], "since": str(chance.randint(1950, 2024))}
        for each in towns.values()
    ]


def _age(chance: random.Random) -> int:
    """Days since a request was confirmed: most are fresh, some due, some have stepped back."""
    low, high = chance.choices([(0, 365), (366, 730), (731, 2500)], [70, 15, 15])[0]
    return chance.randint(low, high)


def _some(chance: random.Random, fields: list[Field]) -> dict[str, Any]:
    """A record of some of the fields, each as likely as it says."""
    return {name: value for likely, name, value in fields if chance.random() < likely and value}


def _pick(chance: random.Random, values: list[str]) -> str:
    """One value; the first ones are the most common, as in life."""
    return values[min(int(chance.expovariate(3 / len(values))), len(values) - 1)]


def _sample(chance: random.Random, values: list[str], low: int, high: int) -> list[str]:
    return chance.sample(values, chance.randint(low, min(high, len(values))))


def library_id(number: int) -> str:
    """The id of generated library `number`."""
    return f"generated-library-{number:05}"


# -- YAML, as people write it ------------------------------------------------------------------------------


def as_yaml(record: dict[str, Any]) -> str:
    """A record as a file of `data/`."""
    return "".join(f"{line}\n" for line in _mapping(record))


def _mapping(values: dict[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield f"{key}:"
            yield from (f"  {line}".rstrip() for line in _mapping(value))
        elif isinstance(value, list) and isinstance(value[0], dict):
            yield f"{key}:"
            for each in value:
                for index, line in enumerate(_mapping(each)):
                    yield f"  {'  ' if index else '- '}{line}"
        elif isinstance(value, list):
            yield f"{key}: [{', '.join(value)}]"
        elif "\n" in value:
            yield f"{key}: |-"
            yield from (f"  {line}".rstrip() for line in value.split("\n"))
        else:
            yield f"{key}: {_scalar(value)}"


def _scalar(text: str) -> str:
    """A text on one line, in quotation marks where YAML could read it otherwise."""
    plain = re.fullmatch(r"[\w(](?:[\w ./’()，。、-]|:(?=//)|[,;](?= ))*", text)
    return text if plain else json.dumps(text, ensure_ascii=False)
