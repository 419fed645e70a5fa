"""The list of all countries and regions by part of the world: those with libraries first, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.reader import Link, Said
from sister_libraries.world import PARTS, countries_by_part

if TYPE_CHECKING:
    from pathlib import Path

    from sister_libraries.reader import Reader


def countries_filling(reader: Reader, _root: Path | None = None, _argument: str = "") -> dict[str, Any]:
    """Every country or region that has a page."""
    catalogue = reader.catalogue
    parts = []
    for part, codes in countries_by_part().items():
        links = {code: _link(code, reader) for code in codes}
        ordered = sorted(codes, key=lambda code: reader.sort_key(links[code].said.text))
        with_libraries = [code for code in ordered if code in catalogue.by_country]
        asking = sum(catalogue.asks(each) for code in with_libraries for each in catalogue.by_country[code])
        here = reader.language
        parts.append(
            {
                "id": part,
                "name": reader.country(PARTS[part]),
                "counts": here.clauses(
                    [
                        here.plural(
                            "{number} library",
                            "{number} libraries",
                            sum(len(catalogue.by_country[code]) for code in with_libraries),
                        ),
                        *(
                            [
                                here.plural(
                                    "{number} looking for a partner", "{number} looking for a partner", asking
                                )
                            ]
                            if asking
                            else []
                        ),
                    ]
                ),
                "with_libraries": [links[code] for code in with_libraries],
                "others": [links[code] for code in ordered if code not in catalogue.by_country],
            }
        )
    return {"parts": parts}


def _link(code: str, reader: Reader) -> Link:
    libraries = reader.catalogue.by_country.get(code, ())
    note = reader.language.number(len(libraries)) if libraries else ""
    return Link(reader.url(f"countries/{code.lower()}/"), Said(reader.country(code)), note)
