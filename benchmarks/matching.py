"""How long it takes to find everybody's best five, at several sizes, and how good they are.

    python -m benchmarks.matching [SIZE …]

The libraries are generated; only matching is measured (processor time of one core), not reading their records.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from benchmarks.generate import BLOCK, ROOT, TODAY, Generator, library_id, terms
from sister_libraries.catalogue import Catalogue
from sister_libraries.matching.score import Side, asks, load_weights, order, score
from sister_libraries.matching.suggest import BEST, Suggestions, sides
from sister_libraries.models import Library, Partnership, Vocabulary
from sister_libraries.yaml_reader import read_document

SIZES = (1_000, 10_000, 100_000)
SAMPLE = 40  # libraries whose suggestions are compared with those of scoring everybody
HEADINGS = (
    "libraries", "that ask", "profiles s", "best five s", "µs each that asks", "µs a library", "as good as all",
    "same five", "most often suggested", "never",
)  # fmt: skip


def run(sizes: Sequence[int] = SIZES) -> str:
    """Measure each size; the table, with what its columns mean."""
    rows = [[_written(each) for each in measure(size).values()] for size in sizes]
    lines = [" | ".join(HEADINGS), " | ".join("---:" for _ in HEADINGS), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" for line in lines) + f"\n\n{NOTE}"


NOTE = (
    f"As good as all: the points of the suggestions for {SAMPLE} libraries, divided by those of the best five when "
    "everybody is scored; same five: how many of these are among them. Most often suggested: in how many lists the "
    "library stands that stands in most; never: how many that ask stand in none."
)


def _written(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def measure(size: int) -> dict[str, float]:
    """The figures of one size, in the order of HEADINGS."""
    catalogue = make_catalogue(size)
    start = time.process_time()
    everybody = sides(catalogue)
    made = time.process_time()
    suggestions = Suggestions(everybody, load_weights())
    asking = [each for each in everybody.values() if asks(each)]
    lists = {each.id: suggestions.of(each.id) for each in asking}
    done = time.process_time()
    named = Counter(each.id for found in lists.values() for each in found if each.asked)
    good, same = _compared(
        asking, {key: [each.id for each in found] for key, found in lists.items()}, everybody
    )
    return {
        "libraries": size,
        "asking": len(asking),
        "profiles": made - start,
        "best": done - made,
        "each asking": round((done - made) / len(asking) * 1e6),
        "each": round((done - start) / size * 1e6),
        "good": good,
        "same": same,
        "most": max(named.values()),
        "never": len(asking) - len(named),
    }


def _compared(asking: list[Side], found: dict[str, list[str]], everybody: Any) -> tuple[float, float]:
    """What share of the best five's points the suggestions have, and how many of the five are among them."""
    weights = load_weights()
    ours = best = same = number = 0
    for a in random.Random(1).sample(asking, min(SAMPLE, len(asking))):
        scored = [(match, each) for each in asking if (match := score(a, each, weights)) and match.points > 0]
        scored.sort(key=lambda pair: order(pair[0], a, pair[1]))
        top = {each.id: match.points for match, each in scored[:BEST]}
        chosen = [each for each in found[a.id] if asks(everybody[each])]
        best += sum(top.values())
        ours += sum(match.points for each in chosen if (match := score(a, everybody[each], weights)))
        same += len({*chosen} & {*top})
        number += len(top)
    return ours / best, same / number


def make_catalogue(size: int) -> Catalogue:
    """A catalogue of generated libraries and the real vocabularies, without writing and reading files."""
    generator = Generator(terms(ROOT), 1)
    libraries = {}
    for number in range(1, size + 1):
        key = library_id(number)
        libraries[key] = Library.model_validate({**generator.library(number, size), "id": key})
    partnerships = {}
    for block in range(size // BLOCK):
        key = f"generated-partnership-{block + 1:05}"
        partnerships[key] = Partnership.model_validate({**generator.partnership(block), "id": key})
    vocabularies = {
        path.stem: Vocabulary.model_validate({**_data(path), "id": path.stem})
        for path in sorted((ROOT / "data" / "vocabularies").glob("*.yml"))
    }
    return Catalogue(
        libraries=MappingProxyType(libraries),
        partnerships=MappingProxyType(partnerships),
        vocabularies=MappingProxyType(vocabularies),
        checklists=MappingProxyType({}),
        organizations=MappingProxyType({}),
        moves=MappingProxyType({}),
        today=TODAY,
    )


def _data(path: Path) -> Any:
    document, problems = read_document(path, path.name)
    assert document, problems
    return document.data


if __name__ == "__main__":
    gc.disable()  # as a build does
    print(run([int(each) for each in sys.argv[1:]] or SIZES))
