"""What the page of sister cities looks towns up in: `sister-cities/towns.json`, in each language.

`countries` are names by code. A town is [name, country, other names, libraries], a library [address below the
language's root, name]; a tie is [town, town, since, told by], the last as [address, text]. Texts that are not in
the page's language have its tag behind them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.compact_json import compact_json
from sister_libraries.languages import site_languages
from sister_libraries.reader import Reader
from sister_libraries.sister_cities import DATA, PAGE, libraries, name, since, told_by
from sister_libraries.ties import ties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site
    from sister_libraries.reader import Link, Said


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """The data of every language."""
    known = ties(site.catalogue)
    places = {town: index for index, town in enumerate(known.towns)}
    for here in site_languages():
        reader = Reader(here, site.catalogue, "../")
        data = {
            "countries": {
                town.country: reader.country(town.country)
                for town in sorted(known.towns.values(), key=lambda each: each.country)
            },
            "towns": [
                [
                    _said(name(town, reader)),
                    town.country,
                    [each for each in town.name.words().values() if each != name(town, reader).text],
                    [_link(each) for each in libraries(town, reader)],
                ]
                for town in known.towns.values()
            ],
            "ties": [
                [
                    *(places[each] for each in tie.towns),
                    since(tie, reader),
                    [_link(each) for each in told_by(tie, reader)],
                ]
                for tie in known.all
            ],
        }
        yield here.prefix + PAGE + DATA, compact_json(data)


def _said(said: Said) -> list[str]:
    return [said.text, said.lang] if said.lang else [said.text]


def _link(link: Link) -> list[Any]:
    return [link.url, *_said(link.said)]
